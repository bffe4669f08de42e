/** The header and the first half of the payload of a text frame (RFC 6455, 5.2). */
export function beginFrame(payload: Uint8Array): Uint8Array {
  return Buffer.concat([header(payload.length), payload.subarray(0, Math.floor(payload.length / 2))])
}

function header(length: number): Buffer {
  const finalText = 0x81
  if (length < 126) return Buffer.of(finalText, length)
  if (length < 65_536) {
    const bytes = Buffer.of(finalText, 126, 0, 0)
    bytes.writeUInt16BE(length, 2)
    return bytes
  }
  const bytes = Buffer.alloc(10)
  bytes.writeUInt8(finalText, 0)
  bytes.writeUInt8(127, 1)
  bytes.writeBigUInt64BE(BigInt(length), 2)
  return bytes
}
