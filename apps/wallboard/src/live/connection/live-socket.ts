import {
  behindCloseCode,
  CloseCode,
  decodeServerMessage,
  encodeClientMessage,
  type ClientMessage,
  type ServerMessage,
} from '@wallboard/relay'
import { attemptEnded, isDead, nextCheckMs, noFailedAttempts, reconnectPauseMs } from './reconnect-state.ts'

/** The browser's end of the relay protocol: connects and reconnects until it is stopped. */
export interface LiveSocket {
  readonly start: () => void
  readonly stop: () => void
  /** Ends the connection and opens a new one, without a pause after a stable connection. */
  readonly restart: () => void
  readonly send: (message: ClientMessage) => void
}

export interface LiveSocketDeps {
  /** The address for the next connection, with the position to resume at. */
  readonly url: () => string
  readonly onOpened: () => void
  readonly onMessage: (message: ServerMessage) => void
  /** Called with the text of each message before `onMessage`. */
  readonly onText?: ((text: string) => void) | undefined
  /** A message could not be decoded, so its changes are lost. A snapshot was requested. */
  readonly onUnreadable: () => void
  /**
   * Called for each connection that ended or did not open, with its close code (1006 without one from the server) and the
   * number of attempts that have failed in a row.
   */
  readonly onDown: (code: number, failures: number) => void
}

export const canInflate = 'DecompressionStream' in globalThis

/** Only a server with shared deflate sends compressed messages. */
const inflateText = async (data: ArrayBuffer): Promise<string> =>
  (await import('./inflate-text.ts')).inflateText(data)

export function createLiveSocket(deps: LiveSocketDeps): LiveSocket {
  let socket: WebSocket | undefined
  let attempts = noFailedAttempts
  let lastReceivedAt = 0
  /** When the first message of the current connection arrived. */
  let firstReceivedAt: number | undefined
  /** Silent at the last check; the next one decides. */
  let isSuspect = false
  let retryTimer: number | undefined
  let checkTimer: number | undefined
  let isStopped = true
  const stopped = () => isStopped

  function connect(): void {
    const opened = new WebSocket(deps.url())
    opened.binaryType = 'arraybuffer'
    socket = opened
    isSuspect = false
    /** Later messages wait while one is inflated: messages keep their order. */
    let inflating: Promise<void> | undefined
    lastReceivedAt = performance.now()
    firstReceivedAt = undefined
    opened.onopen = () => {
      lastReceivedAt = performance.now()
      deps.onOpened()
    }
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      lastReceivedAt = performance.now()
      firstReceivedAt ??= lastReceivedAt
      if (typeof data === 'string' && inflating === undefined) {
        received(data)
        return
      }
      const text = data instanceof ArrayBuffer ? inflateText(data) : Promise.resolve(String(data))
      const own = Promise.all([text.catch(() => ''), inflating]).then(([inflated]) => {
        if (inflating === own) inflating = undefined
        if (socket === opened) received(inflated)
      })
      inflating = own
    }
    opened.onclose = ({ code }) => {
      if (socket === opened) ended(code)
    }
  }

  function received(text: string): void {
    deps.onText?.(text)
    const decoded = decodeServerMessage(text)
    if (decoded.ok) deps.onMessage(decoded.message)
    else {
      deps.onUnreadable()
      send({ type: 'resync' })
    }
  }

  function ended(code: number, isIntended = false): void {
    socket = undefined
    if (isStopped) return
    const aliveMs = firstReceivedAt === undefined ? undefined : lastReceivedAt - firstReceivedAt
    const isRefused = code === behindCloseCode || code === CloseCode.VersionMismatch
    attempts = attemptEnded(attempts, { isRefused, aliveMs })
    deps.onDown(code, attempts.failures)
    if (stopped()) return // by the callback
    const pauseMs = reconnectPauseMs(attempts, Math.random())
    retryTimer = window.setTimeout(connectWhenVisible, isIntended && attempts.failures === 0 ? 0 : pauseMs)
  }

  /** A hidden page paints nothing: it connects once it is visible. */
  function connectWhenVisible(): void {
    if (document.hidden) document.addEventListener('visibilitychange', connectWhenVisible, { once: true })
    else connect()
  }

  /**
   * A half-open connection is silent and never closes: silence at two checks in a row ends it. At a single check the page
   * itself may have stood still, with received messages waiting to be handled.
   */
  function checkSilence(): void {
    const current = socket
    const silence = current && {
      isOpen: current.readyState === WebSocket.OPEN,
      hasReceived: firstReceivedAt !== undefined,
      silenceMs: performance.now() - lastReceivedAt,
    }
    checkTimer = window.setTimeout(checkSilence, nextCheckMs(silence))
    if (current === undefined || silence === undefined) return
    const wasSuspect = isSuspect
    isSuspect = isDead(silence)
    if (isSuspect && wasSuspect) abandon(current)
  }

  function abandon(abandoned: WebSocket, isIntended = false): void {
    // Late messages of it must neither count as liveness nor reach the stores.
    abandoned.onopen = abandoned.onmessage = abandoned.onclose = null
    abandoned.close()
    ended(1006, isIntended)
  }

  function send(message: ClientMessage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(encodeClientMessage(message))
  }

  return {
    send,
    restart() {
      if (socket !== undefined) abandon(socket, true)
    },
    start() {
      if (!isStopped) return
      isStopped = false
      connect()
      checkSilence()
    },
    stop() {
      isStopped = true
      window.clearTimeout(retryTimer)
      document.removeEventListener('visibilitychange', connectWhenVisible)
      window.clearTimeout(checkTimer)
      socket?.close()
      socket = undefined
    },
  }
}
