import type { EventId } from '@wallboard/five9/identifiers'
import {
  buildHeader,
  CloseCode,
  connectUrl,
  relayVersion,
  type Position,
  type ServerMessage,
  type ViewSpec,
} from '@wallboard/relay'
import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { QueueStatisticsStore } from '../stores/queue-statistics-store.ts'
import { addressOf } from '../../api/address.ts'
import { createBuildReloader } from './build-reloader.ts'
import { createAcknowledgements } from './acknowledgements.ts'
import { canInflate, createLiveSocket } from './live-socket.ts'

/** A value import of `EventId` would add its whole table to a display's first load. */
const skillsInvalidated: typeof EventId.EVENT_SKILLS_INVALIDATED = '5003'

export interface Live {
  readonly start: () => void
  /** Sends the report now, besides every 30 s. */
  readonly report: () => void
  /** Changes what the page is sent, on the open connection. The server answers with a snapshot; reconnects ask for it. */
  readonly subscribe: (view: ViewSpec) => void
  readonly stop: () => void
}

const tickEveryMs = 250
const reportEveryMs = 30_000
const wakingEvents = ['visibilitychange', 'resume'] as const

const reasons: ReadonlyMap<number, 'signed-out' | 'replaced'> = new Map([
  [CloseCode.SignedOut, 'signed-out'],
  [CloseCode.Replaced, 'replaced'],
])

export interface LiveOptions {
  readonly store: QueueStatisticsStore
  /** What the page is sent; `subscribe` changes it. For a display the server decides. */
  readonly view: ViewSpec
  /** Called a few times a second, after the clocks have advanced. */
  readonly onTick: () => void
  /** A display shows its board; without it the page shows the data of the signed-in person. */
  readonly role?: 'display'
  /** A display's report on itself, sent every 30 s; undefined while there is none. */
  readonly report?: (build: string) => DisplayReport | undefined
  /** Whether the page may reload itself now; always true by default. */
  readonly canReload?: () => boolean
  /** The connection was closed or did not open. After `lost` it reconnects by itself. */
  readonly onDown: (reason: 'lost' | 'signed-out' | 'replaced') => void
  /** Called with each message before the stores apply it. */
  readonly onMessage?: (message: ServerMessage) => void
  /** Five9 reported that names of queues changed. */
  readonly onQueuesChanged: () => void
}

/** Connects the socket to the stores: messages in, acknowledgements of what was painted out. */
export function createLive(deps: LiveOptions): Live {
  const { store } = deps
  const afterFrame = new MessageChannel()
  afterFrame.port1.onmessage = () => {
    wasPainted()
  }
  let wasPainted: () => void = () => undefined
  let view = deps.view
  /** The view in the address of the connection. */
  let addressedView = view
  let timers: number[] = []
  let build = ''
  let hasReported = true

  const newBuild = createBuildReloader({
    isBuildServed: async (wanted) => {
      const { ok, headers } = await fetch(location.pathname, { cache: 'no-store' })
      return ok && (headers.get(buildHeader) ?? wanted) === wanted
    },
    canReload: deps.canReload ?? (() => true),
    reload: () => {
      location.reload()
    },
    random: Math.random,
  })

  const checkSocket = lazySocketCheck(store.socketBlocked)

  const acknowledgements = createAcknowledgements({
    send(acknowledgement) {
      socket.send({ type: 'ack', ...acknowledgement })
      if (!hasReported) report() // as soon as there is something on the screen
    },
    afterPaint,
  })
  const socket = createLiveSocket({
    url() {
      const resume = store.position() // its epoch names the view: the server resumes no other
      addressedView = view
      const target = connectUrl(deps.role ?? 'person', {
        version: relayVersion,
        view,
        inflates: canInflate,
        ...(resume === undefined ? {} : { resume }),
      })
      return addressOf(target.slice(1)).replace(/^http/, 'ws') // https becomes wss
    },
    onOpened: store.socketOpened,
    onMessage: messageReceived,
    onUnreadable: store.changesMissed,
    onDown(code, failures) {
      store.socketLost()
      checkSocket(failures)
      if (code === CloseCode.VersionMismatch) reloadOnce()
      else deps.onDown(reasons.get(code) ?? 'lost')
    },
  })

  function messageReceived(message: ServerMessage): void {
    if (message.type === 'hello') {
      if (message.version !== relayVersion) reloadOnce()
      newBuild.serverBuildChanged(message.build)
      build = message.build
      hasReported = false
      acknowledgements.restart()
      if (view !== addressedView) socket.send({ type: 'subscribe', view }) // changed while it connected
    }
    deps.onMessage?.(message)
    if (message.type === 'event' && message.eventId === skillsInvalidated) deps.onQueuesChanged()
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

  /**
   * The frame callback runs before paint and the message after it, so what stood in the stores in between is on the
   * screen. A hidden page paints nothing, and so acknowledges nothing.
   */
  function afterPaint(painted: (position: Position) => void): () => void {
    let isWanted = true
    const frame = requestAnimationFrame(() => {
      const position = store.position()
      wasPainted = () => {
        if (isWanted && position !== undefined) painted(position)
      }
      afterFrame.port2.postMessage(null)
    })
    return () => {
      isWanted = false
      cancelAnimationFrame(frame)
    }
  }

  function report(): void {
    const said = build === '' ? undefined : deps.report?.(build)
    if (said === undefined) return
    hasReported = true
    socket.send({ type: 'report', report: said })
  }

  function tick(): void {
    if (store.tick() === 'reconnect') socket.restart()
    deps.onTick()
  }

  function subscribe(next: ViewSpec): void {
    if (JSON.stringify(next) === JSON.stringify(view)) return
    view = next
    socket.send({ type: 'subscribe', view }) // while there is no connection: the next one asks for it
  }

  return {
    report,
    subscribe,
    start() {
      socket.start()
      timers = [window.setInterval(tick, tickEveryMs), window.setInterval(report, reportEveryMs)]
      // A page that was hidden or frozen shows how old its figures are before its next timer.
      for (const event of wakingEvents) document.addEventListener(event, tick)
    },
    stop() {
      newBuild.stop()
      acknowledgements.stop()
      socket.stop()
      for (const timer of timers) window.clearInterval(timer)
      for (const event of wakingEvents) document.removeEventListener(event, tick)
    },
  }
}

/** Loaded at the first failure, and again at the next when there is no server to load it from. */
function lazySocketCheck(blocked: (isBlocked: boolean) => void): (failures: number) => void {
  let check: ((failures: number) => void) | undefined
  return (failures) => {
    if (check !== undefined) check(failures)
    else
      import('./socket-check.ts').then(
        ({ createSocketCheck }) =>
          (check ??= createSocketCheck({ serverAnswers: askServer, blocked }).failed),
        () => undefined,
      )
  }
}

const askServer = async (): Promise<boolean> =>
  (await import('../../api/server-answers.ts')).isServerReachable()

/** A newer server may speak another protocol: a fresh page speaks it too. Once only, so that it cannot loop. */
function reloadOnce(): void {
  const mark = `reload ${relayVersion}`
  if (sessionStorage.getItem(mark) !== null) return
  sessionStorage.setItem(mark, '')
  location.reload()
}
