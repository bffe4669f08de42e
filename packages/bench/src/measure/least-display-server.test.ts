import { setTimeout as pause } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { createFrameReader } from '../children/web-socket-frame.ts'
import { greetingOf } from './least-display-server.ts'

const servers: WebSocketServer[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function startServer(greet: (socket: WebSocket) => void | Promise<void>): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  servers.push(server)
  server.on('connection', (socket) => void greet(socket))
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

function messagesIn(frames: Buffer): (readonly [number, Buffer])[] {
  const messages: (readonly [number, Buffer])[] = []
  createFrameReader({
    wantsPayload: true,
    onFrame: (opcode, _bytes, payload = Buffer.alloc(0)) => messages.push([opcode, payload]),
  }).push(frames)
  return messages
}

test('the greeting of a busy server, which sends its snapshot late, is whole', async () => {
  const snapshot = deflateSync('{"type":"snapshot","epoch":"a.1","seq":1}')
  const port = await startServer(async (socket) => {
    socket.send('{"type":"board"}')
    await pause(700)
    socket.send(snapshot)
    socket.send('{"type":"link"}')
  })
  expect(messagesIn(await greetingOf(port, '/'))).toEqual([
    [1, Buffer.from('{"type":"board"}')],
    [2, snapshot],
    [1, Buffer.from('{"type":"link"}')],
  ])
})

test('a greeting without a snapshot is an error, since no display would ever show figures', async () => {
  const port = await startServer((socket) => {
    socket.send('{"type":"board"}')
    socket.close()
  })
  await expect(greetingOf(port, '/')).rejects.toThrow('not sent board and snapshot')
})
