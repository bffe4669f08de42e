/** The part of RFC 6455 that the bench needs: whole frames, text out, headers in. */

const lengthBytes = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

const text = 1

/** A frame as a server sends it: not masked. */
export function serverFrame(payload: Buffer, opcode = text): Buffer {
  const at = lengthBytes(payload.length)
  const frame = Buffer.alloc(at + payload.length)
  frame[0] = 0x80 | opcode
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
export function clientFrame(message: string, opcode = text): Buffer {
  const frame = serverFrame(Buffer.from(message), opcode)
  const at = lengthBytes(Buffer.byteLength(message))
  frame[1] = (frame[1] ?? 0) | 0x80
  return Buffer.concat([frame.subarray(0, at), Buffer.alloc(4), frame.subarray(at)])
}

/** Finds the frames in a stream. Payloads are collected only on request. */
export interface FrameReader {
  /** Keeps no reference to the buffer, which may be reused. */
  readonly push: (buffer: Buffer) => void
}

const longestHeader = 10

/** Reads headers and skips payloads, so that a load client costs little. */
export function createFrameReader(deps: {
  readonly onFrame: (opcode: number, bytes: number, payload: Buffer | undefined) => void
  readonly wantsPayload: boolean
}): FrameReader {
  /** The beginning of a header that continues in the next chunk. */
  const cut = Buffer.alloc(longestHeader)
  let cutLength = 0
  let remaining = 0
  let opcode = 0
  let length = 0
  let parts: Buffer[] = []

  function finish(): void {
    deps.onFrame(opcode, length, deps.wantsPayload ? Buffer.concat(parts) : undefined)
    parts = []
  }

  function startFrame(header: Buffer, at: number): void {
    opcode = (header[at] ?? 0) & 0x0f
    length = lengthIn(header, at)
    remaining = length
    if (remaining === 0) finish()
  }

  /** Completes a header from a chunk; returns where it ends. */
  function completeHeader(buffer: Buffer, start: number, end: number): number {
    let at = start
    while (at < end && !isWholeHeader(cut, 0, cutLength)) {
      cut[cutLength] = buffer[at] ?? 0
      cutLength += 1
      at += 1
    }
    if (!isWholeHeader(cut, 0, cutLength)) return at
    cutLength = 0
    startFrame(cut, 0)
    return at
  }

  return {
    push(buffer) {
      const end = buffer.length
      let at = 0
      while (at < end) {
        if (remaining > 0) {
          const taken = Math.min(remaining, end - at)
          if (deps.wantsPayload) parts.push(Buffer.from(buffer.subarray(at, at + taken)))
          at += taken
          remaining -= taken
          if (remaining === 0) finish()
        } else if (cutLength > 0 || !isWholeHeader(buffer, at, end)) at = completeHeader(buffer, at, end)
        else {
          startFrame(buffer, at)
          at += lengthOfHeader(buffer, at)
        }
      }
    },
  }
}

/** True when the header that begins at `at` ends before `end`. */
const isWholeHeader = (bytes: Buffer, at: number, end: number): boolean =>
  end - at >= 2 && end - at >= lengthOfHeader(bytes, at)

function lengthOfHeader(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] ?? 0) & 0x7f
  return short === 126 ? 4 : short === 127 ? longestHeader : 2
}

function lengthIn(bytes: Buffer, at: number): number {
  const short = (bytes[at + 1] ?? 0) & 0x7f
  if (short === 126) return bytes.readUInt16BE(at + 2)
  return short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short
}
