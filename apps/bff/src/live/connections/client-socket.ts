import type { Duplex } from 'node:stream'
import type { Frame } from '../hub/frame.ts'
import { wireOf, type SharedDeflate } from '../hub/shared-deflate.ts'
import type { ClientSocket, Peer } from './connection.ts'
import { createFrameReader, noCloseCode, type FrameReader, type FrameReceiver } from './frame-reader.ts'

/** The WebSocket of one client, on a stream whose handshake is answered. */
export interface OpenSocket extends ClientSocket {
  /** Passes on what the client sends from now on. */
  readonly readTo: (peer: Peer) => void
}

/** No message of a browser is longer. */
const maxMessageBytes = 64 * 1024
/** RFC 6455, 5.5: control frames are short. The first two bytes of a reason are the code. */
const longestReason = 123

const finalClose = 0x88
const finalPing = 0x89
const finalPong = 0x8a

/** A control frame as a server sends it. */
const controlFrame = (first: number, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([first, payload.length]), payload])

function closeFrame(code: number, reason: string): Buffer {
  const text = Buffer.from(reason).subarray(0, longestReason)
  return controlFrame(finalClose, Buffer.concat([Buffer.from([code >> 8, code & 0xff]), text]))
}

const emptyPing = controlFrame(finalPing, Buffer.alloc(0))
/** The answer to a close frame without a code. */
const emptyClose = controlFrame(finalClose, Buffer.alloc(0))

export const openSocket = (stream: Duplex, deflate: SharedDeflate | undefined): OpenSocket =>
  new ServerSocket(stream, deflate)

function endStream(this: Duplex): void {
  this.end()
}

/**
 * A class, because a server has thousands of them. It replaces the socket of `ws`, whose stream of messages takes more
 * time and memory for each client than all else that the server does for it: docs/decisions/0051.
 */
class ServerSocket implements OpenSocket, FrameReceiver {
  private readonly stream: Duplex
  private readonly deflate: SharedDeflate | undefined
  private readonly reader: FrameReader
  private peer: Peer | undefined = undefined
  private isOpen = true

  constructor(stream: Duplex, deflate: SharedDeflate | undefined) {
    this.stream = stream
    this.deflate = deflate
    this.reader = createFrameReader(this, maxMessageBytes)
  }

  readTo(peer: Peer): void {
    this.peer = peer
    this.stream.on('data', (bytes: Buffer) => {
      peer.bytesReceived(bytes.length)
      this.reader.read(bytes)
    })
    // The client has ended its side without a close frame.
    this.stream.on('end', endStream)
  }

  send(frame: Frame): void {
    if (this.isOpen) this.stream.write(wireOf(frame, this.deflate))
  }

  bufferedBytes(): number {
    return this.stream.writableLength
  }

  ping(): void {
    if (this.isOpen) this.stream.write(emptyPing)
  }

  pause(): void {
    this.stream.pause()
  }

  close(code: number, reason: string): void {
    this.closeWith(closeFrame(code, reason))
  }

  private closeWith(frame: Buffer): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.stream.write(frame)
  }

  terminate(): void {
    this.isOpen = false
    this.stream.destroy()
  }

  messageRead(text: string | undefined): void {
    this.peer?.messageReceived(text)
  }

  pingRead(data: Buffer): void {
    this.peer?.controlFrameReceived()
    if (this.isOpen) this.stream.write(controlFrame(finalPong, data))
  }

  pongRead(): void {
    this.peer?.controlFrameReceived()
  }

  /** Both sides have closed, or close now: the stream ends. */
  closeRead(code: number): void {
    this.peer?.closeFrameReceived(code)
    this.closeWith(code === noCloseCode ? emptyClose : closeFrame(code, ''))
    this.stream.end()
  }

  readingFailed(code: number): void {
    this.close(code, '')
    this.stream.destroy()
  }
}
