import { encodeServerMessage, type ServerMessage } from '@wallboard/relay'
import { deflateSync } from 'node:zlib'

/**
 * A message as it is sent, with its WebSocket header: encoded once and written to all clients as the same bytes. What
 * `ws` would repeat for each client (a header, two writes, a callback) costs more than the write itself.
 */
export interface Frame {
  readonly wire: Buffer
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

export function frameOf(message: ServerMessage): Frame {
  const text = encodeServerMessage(message)
  const length = Buffer.byteLength(text)
  const wire = encodeFrame(finalText, length, (to, start) => to.write(text, start))
  const payload = wire.subarray(wire.length - length)
  let deflated: Buffer | undefined
  return {
    wire,
    payload,
    deflated: () => (deflated ??= length < minDeflateBytes ? wire : deflatedFrame(payload)),
  }
}

/** Two messages in one write. `payload` is that of the first. */
export function concatFrames(first: Frame, second: Frame): Frame {
  let deflated: Buffer | undefined
  return {
    wire: Buffer.concat([first.wire, second.wire]),
    payload: first.payload,
    deflated: () => (deflated ??= Buffer.concat([first.deflated(), second.deflated()])),
  }
}
