import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { closing } from '../../../../.config/closing.ts'
import { listen } from './listen.ts'
import { createTcpLink, type Passage } from './tcp-link.ts'

/** A link to a server that answers each read with the same bytes in capitals. */
async function start() {
  const accepted: Socket[] = []
  const heard: string[] = []
  const { server, port } = await listen((socket) => {
    accepted.push(socket)
    socket.on('error', () => undefined)
    socket.on('end', () => socket.end())
    socket.setEncoding('utf8').on('data', (text: string) => {
      heard.push(text)
      socket.write(text.toUpperCase())
    })
  })
  const link = await createTcpLink({ target: () => port })
  closing.push(async () => {
    await link.close()
    for (const socket of accepted) socket.destroy()
    server.close()
  })
  const client = connect(link.port, '127.0.0.1')
  closing.push(() => client.destroy())
  client.on('error', () => undefined)
  let received = ''
  client.setEncoding('utf8').on('data', (text: string) => (received += text))
  await once(client, 'connect')
  return { link, client, heard, accepted, received: () => received }
}

/** Time for bytes to arrive that should not: a pass never depends on its length. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 50))

it('passes bytes, and holds those of one direction until it is mended', async () => {
  const { link, client, heard, received } = await start()
  client.write('a')
  await expect.poll(received).toBe('A')
  link.cut({ fromTarget: 'held' })
  client.write('b')
  await expect.poll(() => heard.join('')).toBe('ab')
  await pause()
  expect(received()).toBe('A')
  link.mend()
  await expect.poll(received).toBe('AB')

  link.cut({ toTarget: 'held' })
  client.write('c')
  await pause()
  expect(heard.join('')).toBe('ab')
  link.mend()
  await expect.poll(received).toBe('ABC')
})

it.each<Passage>(['held', 'lost'])(
  'keeps the end of one side from the other while bytes are %s',
  async (passage) => {
    const { link, client, accepted } = await start()
    client.write('a')
    await expect.poll(() => accepted.length).toBe(1)
    link.cut({ toTarget: passage })
    client.destroy()
    await pause()
    expect(accepted[0]?.destroyed).toBe(false)
    link.mend()
    await expect.poll(() => accepted[0]?.destroyed).toBe(true)
    await expect.poll(link.connections).toBe(0)
  },
)

it('resets connections that lost bytes once it is mended', async () => {
  const { link, client, heard, received } = await start()
  link.cut({ toTarget: 'lost' })
  client.write('a')
  await pause()
  expect([heard, received(), client.destroyed]).toEqual([[], '', false])
  const closed = new Promise((resolve) => client.once('close', resolve))
  link.mend()
  await closed
})

it('accepts new connections while it is cut, and says nothing on them', async () => {
  const { link } = await start()
  link.cut({ toTarget: 'held', fromTarget: 'held' })
  const late = connect(link.port, '127.0.0.1')
  closing.push(() => late.destroy())
  late.on('error', () => undefined)
  let heard = ''
  late.setEncoding('utf8').on('data', (text: string) => (heard += text))
  await once(late, 'connect')
  late.write('d')
  await pause()
  expect(heard).toBe('')
  link.mend()
  await expect.poll(() => heard).toBe('D')
})

it('tells the client at once when the server refuses a connection', async () => {
  const { server, port } = await listen(() => undefined)
  await new Promise((resolve) => server.close(resolve))
  const link = await createTcpLink({ target: () => port })
  closing.push(() => link.close())
  const client = connect(link.port, '127.0.0.1')
  client.on('error', () => undefined)
  await new Promise((resolve) => client.once('close', resolve))
})
