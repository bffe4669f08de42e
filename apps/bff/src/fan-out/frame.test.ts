import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { frameOf } from './frame.ts'

let server: WebSocketServer
beforeAll(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
})
afterAll(() => {
  server.close()
})

/** What another implementation of RFC 6455 reads. */
async function read(wire: Buffer, messages: number): Promise<{ text: string; isBinary: boolean }[]> {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server does not listen')
  server.once('connection', (_socket, { socket }) => socket.write(wire))
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  const heard: { text: string; isBinary: boolean }[] = []
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('message', (data: Buffer, isBinary) => {
      heard.push({ text: data.toString(), isBinary })
      if (heard.length === messages) resolve()
    })
  })
  client.terminate()
  return heard
}

const saying = (eventId: string) => ({ type: 'event', eventId, eventReason: null, timeStamp: null }) as const
const overhead = JSON.stringify(saying('')).length

describe(frameOf, () => {
  it.each([125, 126, 127, 65_535, 65_536, 70_000])('frames a message of %i bytes', async (bytes) => {
    const message = saying('x'.repeat(bytes - overhead))
    const { wire, payload } = frameOf(message)
    expect(payload.length).toBe(bytes)
    expect(await read(wire, 1)).toEqual([{ text: JSON.stringify(message), isBinary: false }])
  })

  it('counts bytes and not letters', async () => {
    const message = saying('Ünïcødé ☎ 📞'.repeat(12))
    expect(await read(frameOf(message).wire, 1)).toEqual([{ text: JSON.stringify(message), isBinary: false }])
  })

  it('lets frames follow each other without a gap', async () => {
    const wires = ['one', 'two'].map((id) => frameOf(saying(id)).wire)
    expect((await read(Buffer.concat(wires), 2)).map(({ text }) => text)).toEqual(
      ['one', 'two'].map((id) => JSON.stringify(saying(id))),
    )
  })
})
