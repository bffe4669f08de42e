import { encodeServerMessage, type ServerMessage } from '@wallboard/relay'

/**
 * A message as it goes on the wire, header and all: built once and written to every screen as the same bytes. What
 * `ws` would do for each screen anew (a header, two writes, a callback) costs more than the write itself.
 */
export interface Frame {
  readonly wire: Buffer
  /** The message alone. */
  readonly payload: Buffer
}

/** RFC 6455, 5.2: the final fragment of a text message. */
const finalText = 0x81
const inTwoBytes = 126
const inEightBytes = 127

function headerLength(payloadLength: number): number {
  if (payloadLength < inTwoBytes) return 2
  return payloadLength <= 0xff_ff ? 4 : 10
}

/** Frames a text as a server does: not masked. */
function textFrame(text: string): Frame {
  const length = Buffer.byteLength(text)
  const start = headerLength(length)
  const wire = Buffer.allocUnsafe(start + length)
  wire[0] = finalText
  if (start === 2) wire[1] = length
  else if (start === 4) {
    wire[1] = inTwoBytes
    wire.writeUInt16BE(length, 2)
  } else {
    wire[1] = inEightBytes
    wire.writeBigUInt64BE(BigInt(length), 2)
  }
  wire.write(text, start)
  return { wire, payload: wire.subarray(start) }
}

export const frameOf = (message: ServerMessage): Frame => textFrame(encodeServerMessage(message))

/** Two messages in one write, as the first of them. */
export const followedBy = (first: Frame, second: Frame): Frame => ({
  wire: Buffer.concat([first.wire, second.wire]),
  payload: first.payload,
})
