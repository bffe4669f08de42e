import { isUtf8 } from 'node:buffer'
import { createByteStore, type ByteStore } from './byte-store.ts'

/** Receives what a client sends over its WebSocket. */
export interface FrameReceiver {
  /** A whole message; undefined for a binary one. */
  readonly messageRead: (text: string | undefined) => void
  readonly pingRead: (data: Buffer) => void
  readonly pongRead: () => void
  /** The close frame of the client, with which reading ends. */
  readonly closeRead: (code: number) => void
  /** The client broke RFC 6455, or its message is too long: nothing more is read. `code` is that of the answer. */
  readonly readingFailed: (code: number) => void
}

/** Finds the messages in the bytes of one client. */
export interface FrameReader {
  /** Unmasks in the given bytes, and keeps no reference to them. */
  readonly read: (bytes: Buffer) => void
}

const Opcode = { Continuation: 0, Text: 1, Binary: 2, Close: 8, Ping: 9, Pong: 10 } as const
const controlOpcodes: ReadonlySet<number> = new Set([Opcode.Close, Opcode.Ping, Opcode.Pong])
const messageOpcodes: ReadonlySet<number> = new Set([Opcode.Text, Opcode.Binary])

const final = 0x80
const reserved = 0x70
const masked = 0x80
const maskLength = 4
/** Lengths of a frame that stand for a length in the next two or eight bytes. */
const inTwoBytes = 126
const inEightBytes = 127
const longestControl = 125

const Failure = { Protocol: 1002, NotText: 1007, TooLong: 1009 } as const
/** Stands for a close frame without a code. */
export const noCloseCode = 1005

/** Codes that a close frame may hold: RFC 6455, 7.4, and the registry of IANA. */
const isCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)

/** The length of the head of a frame, up to its mask. */
function headLengthOf(bytes: Buffer, at: number): number {
  const length = (bytes[at + 1] ?? 0) & ~masked
  return 2 + maskLength + (length === inTwoBytes ? 2 : length === inEightBytes ? 8 : 0)
}

/** The length of the payload of a frame whose head is whole. */
function payloadLengthOf(bytes: Buffer, at: number): number {
  const length = (bytes[at + 1] ?? 0) & ~masked
  if (length === inTwoBytes) return bytes.readUInt16BE(at + 2)
  return length === inEightBytes ? Number(bytes.readBigUInt64BE(at + 2)) : length
}

/** @param maxLength of a message in bytes */
export const createFrameReader = (receiver: FrameReceiver, maxLength: number): FrameReader =>
  new Frames(receiver, maxLength)

/** A class, because a server has thousands of them. */
class Frames implements FrameReader {
  private readonly receiver: FrameReceiver
  private readonly maxLength: number
  /** The beginning of a frame that is not whole. */
  private cut: ByteStore | undefined = undefined
  /** So many bytes must be there before the frame in `cut` is looked at again. */
  private wanted = 0
  /** The first parts of a message of several frames. */
  private parts: ByteStore | undefined = undefined
  /** Of that message; 0 while there is none. */
  private opcode = 0
  private hasEnded = false

  constructor(receiver: FrameReceiver, maxLength: number) {
    this.receiver = receiver
    this.maxLength = maxLength
  }

  read(bytes: Buffer): void {
    if (this.cut === undefined) {
      this.readFrames(bytes)
      return
    }
    this.cut.add(bytes)
    if (this.cut.length() < this.wanted) return
    const whole = this.cut.bytes()
    this.cut = undefined
    this.readFrames(whole)
  }

  private readFrames(bytes: Buffer): void {
    let at = 0
    while (!this.hasEnded && at < bytes.length) {
      const length = this.frameLength(bytes, at)
      if (length === undefined) return
      if (bytes.length - at < length) {
        this.keep(bytes.subarray(at), length)
        return
      }
      this.readFrame(bytes, at, at + length)
      at += length
    }
  }

