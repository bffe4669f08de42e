import { once } from 'node:events'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { concatFrames, frameOf } from './frame.ts'
import { largeMessages, wireOf, type SharedDeflate } from './shared-deflate.ts'

let server: WebSocketServer
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
})

interface Received {
  readonly text: string
  readonly data: Buffer
  readonly isBinary: boolean
}

/** The messages that another implementation of RFC 6455 reads. */
async function read(wire: Buffer, messages: number): Promise<Received[]> {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  server.once('connection', (_socket, { socket }) => socket.write(wire))
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  const received: Received[] = []
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('message', (data: Buffer, isBinary) => {
      received.push({ text: data.toString(), data, isBinary })
      if (received.length === messages) resolve()
    })
  })
  client.terminate()
  return received
}

const eventWith = (name: string) =>
  ({ type: 'event', code: 'campaign-out-of-numbers', campaign: { id: '7', name }, at: 0 }) as const
const overhead = JSON.stringify(eventWith('')).length

describe(frameOf, () => {
  it.each([125, 126, 127, 65_535, 65_536, 70_000])('frames a message of %i bytes', async (bytes) => {
    const message = eventWith('x'.repeat(bytes - overhead))
    const { wire, payload } = frameOf(message)
    expect(payload.length).toBe(bytes)
    expect(await read(wire, 1)).toMatchObject([{ text: JSON.stringify(message), isBinary: false }])
  })

  it('counts bytes and not characters', async () => {
    const message = eventWith('Ünïcødé ☎ 📞'.repeat(12))
    expect(await read(frameOf(message).wire, 1)).toMatchObject([
      { text: JSON.stringify(message), isBinary: false },
    ])
  })

  it('frames a board, and encodes it once for all displays that show it', async () => {
    let encoded = 0
    const toJSON = () => {
      encoded += 1
      return 'Über uns'.repeat(40)
    }
    const board = { pages: [{ toJSON }] }
    const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: 'Flur ☎' }
    const messages = Array.from({ length: 1_000 }, (_, display) => ({
      ...{ type: 'board' as const, display: { id: `d${display}`, name: 'Tür', settings } },
      ...{ boardId: 'b', revision: 1, board },
    }))
    const [first, second] = messages.map(frameOf)
    expect(encoded).toBe(1)
    if (first === undefined || second === undefined) throw new Error('there is no frame')
    const received = await read(Buffer.concat([first.wire, second.wire]), 2)
    expect(received.map(({ text }) => text)).toEqual(messages.slice(0, 2).map((each) => JSON.stringify(each)))
  })

  it('deflates a long message once, as a binary message, and leaves a short one unchanged', async () => {
    const message = eventWith('again and '.repeat(200))
    const frame = frameOf(message)
    expect(frame.deflated()).toBe(frame.deflated())
    expect(frame.deflated().length).toBeLessThan(frame.wire.length / 5)
    const [first] = await read(frame.deflated(), 1)
    expect(first?.isBinary).toBe(true)
    expect(inflateSync(first?.data ?? '').toString()).toBe(JSON.stringify(message))
    const short = frameOf(eventWith('short'))
    expect(short.deflated()).toBe(short.wire)
    expect(await read(concatFrames(frame, short).deflated(), 2)).toMatchObject([
      { isBinary: true },
      { isBinary: false, text: JSON.stringify(eventWith('short')) },
    ])
  })

  it('is sent deflated from 8 KB to 1 MB, to clients that can inflate', () => {
    const ofSize = (bytes: number) => frameOf(eventWith('x'.repeat(bytes - overhead)))
    const sizes = [8 * 1024 - 1, 8 * 1024, 1024 * 1024, 1024 * 1024 + 1]
    const areDeflated = (deflate: SharedDeflate | undefined) =>
      sizes.map(ofSize).map((frame) => wireOf(frame, deflate) !== frame.wire)
    expect(areDeflated(largeMessages)).toEqual([false, true, true, false])
    expect(areDeflated(undefined)).toEqual([false, false, false, false])
  })

  it('frames can follow each other without a gap', async () => {
    const wires = ['one', 'two'].map((id) => frameOf(eventWith(id)).wire)
    expect((await read(Buffer.concat(wires), 2)).map(({ text }) => text)).toEqual(
      ['one', 'two'].map((id) => JSON.stringify(eventWith(id))),
    )
  })
})
