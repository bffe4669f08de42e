import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { createFive9Client, createSupervisorSession, type SessionNotice } from '../src/index.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** One host of a domain: it records the requests, and answers as the test says. */
async function host(answer: (route: string, response: ServerResponse) => void) {
  const requests: string[] = []
  const keys: string[] = []
  const open: WebSocket[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const route = `${request.method ?? ''} ${(request.url ?? '').replace(/^.*\/(?=[^/]+$)/, '')}`
    requests.push(route)
    answer(route, response)
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => {
    keys.push((request.url ?? '').replace(/^.*\//, ''))
    open.push(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    for (const socket of open) socket.terminate()
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const send = (eventId: string, payLoad: unknown) => {
    for (const socket of open) socket.send(JSON.stringify({ context: { eventId }, payLoad }))
  }
  return { requests, keys, port, send }
}

const json = (response: ServerResponse, value: unknown) => response.end(JSON.stringify(value))

/** A domain of two hosts: the sign-in is at the old one, and `move` switches to the new one. */
async function domain() {
  let centre = 0
  let newState = 'RELOGIN'
  let isNewTokenKnown = true
  const metadata = () => ({
    dataCenters: [{ name: 'X', active: true, apiUrls: [{ host: '127.0.0.1', port: String(centre) }] }],
  })
  const identity = () => ({
    tokenId: 'token',
    orgId: '1',
    userId: '2',
    context: { farmId: '3' },
    metadata: metadata(),
  })
  const old = await host((route, response) => {
    if (route === 'POST login' || route === 'GET metadata') {
      isNewTokenKnown = isNewTokenKnown || route === 'POST login'
      json(response, identity())
    } else if (route === 'GET login_state') json(response, 'WORKING')
    else response.writeHead(204).end()
  })
  const moved = await host((route, response) => {
    if (!isNewTokenKnown) response.writeHead(401).end()
    else if (route === 'GET login_state') json(response, newState)
    else {
      if (route === 'PUT session_restart') newState = 'WORKING'
      response.writeHead(204).end()
    }
  })
  centre = old.port
  const session = createSupervisorSession({
    client: createFive9Client({
      loginUrl: `http://127.0.0.1:${old.port}/appsvcs/rs/svc/auth/login`,
      credentials: { username: 'u', password: 'p' },
    }),
    socketKey: 'wall',
    random: () => 0,
  })
  const notices: SessionNotice[] = []
  session.on((notice) => notices.push(notice))
  closing.push(() => session.stop())
  session.start()
  const states = () => notices.flatMap((notice) => (notice.type === 'status' ? [notice.status.state] : []))
  return {
    old,
    moved,
    states,
    move: () => {
      centre = moved.port
      return metadata()
    },
    forgetTokenAtNewHost: () => {
      isNewTokenKnown = false
    },
  }
}

describe('a domain that moves to another host', () => {
  it.each([
    ['1002 with the new metadata', '1002', true],
    ['1001', '1001', false],
    ['1004', '1004', false],
    ['73 alone', '73', false],
    ['1002 with nothing readable', '1002', false],
  ])('is followed on %s: session restarted, fresh key, full statistics', async (_case, eventId, isTold) => {
    const { old, moved, states, move } = await domain()
    await expect.poll(() => old.requests).toContain('PUT request_full_statistics')
    const metadata = move()
    old.send(eventId, isTold ? metadata : 'IDLE_MAINTENANCE')
    await expect.poll(() => moved.requests, { timeout: 5_000 }).toContain('PUT request_full_statistics')
    expect(moved.requests).toContain('PUT session_restart')
    expect(moved.keys[0]).not.toBe(old.keys[0])
    expect(states()).toEqual(['connecting', 'up', 'migrating', 'connecting', 'up'])
    expect(old.requests.filter((route) => route === 'POST login')).toHaveLength(1)
  })

  it('[row 5] is up again when the move was cancelled', async () => {
    const { old, states } = await domain()
    await expect.poll(() => old.requests).toContain('PUT request_full_statistics')
    old.send('70', null)
    old.send('5012', [])
    await expect.poll(states).toEqual(['connecting', 'up', 'migrating', 'up'])
  })

  it('gets a new connection after Five9 lost its own server', async () => {
    const { old, states } = await domain()
    await expect.poll(() => old.requests).toContain('PUT request_full_statistics')
    old.send('1000', null)
    await expect.poll(states).toEqual(['connecting', 'up', 'down', 'connecting', 'up'])
    expect(new Set(old.keys).size).toBe(2)
  })

  it('[row 5] is signed in to again when the new host does not know the token', async () => {
    const { old, moved, states, move, forgetTokenAtNewHost } = await domain()
    await expect.poll(states).toContain('up')
    forgetTokenAtNewHost()
    old.send('1002', move())
    await expect.poll(() => moved.requests, { timeout: 10_000 }).toContain('PUT request_full_statistics')
    expect(old.requests.filter((route) => route === 'POST login')).toHaveLength(2)
  }, 15_000)
})
