import { Duplex } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { frameOf } from '../hub/frame.ts'
import { openSocket } from './client-socket.ts'
import type { Peer } from './connection.ts'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

function setUp() {
  const written: Buffer[] = []
  const read: string[] = []
  const stream = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk)
      done()
    },
  })
  const peer: Peer = {
    messageReceived: (text) => read.push(`message ${text}`),
    controlFrameReceived: () => read.push('control'),
    bytesReceived: (count) => read.push(`${count} bytes`),
    closeFrameReceived: (code) => read.push(`close ${code}`),
  }
  const socket = openSocket(stream, undefined)
  socket.readTo(peer)
  return {
    ...{ stream, socket, read },
    written: () => Buffer.concat(written).toString('hex'),
    receive: async (hex: string) => {
      stream.push(Buffer.from(hex, 'hex'))
      await nextTurn()
    },
  }
}

/** Frames of a client, with a mask of zeros. */
const message = `818200000000${Buffer.from('hi').toString('hex')}`
const ping = '898100000000aa'
const close = '88820000000003e8'
const command = { type: 'command', command: 'reload' } as const

describe(openSocket, () => {
  it('passes on messages and counts bytes before them, and answers a ping with its data', async () => {
    const { receive, read, written } = setUp()
    await receive(message + ping)
    expect(read).toEqual(['15 bytes', 'message hi', 'control'])
    expect(written()).toBe('8a01aa')
  })

  it('answers a close frame with its code, and ends the stream', async () => {
    const { stream, receive, read, written } = setUp()
    await receive(close + message)
    expect(read.slice(1)).toEqual(['close 1000'])
    expect(written()).toBe('880203e8')
    expect(stream.writableEnded).toBe(true)
  })

  it('answers a close frame without a code by one without a code', async () => {
    const { receive, written } = setUp()
    await receive('888000000000')
    expect(written()).toBe('8800')
  })

  it('sends nothing after its close frame, and ends the stream when the client has answered it', async () => {
    const { stream, socket, receive, read, written } = setUp()
    socket.close(4401, 'over')
    socket.close(1001, 'again')
    socket.send(frameOf(command))
    socket.ping()
    await receive(ping)
    expect(written()).toBe(`88061131${Buffer.from('over').toString('hex')}`)
    expect(stream.writableEnded).toBe(false)
    await receive(close)
    expect(read.at(-1)).toBe('close 1000')
    expect(stream.writableEnded).toBe(true)
  })

  it('closes with the code of a frame that breaks the protocol, and destroys the stream', async () => {
    const { stream, receive, written } = setUp()
    await receive('8100')
    expect(written()).toBe('880203ea')
    expect(stream.destroyed).toBe(true)
  })

  it('refuses a message of more than 64 KB before it has come', async () => {
    const { receive, written } = setUp()
    await receive('81ff0000000000010001')
    expect(written()).toBe('880203f1')
  })

  it('ends its side when the client has ended without a close frame', async () => {
    const { stream } = setUp()
    stream.push(null)
    await nextTurn()
    expect(stream.writableEnded).toBe(true)
  })
})