  private keep(bytes: Buffer, wanted: number): void {
    this.cut = createByteStore()
    this.cut.add(bytes)
    this.wanted = wanted
  }

  private fail(code: number): void {
    this.hasEnded = true
    this.receiver.readingFailed(code)
  }

  /** The length of the frame at `at`, as far as its bytes show it; undefined, and the end of reading, when they are no frame. */
  private frameLength(bytes: Buffer, at: number): number | undefined {
    const there = bytes.length - at
    if (there < 2) return 2
    if (!this.isAllowed(bytes[at] ?? 0, bytes[at + 1] ?? 0)) {
      this.fail(Failure.Protocol)
      return undefined
    }
    const head = headLengthOf(bytes, at)
    if (there < head - maskLength) return head
    const length = payloadLengthOf(bytes, at)
    const isControl = controlOpcodes.has((bytes[at] ?? 0) & 0x0f)
    if (!isControl && (this.parts?.length() ?? 0) + length > this.maxLength) {
      this.fail(Failure.TooLong)
      return undefined
    }
    return head + length
  }

  /** Whether a frame may begin with these two bytes now. */
  private isAllowed(first: number, second: number): boolean {
    if ((first & reserved) !== 0 || (second & masked) === 0) return false
    const opcode = first & 0x0f
    if (controlOpcodes.has(opcode)) {
      const length = second & ~masked
      return (first & final) !== 0 && length <= longestControl && !(opcode === Opcode.Close && length === 1)
    }
    // The parts of a message are not interrupted by another message.
    return this.opcode === 0 ? messageOpcodes.has(opcode) : opcode === Opcode.Continuation
  }

  private readFrame(bytes: Buffer, start: number, end: number): void {
    const first = bytes[start] ?? 0
    const from = start + headLengthOf(bytes, start)
    unmask(bytes, from, end)
    const payload = bytes.subarray(from, end)
    const opcode = first & 0x0f
    if (controlOpcodes.has(opcode)) this.readControl(opcode, payload)
    else this.readPart(opcode, payload, (first & final) !== 0)
  }

  private readControl(opcode: number, payload: Buffer): void {
    if (opcode === Opcode.Ping) this.receiver.pingRead(payload)
    else if (opcode === Opcode.Pong) this.receiver.pongRead()
    else if (payload.length === 0) this.close(noCloseCode)
    else if (!isCloseCode(payload.readUInt16BE(0))) this.fail(Failure.Protocol)
    else if (!isUtf8(payload.subarray(2))) this.fail(Failure.NotText)
    else this.close(payload.readUInt16BE(0))
  }

  private close(code: number): void {
    this.hasEnded = true
    this.receiver.closeRead(code)
  }

  private readPart(opcode: number, payload: Buffer, isFinal: boolean): void {
    if (isFinal && this.opcode === 0) {
      this.readMessage(opcode, payload)
      return
    }
    if (this.opcode === 0) this.opcode = opcode
    this.parts ??= createByteStore()
    this.parts.add(payload)
    if (!isFinal) return
    const message = this.parts.bytes()
    const ofMessage = this.opcode
    this.parts = undefined
    this.opcode = 0
    this.readMessage(ofMessage, message)
  }

  private readMessage(opcode: number, message: Buffer): void {
    if (opcode === Opcode.Binary) this.receiver.messageRead(undefined)
    else if (isUtf8(message)) this.receiver.messageRead(message.toString('utf8'))
    else this.fail(Failure.NotText)
  }
}

/** Unmasks the bytes from `from` to `end` by the mask in front of them. */
function unmask(bytes: Buffer, from: number, end: number): void {
  const mask = from - maskLength
  if (bytes.readUInt32BE(mask) === 0) return
  for (let at = from; at < end; at += 1) bytes[at] = (bytes[at] ?? 0) ^ (bytes[mask + ((at - from) & 3)] ?? 0)
}
