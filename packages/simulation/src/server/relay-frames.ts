import { Buffer } from 'node:buffer'

const textOpcode = 1

/** Parses the text and binary messages in the bytes that a server writes to a WebSocket (RFC 6455, not masked). */
export function messagesOf(wire: Buffer): (string | Uint8Array)[] {
  const messages: (string | Uint8Array)[] = []
  for (let at = 0; at < wire.length;) {
    const opcode = (wire[at] ?? 0) & 0x0f
    const short = (wire[at + 1] ?? 0) & 0x7f
    const [headerBytes, length] =
      short < 126
        ? [2, short]
        : short === 126
          ? [4, wire.readUInt16BE(at + 2)]
          : [10, Number(wire.readBigUInt64BE(at + 2))]
    const start = at + headerBytes
    const end = start + length
    messages.push(
      opcode === textOpcode ? wire.toString('utf8', start, end) : Buffer.from(wire.subarray(start, end)),
    )
    at = end
  }
  return messages
}
