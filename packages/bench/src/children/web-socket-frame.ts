/** RFC 6455, as far as a bench needs it: whole frames, text out, headers in. */

const lengthBytes = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** A text frame as a server sends it: not masked. */
export function serverFrame(payload: Buffer): Buffer {
  const at = lengthBytes(payload.length)
  const frame = Buffer.alloc(at + payload.length)
  frame[0] = 0x81
  if (at === 2) frame[1] = payload.length
  else if (at === 4) {
    frame[1] = 126
    frame.writeUInt16BE(payload.length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(payload.length), 2)
  }
  payload.copy(frame, at)
  return frame
}

/** A frame as a client sends it: masked, with a mask of zeros, which changes no byte. */
export function clientFrame(text: string, opcode = 1): Buffer {
  const frame = serverFrame(Buffer.from(text))
  const at = lengthBytes(Buffer.byteLength(text))
  frame[0] = 0x80 | opcode
  frame[1] = (frame[1] ?? 0) | 0x80
  return Buffer.concat([frame.subarray(0, at), Buffer.alloc(4), frame.subarray(at)])
}

/** What a stream of frames holds. A payload is gathered only for who wants it. */
export interface FrameReader {
  readonly push: (chunk: Buffer) => void
}

/** Reads headers and skips payloads: a client that costs next to nothing. */
export function createFrameReader(deps: {
  readonly onFrame: (opcode: number, bytes: number, payload: Buffer | undefined) => void
  readonly wantsPayload: boolean
}): FrameReader {
  let header = Buffer.alloc(0)
  let remaining = 0
  let opcode = 0
  let length = 0
  let parts: Buffer[] = []

  function finish(): void {
    deps.onFrame(opcode, length, deps.wantsPayload ? Buffer.concat(parts) : undefined)
    parts = []
  }

  return {
    push(chunk) {
      let at = 0
      while (at < chunk.length) {
        if (remaining > 0) {
          const taken = Math.min(remaining, chunk.length - at)
          if (deps.wantsPayload) parts.push(Buffer.from(chunk.subarray(at, at + taken)))
          at += taken
          remaining -= taken
          if (remaining === 0) finish()
          continue
        }
        const missing = (header.length < 2 ? 2 : lengthOfHeader(header)) - header.length
        const taken = Math.min(missing, chunk.length - at)
        header = Buffer.concat([header, chunk.subarray(at, at + taken)])
        at += taken
        if (header.length < 2 || header.length < lengthOfHeader(header)) continue
        opcode = (header[0] ?? 0) & 0x0f
        length = lengthIn(header)
        header = Buffer.alloc(0)
        remaining = length
        if (remaining === 0) finish()
      }
    },
  }
}

function lengthOfHeader(header: Buffer): number {
  const short = (header[1] ?? 0) & 0x7f
  return short === 126 ? 4 : short === 127 ? 10 : 2
}

function lengthIn(header: Buffer): number {
  const short = (header[1] ?? 0) & 0x7f
  if (short === 126) return header.readUInt16BE(2)
  return short === 127 ? Number(header.readBigUInt64BE(2)) : short
}
