import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { connectUrl, relayVersion, wholeView } from '@wallboard/relay'
import { afterEach, describe, expect, it } from 'vitest'
import { createLiveSockets } from './live-sockets.ts'

const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})

const target = connectUrl('display', { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) })
const request = [
  `GET ${target} HTTP/1.1`,
  'Host: wallboard.test',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
  '\r\n',
].join('\r\n')

/**
 * A WebSocket edge on a real server that refuses all clients, and counts the upgrades that it has begun and authenticated
 * in each turn. By its clock, each of the two takes a millisecond.
 */
async function startEdge() {
  const perTurn = [0]
  let time = 0
  const count = () => {
    time += 1
    perTurn.push((perTurn.pop() ?? 0) + 1)
  }
  let counting = setImmediate(function nextTurn() {
    perTurn.push(0)
    counting = setImmediate(nextTurn)
  })
  ends.push(() => {
    clearImmediate(counting)
  })
  const server = createServer()
  const sockets = createLiveSockets({
    server,
    authenticate() {
      count()
      return Promise.resolve(undefined)
    },
    addressOf: () => 'one',
    now: () => time,
    limits: { inAll: 1_000, perAddress: 1_000, perPerson: 1_000 },
    log: (error) => {
      throw error
    },
    isOwnOrigin() {
      count()
      return true
    },
    sharedDeflate: undefined,
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    sockets.close()
    server.close()
  })
  return { server, perTurn }
}

/** Requests upgrades on connections that are all accepted already. Gives the start of each reply. */
async function requestUpgrades(server: Server, count: number): Promise<string[]> {
  const { port } = server.address() as AddressInfo
  const accepted = new Promise<void>((resolve) => {
    let connections = 0
    server.on('connection', () => {
      connections += 1
      if (connections === count) resolve()
    })
  })
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1'))
  await accepted
  const replies = sockets.map(async (socket) => {
    const [reply] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    return reply.toString('latin1', 0, 12)
  })
  for (const socket of sockets) socket.write(request)
  return Promise.all(replies)
}

describe(createLiveSockets, () => {
  it('[row 28] handles a storm of upgrades in slices: 5 ms of work in one turn of the event loop', async () => {
    const { server, perTurn } = await startEdge()
    const count = 400
    const replies = await requestUpgrades(server, count)
    expect(new Set(replies)).toEqual(new Set(['HTTP/1.1 401']))
    expect(perTurn.reduce((sum, each) => sum + each, 0)).toBe(2 * count)
    // Upgrades begin until 5 ms are spent, and each takes 2 ms.
    expect(Math.max(...perTurn)).toBe(6)
  })
})
