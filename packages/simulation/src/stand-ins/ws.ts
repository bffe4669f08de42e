/** Replaces `ws` in the Five9 client: the same events over the simulated network. */
import { EventEmitter } from 'node:events'
import { runtime, type SocketEnd } from '../runtime/runtime.ts'

interface Options {
  readonly headers?: Readonly<Record<string, string>>
  readonly handshakeTimeout?: number
}

class WebSocket extends EventEmitter {
  readonly #end: SocketEnd
  #isOver = false

  constructor(url: string, options: Options = {}) {
    super()
    const end = runtime().openSocket(
      runtime().current(),
      `${url}?token=${options.headers?.['authorization'] ?? ''}`,
    )
    this.#end = end
    const handshake = setTimeout(() => {
      this.#failed('the handshake exceeded its time limit')
    }, options.handshakeTimeout ?? 60_000)
    const stream = { bytesRead: 0 }
    end.onOpen = () => {
      clearTimeout(handshake)
      this.emit('upgrade', { socket: stream })
      this.emit('open')
    }
    end.onMessage = (data) => {
      stream.bytesRead += data.length
      this.emit('message', Buffer.from(data), typeof data !== 'string')
    }
    end.onClose = (code) => {
      clearTimeout(handshake)
      if (this.#isOver) return
      this.#isOver = true
      if (!end.isOpen() && code === 1006) this.emit('error', new Error('the connection broke'))
      this.emit('close', code)
    }
  }

  #failed(reason: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#end.destroy()
    this.emit('error', new Error(reason))
    this.emit('close', 1006)
  }

  send(text: string): void {
    this.#end.send(text)
  }
  terminate(): void {
    this.#isOver = true
    this.#end.destroy()
  }
  pause(): void {
    this.#end.pause()
  }
  resume(): void {
    this.#end.resume()
  }
}

// The module that it replaces has a default export.
// oxlint-disable-next-line no-restricted-exports
export default WebSocket
