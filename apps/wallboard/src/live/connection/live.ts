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
  /** Says at once what is otherwise said every half minute. */
  readonly report: () => void
  readonly stop: () => void
}

const tickEveryMs = 250
const reportEveryMs = 30_000
const wakingEvents = ['visibilitychange', 'resume'] as const

const reasons: ReadonlyMap<number, 'signed-out' | 'replaced'> = new Map([
  [CloseCode.SignedOut, 'signed-out'],
  [CloseCode.Replaced, 'replaced'],
])

/** Connects the socket to the stores: messages in, acknowledgements of what was painted out. */
export function createLive(deps: {
  readonly store: QueueStatisticsStore
  /** The data sources that the board needs; the server decides for a display. */
  readonly view: ViewSpec
  /** Called a few times a second, after the clocks have moved on. */
  readonly onTick: () => void
  /** A display shows its board, a person's wall their feed. */
  readonly role?: 'display'
  /** What a display says of itself, every half minute; undefined while it cannot say. */
  readonly report?: (build: string) => DisplayReport | undefined
  /** Whether this is a moment at which the page may reload itself; always, unless given. */
  readonly canReload?: () => boolean
  /** The connection went down; perhaps for good. */
  readonly onDown: (why: 'lost' | 'signed-out' | 'replaced') => void
  /** Sees every message. */
  readonly onMessage?: (message: ServerMessage) => void
  /** Five9 says that names changed. */
  readonly onQueuesChanged: () => void
}): Live {
  const { store } = deps
  const afterFrame = new MessageChannel()
  afterFrame.port1.onmessage = () => {
    wasPainted()
  }
  let wasPainted: () => void = () => undefined
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
      if (!hasReported) report() // as soon as there is something on the glass
    },
    afterPaint,
  })
  const socket = createLiveSocket({
    url() {
      const resume = store.position()
      const target = connectUrl(deps.role ?? 'person', {
        version: relayVersion,
        view: deps.view,
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

  return {
    report,
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
function lazySocketCheck(blocked: (hint: string | undefined) => void): (failures: number) => void {
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
  const mark = `reloaded for another protocol than ${relayVersion}`
  if (sessionStorage.getItem(mark) !== null) return
  sessionStorage.setItem(mark, 'yes')
  location.reload()
}
