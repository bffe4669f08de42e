import { CloseCode, decodeClientMessage, type ServerMessage, type ViewSpec } from '@wallboard/relay'
import { createLiveSocket, type LiveSocket, type LiveSocketDeps } from '../../live/connection/live-socket.ts'
import type { SharedEvent } from './frame-message.ts'

/** The live connection of a page, which pages in its frames follow: see `createFrameSocket`. */
export interface SharedConnection {
  /** Creates the page's connection. */
  readonly createSocket: (deps: LiveSocketDeps) => LiveSocket
  /** Forwards to a frame from now on. Returns the function that ends it. */
  readonly follow: (port: MessagePort) => () => void
}

export interface SharedConnectionDeps {
  /** Adds what a frame requests to the view of the connection. */
  readonly require: (view: ViewSpec) => void
  /** The server's monotonic clock by this page's estimate, and the offset to its wall clock: milliseconds. */
  readonly clock: () => { readonly serverTime: number; readonly wallOffsetMs: number }
  /** Opens the connection of the page; default: a WebSocket. */
  readonly openSocket?: (deps: LiveSocketDeps) => LiveSocket
}

type Hello = Extract<ServerMessage, { type: 'hello' }>

/**
 * A frame that begins to follow an open connection receives a `hello` with the present time and then, as on a
 * connection of its own, a snapshot: only the server's own snapshot states what is live.
 */
export function createSharedConnection({
  require,
  clock,
  openSocket = createLiveSocket,
}: SharedConnectionDeps): SharedConnection {
  const ports = new Set<MessagePort>()
  let socket: LiveSocket | undefined
  let hello: Hello | undefined
  let lastDown: SharedEvent | undefined

  function postToAll(event: SharedEvent): void {
    for (const port of ports) port.postMessage(event)
  }

  function ended(code: number, failures: number): void {
    hello = undefined
    lastDown = { kind: 'down', code, failures }
    postToAll(lastDown)
  }

  function requested(data: unknown): void {
    const decoded = decodeClientMessage(String(data))
    if (!decoded.ok) return
    // The page itself acknowledges and reports.
    if (decoded.message.type === 'resync') socket?.send({ type: 'resync' })
    if (decoded.message.type === 'subscribe') require(decoded.message.view)
  }

  function welcome(port: MessagePort): void {
    const events: SharedEvent[] =
      hello === undefined
        ? [...(lastDown === undefined ? [] : [lastDown])]
        : [{ kind: 'opened' }, { kind: 'text', text: JSON.stringify({ ...hello, ...clock() }) }]
    for (const event of events) port.postMessage(event)
    if (hello !== undefined) socket?.send({ type: 'resync' })
  }

  return {
    createSocket(deps) {
      const opened = openSocket({
        ...deps,
        onOpened() {
          lastDown = undefined
          postToAll({ kind: 'opened' })
          deps.onOpened()
        },
        onText(text) {
          postToAll({ kind: 'text', text })
        },
        onMessage(message) {
          if (message.type === 'hello') hello = message
          deps.onMessage(message)
        },
        onDown(code, failures) {
          ended(code, failures)
          deps.onDown(code, failures)
        },
      })
      socket = {
        ...opened,
        stop() {
          opened.stop()
          ended(CloseCode.GoingAway, 0)
        },
      }
      return socket
    },
    follow(port) {
      ports.add(port)
      port.onmessage = ({ data }: MessageEvent<unknown>) => {
        requested(data)
      }
      welcome(port)
      return () => {
        ports.delete(port)
        port.onmessage = null
      }
    },
  }
}
