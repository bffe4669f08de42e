import type { SocketEnd } from './runtime.ts'
import { runtime } from './runtime.ts'
import { timers } from './timers.ts'

/** A browser's WebSocket over the simulated network. */
export class BrowserSocket {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  readonly url: string
  readyState = BrowserSocket.CONNECTING
  binaryType = 'blob'
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: unknown }) => void) | null = null
  onclose: ((event: { readonly code: number }) => void) | null = null
  readonly #end: SocketEnd

  constructor(url: string) {
    this.url = url
    const end = runtime().openSocket(runtime().current(), url)
    this.#end = end
    end.onOpen = () => {
      this.readyState = BrowserSocket.OPEN
      this.onopen?.()
    }
    end.onMessage = (data) => {
      this.onmessage?.({ data: typeof data === 'string' ? data : new Uint8Array(data).buffer })
    }
    end.onClose = (code) => {
      this.readyState = BrowserSocket.CLOSED
      this.onclose?.({ code })
    }
  }

  send(data: string): void {
    if (this.readyState === BrowserSocket.OPEN) this.#end.send(data)
  }

  close(): void {
    this.readyState = BrowserSocket.CLOSING
    this.#end.close(1005)
  }
}

/** One frame at 60 Hz. A hidden page gets none. */
const frameMs = 16

interface Frame {
  timer: unknown
  readonly run: () => void
}

export const frames = {
  requestAnimationFrame(callback: (at: number) => void): Frame {
    const process = runtime().current()
    const frame: Frame = {
      timer: undefined,
      run() {
        process.whenShown.delete(frame.run)
        callback(0)
      },
    }
    if (process.isHidden) process.whenShown.add(frame.run)
    else frame.timer = timers.setTimeout(frame.run, frameMs)
    return frame
  },
  cancelAnimationFrame(frame: Frame): void {
    runtime().current().whenShown.delete(frame.run)
    timers.clear(frame.timer)
  },
}

/** The document of the running page. Only its visibility can change. */
export const page = {
  baseURI: 'http://server/',
  get hidden() {
    return runtime().current().isHidden
  },
  addEventListener(event: string, listener: () => void, { once = false } = {}) {
    const { onVisibility } = runtime().current()
    if (event !== 'visibilitychange') return
    const notify = () => {
      if (once) onVisibility.delete(listener)
      listener()
    }
    onVisibility.set(listener, notify)
  },
  removeEventListener(_event: string, listener: () => void) {
    runtime().current().onVisibility.delete(listener)
  },
}

/** Hides or shows the running page, and notifies it. Frames that it requested while hidden come when it is shown. */
export function setVisibility(isHidden: boolean): void {
  const process = runtime().current()
  process.isHidden = isHidden
  for (const notify of [...process.onVisibility.values()]) notify()
  if (!isHidden) for (const paint of [...process.whenShown]) paint()
}

/** A message channel: a message that is posted to one port arrives at the other in a separate task. */
export class Channel {
  readonly port1: { onmessage: (() => void) | null } = { onmessage: null }
  readonly port2 = {
    postMessage: () => {
      timers.setImmediate(() => this.port1.onmessage?.())
    },
  }
}
