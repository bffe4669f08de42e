import {
  decodeServerMessage,
  encodeClientMessage,
  type ClientMessage,
  type ServerMessage,
} from '@wallboard/relay'
import { failureCountAfter, isDead, reconnectPauseMs } from './reconnect-state.ts'

/** The browser's end of the relay: connects, reconnects for ever, and knows no React. */
export interface LiveSocket {
  readonly start: () => void
  readonly stop: () => void
  /** Ends the connection and opens a new one: at once when the one that ends was good. */
  readonly restart: () => void
  readonly send: (message: ClientMessage) => void
}

export interface LiveSocketDeps {
  /** Asked for each connection: it says where the screen stands. */
  readonly url: () => string
  readonly onOpened: () => void
  readonly onMessage: (message: ServerMessage) => void
  /** A text came that could not be read: what it changed is not known. A snapshot is asked for. */
  readonly onUnreadable: () => void
  /**
   * Called for each connection that ended or did not come up, with its close code (1006 when the server gave none) and
   * how many attempts have failed in a row.
   */
  readonly onDown: (code: number, failures: number) => void
}

/** Two looks after the silence is long enough it is still within the three seconds of the promise. */
const lookEveryMs = 200

export const canInflate = 'DecompressionStream' in globalThis

/** Only a server with shared deflate sends messages that have to be inflated. */
const inflateText = async (data: ArrayBuffer): Promise<string> =>
  (await import('./inflate-text.ts')).inflateText(data)

export function createLiveSocket(deps: LiveSocketDeps): LiveSocket {
  let socket: WebSocket | undefined
  let failures = 0
  let lastHeardAt = 0
  /** When the present connection said its first word. */
  let firstHeardAt: number | undefined
  /** Silent at the last look; the next one decides. */
  let isSuspect = false
  let retrying: number | undefined
  let watching: number | undefined
  let isStopped = true
  const stopped = () => isStopped

  function connect(): void {
    const opened = new WebSocket(deps.url())
    opened.binaryType = 'arraybuffer'
    socket = opened
    isSuspect = false
    /** While something is inflated, what came after it waits: messages keep their order. */
    let inflating: Promise<void> | undefined
    lastHeardAt = performance.now()
    firstHeardAt = undefined
    opened.onopen = () => {
      lastHeardAt = performance.now()
      deps.onOpened()
    }
    opened.onmessage = ({ data }: MessageEvent<unknown>) => {
      lastHeardAt = performance.now()
      firstHeardAt ??= lastHeardAt
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
    const decoded = decodeServerMessage(text)
    if (decoded.ok) deps.onMessage(decoded.message)
    else {
      deps.onUnreadable()
      send({ type: 'resync' })
    }
  }

  function ended(code: number, isWanted = false): void {
    socket = undefined
    if (isStopped) return
    const livedMs = firstHeardAt === undefined ? undefined : lastHeardAt - firstHeardAt
    failures = failureCountAfter(failures, livedMs)
    deps.onDown(code, failures)
    if (stopped()) return // by the callback
    const pauseMs = reconnectPauseMs(Math.max(0, failures - 1), Math.random())
    retrying = window.setTimeout(connectWhenSeen, isWanted && failures === 0 ? 0 : pauseMs)
  }

  /** A hidden page paints nothing, so nothing that it was sent would reach anybody. */
  function connectWhenSeen(): void {
    if (document.hidden) document.addEventListener('visibilitychange', connectWhenSeen, { once: true })
    else connect()
  }

  /**
   * A half-open connection says nothing and never closes: silence at two looks in a row ends it. After one look alone
   * it may have been the page that stood still, and what it was sent meanwhile waits to be handled.
   */
  function watch(): void {
    const stuck = socket
    if (stuck === undefined) return
    const isOpen = stuck.readyState === WebSocket.OPEN
    const wasSuspect = isSuspect
    const hasHeard = firstHeardAt !== undefined
    isSuspect = isDead({ isOpen, hasHeard, silenceMs: performance.now() - lastHeardAt })
    if (isSuspect && wasSuspect) leave(stuck)
  }

  function leave(left: WebSocket, isWanted = false): void {
    // What it still delivers belongs to no connection of ours: it must neither count as life nor reach the stores.
    left.onopen = left.onmessage = left.onclose = null
    left.close()
    ended(1006, isWanted)
  }

  function send(message: ClientMessage): void {
    if (socket?.readyState === WebSocket.OPEN) socket.send(encodeClientMessage(message))
  }

  return {
    send,
    restart() {
      if (socket !== undefined) leave(socket, true)
    },
    start() {
      if (!isStopped) return
      isStopped = false
      connect()
      watching = window.setInterval(watch, lookEveryMs)
    },
    stop() {
      isStopped = true
      window.clearTimeout(retrying)
      document.removeEventListener('visibilitychange', connectWhenSeen)
      window.clearInterval(watching)
      socket?.close()
      socket = undefined
    },
  }
}
