import type { DataSource } from '@wallboard/five9/identifiers'
import { wholeView, type ServerMessage } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { createLiveStores } from '../../board/live-stores.tsx'
import { createLiveSocket, type LiveSocket, type LiveSocketDeps } from '../../live/connection/live-socket.ts'
import { createLive } from '../../live/connection/live.ts'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { afterPaint } from '../../ui/after-paint.ts'
import { createFive9Alerts, type Five9Alerts } from './five9-alerts-store.ts'
import { createPaintFirst, createPatientSocket } from './paint-first.ts'
import { createSharedConnection } from './shared-connection.ts'
import { createWhatChanged, type WhatChangedFeed } from './what-changed-store.ts'

/** The live data of one signed-in person: one set of stores, filled by one socket. */
export interface DeskLive {
  readonly username: string
  readonly stores: LiveStores
  readonly five9Alerts: Five9Alerts
  readonly whatChanged: WhatChangedFeed
  /** Adds data sources to the subscription of the open connection. */
  readonly requireSources: (sources: readonly DataSource[]) => void
  /** Calls the listener a few times a second, after the clocks were updated. Returns the function that stops this. */
  readonly onTick: (listener: () => void) => () => void
  /** Lets a page in a frame use this connection, over a port. Returns the function that ends it. */
  readonly share: (port: MessagePort) => () => void
  readonly stop: () => void
}

export interface DeskLiveDeps {
  readonly username: string
  /** The connection ended: the server ended the session, or the connection was lost. */
  readonly onDown: (reason: 'lost' | 'signed-out') => void
  /** Queues were added, renamed or removed. */
  readonly onQueuesChanged: () => void
  /** Whether the page may reload itself for a new build. */
  readonly canReload: () => boolean
  /** Creates the live connection; default: a WebSocket. A page in a frame uses that of the page around it. */
  readonly openSocket?: ((deps: LiveSocketDeps) => LiveSocket) | undefined
}

/** Connects at once. */
export function createDeskLive({
  username,
  onDown,
  onQueuesChanged,
  canReload,
  openSocket = createLiveSocket,
}: DeskLiveDeps): DeskLive {
  const stores = createLiveStores()
  const listeners = new Set<() => void>()
  const sources = new Set<DataSource>([queueSource])
  const five9Alerts = createFive9Alerts()
  const whatChanged = createWhatChanged(stores)
  const paintFirst = createPaintFirst({ page: document, afterPaint })
  let queueNames: string | undefined

  function messageReceived(message: ServerMessage): void {
    if (message.type === 'event') five9Alerts.received(message)
    if (message.type === 'alerts' || message.type === 'alert-changes') stores.alerts.received(message)
    if (message.type !== 'changes' && message.type !== 'snapshot') return
    const { queues = [] } = message
    if (queues.length === 0) return // no names in these changes, or not read by the server yet
    const names = JSON.stringify(queues)
    if (queueNames !== undefined && names !== queueNames) onQueuesChanged()
    queueNames = names
  }

  const view = () => wholeView('wall', [...sources])

  function requireSources(required: readonly DataSource[]): void {
    for (const source of required) sources.add(source)
    live.subscribe(view())
  }

  const shared = createSharedConnection({
    openSocket,
    require: (followed) => {
      requireSources(followed.sources)
    },
    clock: () => ({
      serverTime: stores.statistics.serverNow(),
      wallOffsetMs: stores.statistics.status.getState().wallOffsetMs,
    }),
  })
  const live = createLive({
    store: stores.statistics,
    view: view(),
    createSocket: createPatientSocket(shared.createSocket, paintFirst),
    tickWhenFree: paintFirst.run,
    onTick: () => {
      for (const listener of listeners) listener()
    },
    canReload,
    onDown: (reason) => {
      onDown(reason === 'signed-out' ? 'signed-out' : 'lost')
    },
    onMessage: messageReceived,
  })
  live.start()
  stores.statistics.boardShown([queueSource])

  return {
    username,
    stores,
    five9Alerts,
    whatChanged,
    requireSources,
    share: shared.follow,
    onTick(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    stop() {
      whatChanged.stop()
      live.stop()
      paintFirst.stop()
    },
  }
}
