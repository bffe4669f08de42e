import type { DataSource } from '@wallboard/five9/identifiers'
import { wholeView, type ServerMessage } from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import { createLiveStores } from '../../board/live-stores.tsx'
import { createLive } from '../../live/connection/live.ts'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { createFive9Alerts, type Five9Alerts } from './five9-alerts-store.ts'
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
}

/** Connects at once. */
export function createDeskLive({ username, onDown, onQueuesChanged, canReload }: DeskLiveDeps): DeskLive {
  const stores = createLiveStores()
  const listeners = new Set<() => void>()
  const sources = new Set<DataSource>([queueSource])
  const five9Alerts = createFive9Alerts()
  const whatChanged = createWhatChanged(stores)
  let queueNames: string | undefined

  function messageReceived(message: ServerMessage): void {
    if (message.type === 'event') five9Alerts.received(message)
    if (message.type !== 'changes' && message.type !== 'snapshot') return
    const { queues = [] } = message
    if (queues.length === 0) return // no names in these changes, or not read by the server yet
    const names = JSON.stringify(queues)
    if (queueNames !== undefined && names !== queueNames) onQueuesChanged()
    queueNames = names
  }

  const view = () => wholeView('wall', [...sources])
  const live = createLive({
    store: stores.statistics,
    view: view(),
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
    requireSources(required) {
      for (const source of required) sources.add(source)
      live.subscribe(view())
    },
    onTick(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    stop() {
      whatChanged.stop()
      live.stop()
    },
  }
}
