import type { IncomingMessage } from 'node:http'
import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebSocketServer } from 'ws'
import { createFrameReader } from './frame-reader.ts'

const maxLength = 300

/** What was read, in its order; a failure or a close frame is last. */
type Read = (
  | { readonly message: string | undefined }
  | { readonly ping: string }
  | 'pong'
  | { readonly close: number }
  | { readonly failure: number }
)[]

function readAll(chunks: readonly Buffer[]): Read {
  const read: Read = []
  const reader = createFrameReader(
    {
      messageRead: (message) => read.push({ message }),
      pingRead: (data) => read.push({ ping: data.toString('hex') }),
      pongRead: () => read.push('pong'),
      closeRead: (code) => read.push({ close: code }),
      readingFailed: (failure) => read.push({ failure }),
    },
    maxLength,
  )
  for (const chunk of chunks) reader.read(Buffer.from(chunk))
  return read
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/** The same by `ws`. It sends the code of a failure in a close frame. */
async function readAllByWs(chunks: readonly Buffer[]): Promise<Read> {
  const read: Read = []
  const written: Buffer[] = []
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk)
      done()
    },
  })
  const server = new WebSocketServer({ noServer: true, maxPayload: maxLength, autoPong: false })
  const headers = {
    ...{ upgrade: 'websocket', 'sec-websocket-version': '13' },
    'sec-websocket-key': 'MDEyMzQ1Njc4OWFiY2RlZg==',
  }
  const request = { method: 'GET', headers, socket: stream } as unknown as IncomingMessage
  server.handleUpgrade(request, stream, Buffer.alloc(0), (socket) => {
    socket.on('message', (data, isBinary) =>
      read.push({ message: isBinary || !Buffer.isBuffer(data) ? undefined : data.toString() }),
    )
    socket.on('ping', (data) => read.push({ ping: data.toString('hex') }))
    socket.on('pong', () => read.push('pong'))
    socket.on('error', () => {
      const sent = Buffer.concat(written)
      read.push({ failure: sent.readUInt16BE(sent.length - 2) })
      socket.terminate()
    })
    socket.on('close', (code) => {
      if (code !== 1006) read.push({ close: code })
    })
  })
  for (const chunk of chunks) stream.push(Buffer.from(chunk))
  await nextTurn()
  stream.destroy()
  await nextTurn()
  server.close()
  return read
}

/** A frame as a client sends it. */
function frameOf(first: number, payload: Buffer, mask: number, lengthBytes = 0): Buffer {
  const { length } = payload
  const extra = lengthBytes > 0 ? lengthBytes : length < 126 ? 0 : 2
  const head = Buffer.alloc(2 + extra)
  head[0] = first
  head[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127)
  if (extra > 0) head.writeUIntBE(length, 2 + Math.max(0, extra - 6), Math.min(extra, 6))
  const key = Buffer.alloc(4)
  key.writeUInt32BE(mask)
  return Buffer.concat([head, key, payload.map((byte, at) => byte ^ (key[at % 4] ?? 0))])
}

const payload = fc.oneof(
  fc.string({ maxLength: 40 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
  fc.integer({ min: 100, max: 400 }).map((length) => Buffer.alloc(length, 'x')),
)
const mask = fc.oneof(fc.constant(0), fc.nat(0xff_ff_ff_ff))
const codePayload = fc
  .tuple(fc.oneof(fc.integer({ min: 990, max: 1020 }), fc.nat(0xff_ff)), payload)
  .map(([code, reason]) => Buffer.concat([Buffer.from([code >> 8, code & 0xff]), reason.subarray(0, 100)]))
const firstByte = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0x81, 0x01, 0x80, 0x00, 0x82, 0x02, 0x89, 0x8a) },
  { weight: 1, arbitrary: fc.nat(255) },
)
const frame = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(firstByte, payload, mask).map((parts) => frameOf(...parts)) },
  { weight: 1, arbitrary: fc.tuple(codePayload, mask).map(([data, key]) => frameOf(0x88, data, key)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(2, 8), payload, mask)
      .map(([length, data, key]) => frameOf(0x81, data, key, length)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 15 }).map((bytes) => Buffer.from(bytes)) },
)

/** The same bytes in chunks that end at these places. */
function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}
const places = fc.oneof(fc.array(fc.nat(2_000), { maxLength: 6 }), fc.constant([]))

const text = (message: string, first = 0x81) => frameOf(first, Buffer.from(message), 0x01_02_03_04)

describe(createFrameReader, () => {
  it('reads what `ws` reads, whatever a client sends and however it is cut, with the same codes of failures', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { maxLength: 8 }), places, async (frames, cuts) => {
        const chunks = cutAt(Buffer.concat(frames), cuts)
        expect(readAll(chunks)).toEqual(await readAllByWs(chunks))
      }),
      { seed: 20_261_127, numRuns: 400 },
    )
  })

  it('reads messages that arrive byte by byte, and those of which several arrive at once', () => {
    const bytes = Buffer.concat([text('one'), text('tw', 0x01), text('o', 0x80), text('ü'), text('')])
    const messages = ['one', 'two', 'ü', ''].map((message) => ({ message }))
    expect(readAll([bytes])).toEqual(messages)
    expect(readAll(Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(messages)
  })

  it('reads a ping between the parts of a message', () => {
    expect(readAll([text('tw', 0x01), text('!', 0x89), text('o', 0x80)])).toEqual([
      { ping: '21' },
      { message: 'two' },
    ])
  })

  it.each([
    ['is not masked', Buffer.from([0x81, 0x01, 0x61]), 1002],
    ['has a reserved bit', text('a', 0xc1), 1002],
    ['has an unknown opcode', text('a', 0x83), 1002],
    ['continues nothing', text('a', 0x80), 1002],
    ['is a control frame in parts', text('a', 0x09), 1002],
    ['is not UTF-8', frameOf(0x81, Buffer.from([0xff]), 0), 1007],
    [
      'announces a message that is too long',
      frameOf(0x82, Buffer.alloc(maxLength + 1), 0).subarray(0, 8),
      1009,
    ],
    ['closes with a code that no peer may send', frameOf(0x88, Buffer.from([0x03, 0xee]), 0), 1002],
  ])('ends with its code when a frame %s, and reads nothing after it', (_what, bytes, code) => {
    expect(readAll([text('before'), bytes, text('after')])).toEqual([
      { message: 'before' },
      { failure: code },
    ])
  })

  it('ends when the parts of a message are too long together', () => {
    const part = 'x'.repeat(200)
    expect(readAll([text(part, 0x01), text(part, 0x80)])).toEqual([{ failure: 1009 }])
  })

  it('reads nothing after a close frame', () => {
    expect(readAll([frameOf(0x88, Buffer.from([0x03, 0xe8]), 7), text('after')])).toEqual([{ close: 1000 }])
    expect(readAll([Buffer.concat([frameOf(0x88, Buffer.alloc(0), 7), text('after')])])).toEqual([
      { close: 1005 },
    ])
  })
})
