import { encodeBoardParts, encodeServerMessage, type SentBoard, type ServerMessage } from '@wallboard/relay'
import { deflateSync } from 'node:zlib'

/**
 * A message as it is sent, with its WebSocket header: encoded once and written to all clients as the same bytes. What
 * `ws` would repeat for each client (a header, two writes, a callback) costs more than the write itself.
 */
export interface Frame {
  readonly wire: Buffer
  /** The bytes of the message without its header. */
  readonly length: number
  /** The message without its header. */
  readonly payload: Buffer
  /** The same as a binary message, deflated (RFC 1950): once, for the first client that needs it. */
  readonly deflated: () => Buffer
}

/** RFC 6455, 5.2: the final fragment of a message, and how the length is encoded. */
const finalText = 0x81
const finalBinary = 0x82
const inTwoBytes = 126
const inEightBytes = 127

/** Shorter messages do not become smaller. */
const minDeflateBytes = 200
/** The fastest: each flush is deflated on the event loop. */
const deflateLevel = 1

/** Frames a payload as a server does: not masked. */
function encodeFrame(
  opcode: number,
  length: number,
  writePayload: (wire: Buffer, start: number) => void,
): Buffer {
  const start = length < inTwoBytes ? 2 : length <= 0xff_ff ? 4 : 10
  const wire = Buffer.allocUnsafe(start + length)
  wire[0] = opcode
  if (start === 2) wire[1] = length
  else if (start === 4) {
    wire[1] = inTwoBytes
    wire.writeUInt16BE(length, 2)
  } else {
    wire[1] = inEightBytes
    wire.writeBigUInt64BE(BigInt(length), 2)
  }
  writePayload(wire, start)
  return wire
}

function deflatedFrame(payload: Buffer): Buffer {
  const deflated = deflateSync(payload, { level: deflateLevel })
  return encodeFrame(finalBinary, deflated.length, (wire, start) => deflated.copy(wire, start))
}

/** A class, because a storm makes thousands of them: most are neither deflated nor read again. */
class TextFrame implements Frame {
  readonly wire: Buffer
  readonly length: number
  private deflatedWire: Buffer | undefined = undefined

  constructor(length: number, writePayload: (wire: Buffer, start: number) => void) {
    this.wire = encodeFrame(finalText, length, writePayload)
    this.length = length
  }

  get payload(): Buffer {
    return this.wire.subarray(this.wire.length - this.length)
  }

  deflated(): Buffer {
    this.deflatedWire ??= this.length < minDeflateBytes ? this.wire : deflatedFrame(this.payload)
    return this.deflatedWire
  }
}

/** The end of the messages of each board, which does not change: a storm sends it to all displays that show the board. */
const boardEnds = new WeakMap<object, Buffer>()

function rememberBoardEnd(board: object, text: string): Buffer {
  const end = Buffer.from(text)
  boardEnds.set(board, end)
  return end
}

function boardFrame(message: SentBoard, board: object): Frame {
  const { own, shared } = encodeBoardParts(message)
  const end = boardEnds.get(board) ?? rememberBoardEnd(board, shared())
  const ownLength = Buffer.byteLength(own)
  return new TextFrame(ownLength + end.length, (wire, start) => {
    wire.write(own, start)
    end.copy(wire, start + ownLength)
  })
}

export function frameOf(message: ServerMessage): Frame {
  if (message.type === 'board' && typeof message.board === 'object' && message.board !== null)
    return boardFrame(message, message.board)
  const text = encodeServerMessage(message)
  return new TextFrame(Buffer.byteLength(text), (wire, start) => wire.write(text, start))
}

/** Two messages in one write. `length` and `payload` are those of the first. */
export function concatFrames(first: Frame, second: Frame): Frame {
  let deflated: Buffer | undefined
  return {
    wire: Buffer.concat([first.wire, second.wire]),
    length: first.length,
    payload: first.payload,
    deflated: () => (deflated ??= Buffer.concat([first.deflated(), second.deflated()])),
  }
}
