import { buildHeader, type ServerMessage, type ViewSpec } from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { QueueStatisticsStore } from '../stores/queue-statistics-store.ts'
import { createAcknowledgements } from './acknowledgements.ts'
import { createBuildReloader, type BuildReloader } from './build-reloader.ts'
import { closeReason } from './close-reason-state.ts'
import { createLazySocketCheck } from './lazy-socket-check.ts'
import { liveAddress } from './live-address.ts'
import { createLiveSocket } from './live-socket.ts'
import { createPaintSignal } from './paint-signal.ts'
import { createVersionSearcher } from './version-search.ts'

export interface Live {
  readonly start: () => void
  /** Sends the report now, in addition to the one every 30 s. */
  readonly report: () => void
  /** Changes the page's view on the open connection: the server answers with a snapshot. Reconnects use the new view. */
  readonly subscribe: (view: ViewSpec) => void
  readonly stop: () => void
}

/** Freshness is evaluated this often. One of these instants is the whole second, with which clocks are drawn. */
const tickEveryMs = 500
const reportEveryMs = 30_000
/** Close codes from here on are the server's own: the connection reached it. */
const firstOwnCode = 4_000
const wakingEvents = ['visibilitychange', 'resume'] as const

export interface LiveOptions {
  readonly store: QueueStatisticsStore
  /** The page's view; `subscribe` changes it. The server decides a display's. */
  readonly view: ViewSpec
  /** Called twice a second, after the clocks have advanced, and after a message with alerts. */
  readonly onTick: () => void
  /** Makes the call that advances the clocks, now or shortly; default: now. */
  readonly tickWhenFree?: (tick: () => void) => void
  /** Set for a display, which shows its board; otherwise the page shows the data of the signed-in person. */
  readonly role?: 'display'
  /** A display's report on itself, sent every 30 s; undefined while there is none. */
  readonly report?: (build: string) => DisplayReport | undefined
  /** Whether the page may reload itself now; default: always. */
  readonly canReload?: () => boolean
  /** The connection was closed or did not open. After `lost` it reconnects by itself. */
  readonly onDown: (reason: 'lost' | 'signed-out' | 'replaced') => void
  /** Called with each message before the stores apply it. */
  readonly onMessage?: (message: ServerMessage) => void
  /** Creates the connection; default: a WebSocket of this page. */
  readonly createSocket?: typeof createLiveSocket | undefined
}

/**
 * Whether the page of this build is served. A server with another one ends the HTTP connection, so that the next request
 * may reach another server.
 */
async function isBuildServed(build: string): Promise<boolean> {
  const { ok, headers } = await fetch(location.pathname, {
    cache: 'no-store',
    headers: { [buildHeader]: build },
  })
  return ok && (headers.get(buildHeader) ?? build) === build
}

/** Reloads this page when its server has a newer build. */
const createPageReloader = (canReload: () => boolean = () => true): BuildReloader =>
  createBuildReloader({
    isBuildServed,
    canReload,
    reload: () => {
      location.reload()
    },
    random: Math.random,
  })

/** Connects the socket to the stores: messages in, acknowledgements of painted positions out. */
export function createLive(options: LiveOptions): Live {
  const { store } = options
  let view = options.view
  /** The view in the address of the connection. */
  let addressedView = view
  let tickTimer: number | undefined
  let reportTimer: number | undefined
  let build = ''
  let hasReported = true

  const reloader = createPageReloader(options.canReload)
  const versions = createVersionSearcher(isBuildServed)
  const socketFailed = createLazySocketCheck(store.socketBlocked)
  const acknowledgements = createAcknowledgements({
    send(acknowledgement) {
      socket.send({ type: 'ack', ...acknowledgement })
      if (!hasReported) report() // as soon as something is on the screen
    },
    afterPaint: createPaintSignal(store.position),
  })
  const socket = (options.createSocket ?? createLiveSocket)({
    url() {
      addressedView = view
      return liveAddress(options.role ?? 'person', view, store.resumePosition()) // the epoch names its view
    },
    onOpened: store.socketOpened,
    onMessage: messageReceived,
    onUnreadable: store.changesMissed,
    onDown(code, failures) {
      store.socketLost()
      socketFailed(code < firstOwnCode ? failures : 0)
      const reason = closeReason(code)
      if (reason === 'version-mismatch') versions.differed()
      else options.onDown(reason)
    },
  })

  function helloReceived(message: Extract<ServerMessage, { type: 'hello' }>): void {
    if (!versions.greeted(message)) return // the server closes the connection
    reloader.serverBuildChanged(message.build)
    build = message.build
    hasReported = false
    acknowledgements.restart()
    if (view !== addressedView) socket.send({ type: 'subscribe', view }) // changed while it connected
  }

  function messageReceived(message: ServerMessage): void {
    if (message.type === 'hello') helloReceived(message)
    options.onMessage?.(message)
    if (message.type.startsWith('alert')) options.onTick() // alerts are shown at once
    switch (store.messageReceived(message)) {
      case 'gap':
        socket.send({ type: 'resync' })
        return
      case 'painted':
        acknowledgements.applied()
        return
      case 'reconnect':
        socket.restart()
        return
      case 'nothing':
    }
  }

  function report(): void {
    const content = build === '' ? undefined : options.report?.(build)
    if (content === undefined) return
    hasReported = true
    socket.send({ type: 'report', report: content })
  }

  function tick(): void {
    if (store.tick() === 'reconnect') socket.restart()
    options.onTick()
  }

  function tickLater(): void {
    const now = store.serverNow() + store.status.getState().wallOffsetMs
    // A browser cuts a delay to whole milliseconds: rounded down, it would tick before the instant and again at it.
    tickTimer = window.setTimeout(
      () => {
        tickLater()
        if (options.tickWhenFree) options.tickWhenFree(tick)
        else tick()
      },
      Math.ceil(tickEveryMs - (now % tickEveryMs)),
    )
  }

  function subscribe(next: ViewSpec): void {
    if (JSON.stringify(next) === JSON.stringify(view)) return
    view = next
    socket.send({ type: 'subscribe', view }) // without a connection: the next one has it in its address
  }

  return {
    report,
    subscribe,
    start() {
      socket.start()
      tickLater()
      reportTimer = window.setInterval(report, reportEveryMs)
      // A page that was hidden or frozen shows the age of its figures before its next timer.
      for (const event of wakingEvents) document.addEventListener(event, tick)
    },
    stop() {
      reloader.stop()
      acknowledgements.stop()
      socket.stop()
      clearTimeout(tickTimer)
      clearInterval(reportTimer)
      for (const event of wakingEvents) document.removeEventListener(event, tick)
    },
  }
}
