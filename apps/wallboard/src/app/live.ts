import { CloseCode, relayPath, relayVersion, type Position, type ServerMessage } from '@wallboard/relay'
import type { QueueStatisticsStore } from '../shared/live/queue-statistics-store.ts'
import type { TrendStore } from '../shared/live/trend-store.ts'
import { createNewBuild } from './new-build.ts'
import { createLiveSocket } from '../shared/socket/live-socket.ts'

export interface Live {
  readonly start: () => void
  readonly stop: () => void
}

const acknowledgeEveryMs = 2_000
const tickEveryMs = 250

/** Connects the socket to the stores: messages in, acknowledgements of what was painted out. */
export function createLive(deps: {
  readonly store: QueueStatisticsStore
  readonly trend: TrendStore
  /** The connection went down; perhaps the session did too. */
  readonly onDown: (isSignedOut: boolean) => void
  /** Five9 says that names changed. */
  readonly onQueuesChanged: () => void
}): Live {
  const { store, trend } = deps
  const afterPaint = new MessageChannel()
  afterPaint.port1.onmessage = wasPainted
  let painting: Position | undefined
  let painted: Position | undefined
  let frame: number | undefined
  let timers: number[] = []

  const newBuild = createNewBuild({
    pageAnswers: async () => (await fetch(location.pathname, { cache: 'no-store' })).ok,
    reload: () => {
      location.reload()
    },
    random: Math.random,
  })

  const socket = createLiveSocket({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${relayPath}`,
    onOpen() {
      const resume = store.position()
      socket.send({
        type: 'subscribe',
        version: relayVersion,
        sources: ['ACD_STATUS'],
        pace: 'wall',
        ...(resume === undefined ? {} : { resume }),
      })
    },
    onMessage: messageReceived,
    onDown(code) {
      store.socketLost()
      if (code === CloseCode.VersionMismatch) reloadOnce()
      else deps.onDown(code === CloseCode.SignedOut)
    },
  })

  function messageReceived(message: ServerMessage): void {
    if (message.type === 'hello') {
      if (message.version !== relayVersion) reloadOnce()
      newBuild.noticed(message.build)
    }
    if (message.type === 'event' && message.eventId === '5003') deps.onQueuesChanged()
    switch (store.messageReceived(message)) {
      case 'gap':
        socket.send({ type: 'resync' })
        return
      case 'painted':
        acknowledgeAfterPaint()
        return
      case 'nothing':
    }
  }

  /**
   * The frame callback runs before paint and the message after it, so what stood in the stores in between is on the
   * glass. One acknowledgement a frame, however many messages it holds; a hidden page paints nothing and so
   * acknowledges nothing.
   */
  function acknowledgeAfterPaint(): void {
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      painting = store.position()
      afterPaint.port2.postMessage(null)
    })
  }

  function wasPainted(): void {
    painted = painting
    acknowledge()
  }

  function acknowledge(): void {
    if (painted !== undefined) socket.send({ type: 'ack', ...painted })
  }

  function tick(): void {
    store.tick()
    trend.sample(store.glass.getState(), store.membership.getState())
  }

  return {
    start() {
      socket.start()
      timers = [window.setInterval(tick, tickEveryMs), window.setInterval(acknowledge, acknowledgeEveryMs)]
    },
    stop() {
      newBuild.stop()
      if (frame !== undefined) cancelAnimationFrame(frame)
      frame = undefined
      socket.stop()
      for (const timer of timers) window.clearInterval(timer)
    },
  }
}

/** A newer server may speak another protocol: a fresh page speaks it too. Once only, so that it cannot loop. */
function reloadOnce(): void {
  const mark = `reloaded for another protocol than ${relayVersion}`
  if (sessionStorage.getItem(mark) !== null) return
  sessionStorage.setItem(mark, 'yes')
  location.reload()
}
