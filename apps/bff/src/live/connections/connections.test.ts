import { CloseCode, relayVersion, type Subscription, type ViewSpec, wholeView } from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Authentication } from './authentication.ts'
import type { Peer as OpenPeer } from './connection.ts'
import { createConnections } from './connections.ts'
import type { Frame } from '../hub/frame.ts'
import { createHub } from '../hub/hub.ts'
import { unmetered } from '../hub/meter.ts'
import { createTestClocks, createTestStream, rethrow } from '../hub/stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const subscription: Subscription = { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) }
const limit: ViewSpec = {
  pace: 'wall',
  sources: ['ACD_STATUS'],
  queueIds: 'all',
  agents: { queueIds: [], fields: [], areNamed: false },
}
const limits = { inAll: 100, perAddress: 50, perPerson: 3 }
const command = (name: 'identify' | 'reload') => ({ type: 'command', command: name }) as const

function createTestSocket() {
  const log: string[] = []
  let buffered = 0
  return {
    log,
    clog: (bytes: number) => {
      buffered = bytes
    },
    sent: () => log.filter((entry) => entry.startsWith('{')).join('\n'),
    socket: {
      send: ({ payload }: Frame) => log.push(payload.toString()),
      bufferedBytes: () => buffered,
      ping: () => log.push('ping'),
      pause: () => log.push('pause'),
      close: (code: number) => log.push(`close ${code}`),
      terminate: () => log.push('terminate'),
    },
  }
}

/** Acknowledges everything that a client was sent so far. */
function acknowledge({ peer, sent }: { peer: OpenPeer | undefined; sent: () => string }): void {
  const [, epoch, seq] = [...sent().matchAll(/"epoch":"([^"]+)"(?:,"prev":\d+)?,"seq":(\d+)/g)].at(-1) ?? []
  peer?.messageReceived(JSON.stringify({ type: 'ack', epoch, seq: Number(seq), paintedAgoMs: 0 }))
}

/** Connections to one hub. Requests are names; `holdAuthentication` delays their authentication. */
function setUp(ownLimits: Partial<typeof limits> = {}) {
  const { clocks, pass, stepWall } = createTestClocks()
  const { stream, change } = createTestStream(clocks.monotonic)
  let snapshotsEncoded = 0
  const meter = {
    ...unmetered,
    encoded: (kind: string) => {
      if (kind === 'snapshot') snapshotsEncoded += 1
    },
  }
  const hub = createHub({ stream, build: 'b', clocks, meter, log: rethrow })
  const observed: string[] = []
  let waiting: Promise<void> = Promise.resolve()

  function authenticationOf(name: string): Authentication | undefined {
    if (name === 'stranger') return undefined
    if (!name.startsWith('display')) return { key: name, hub, viewer: { kind: 'desk', username: name } }
    return {
      key: name,
      hub,
      viewer: { kind: 'display', id: name },
      assignment: { initialMessage: command('identify'), view: limit },
      observer: {
        connected: (takenOver) => observed.push(`connected ${takenOver}`),
        reported: () => observed.push('reported'),
        disconnected: () => observed.push('disconnected'),
      },
    }
  }
  const connections = createConnections<string>({
    now: clocks.monotonic,
    limits: { ...limits, ...ownLimits },
    async authenticate(name) {
      const authentication = authenticationOf(name)
      await waiting
      return authentication
    },
  })
  async function connect(name: string, address = name) {
    const upgrade = connections.upgradeRequested(address)
    const refusal = upgrade === undefined ? 503 : await upgrade.authenticate(name, 'person')
    const { socket, log, sent, clog } = createTestSocket()
    const peer = refusal === undefined ? upgrade?.open(socket, subscription) : undefined
    if (refusal !== undefined) upgrade?.closed()
    return { refusal, peer, log, sent, clog, gone: () => upgrade?.closed() }
  }
  return {
    ...{ connections, connect, observed, hub, change, stepWall, pass },
    snapshotsEncoded: () => snapshotsEncoded,
    advance: (ms: number, stepMs = 500) => {
      for (let passed = 0; passed < ms; passed += stepMs) {
        pass(stepMs)
        vi.advanceTimersByTime(stepMs)
      }
    },
    /** Requests from now on are answered only after the result is called. */
    holdAuthentication: () => {
      let answer: () => void = () => undefined
      waiting = new Promise((resolve) => {
        answer = resolve
      })
      return answer
    },
  }
}

describe(createConnections, () => {
  it('[R10] refuses an unknown client, and closes the sockets of a session that ends with 4401', async () => {
    const { connections, connect, advance } = setUp()
    expect((await connect('stranger')).refusal).toBe(401)
    const { log, gone } = await connect('ann')
    expect(log[0]).toContain('"hello"')
    connections.handle('ann', { kind: 'close' })
    expect(connections.isConnected('ann')).toBe(false)
    expect(log.at(-1)).toBe(`close ${CloseCode.SignedOut}`)
    // It is sent nothing more, and its socket is destroyed a second later when the peer does not answer.
    advance(1_000)
    expect(log.at(-1)).toBe('terminate')
    expect(log.filter((entry) => entry === 'terminate')).toHaveLength(1)
    gone()
  })

  it.each(['ann', 'display 1'])(
    '[R10] [R12] opens no socket for %s when its session or pairing ends during the upgrade',
    async (name) => {
      const { connections, connect, holdAuthentication, observed, hub } = setUp()
      const answer = holdAuthentication()
      const connecting = connect(name)
      connections.handle(name, { kind: 'close' })
      answer()
      expect(await connecting).toMatchObject({ refusal: 401, log: [] })
      expect([connections.isConnected(name), hub.clientCount(), observed]).toEqual([false, 0, []])
    },
  )

  it('[R10] [R12] [row 41] sends nothing to a display that is revoked between its authentication and its socket', async () => {
    const { connections, hub } = setUp()
    const upgrade = connections.upgradeRequested('a')
    expect(await upgrade?.authenticate('display 1', 'display')).toBeUndefined()
    connections.handle('display 1', { kind: 'close' })
    const { socket, log } = createTestSocket()
    expect(upgrade?.open(socket, subscription)).toBeUndefined()
    expect(log).toEqual([`close ${CloseCode.SignedOut}`])
    vi.advanceTimersByTime(1_000)
    expect(log.at(-1)).toBe('terminate')
    expect(hub.clientCount()).toBe(0)
  })

  it('[R12] sends a display the board that it was assigned during its upgrade', async () => {
    const { connections, connect, holdAuthentication } = setUp()
    const answer = holdAuthentication()
    const connecting = connect('display 1')
    connections.handle('display 1', {
      kind: 'set-view',
      assignment: { initialMessage: command('reload'), view: { ...limit, sources: [] } },
    })
    connections.handle('display 2', {
      kind: 'set-view',
      assignment: { initialMessage: command('identify'), view: limit },
    })
    answer()
    const { sent } = await connecting
    expect(sent()).toContain('"reload"')
    expect(sent()).not.toContain('"identify"')
    expect(sent()).not.toContain('ACD_STATUS')
  })

  it('[R12] keeps the newest of several sockets of a display, and closes the others once', async () => {
    const { connections, connect, observed, advance } = setUp()
    const older = await connect('display 1')
    const newer = await connect('display 1')
    expect(older.log.at(-1)).toBe(`close ${CloseCode.Replaced}`)
    older.gone()
    expect(connections.isConnected('display 1')).toBe(true)
    expect(connections.isConnected('display 2')).toBe(false)
    connections.handle('display 1', { kind: 'send', message: command('identify') })
    expect(newer.log.at(-1)).toContain('identify')
    newer.gone()
    expect(observed).toEqual(['connected false', 'connected true', 'disconnected'])
    advance(10_000)
    expect(older.log.filter((entry) => entry === 'terminate')).toEqual([])
  })

  it('[R21] refuses an upgrade whose authentication takes longer than 5 s', async () => {
    const { connect, holdAuthentication } = setUp()
    const answer = holdAuthentication()
    const connecting = connect('ann')
    vi.advanceTimersByTime(5_000)
    expect((await connecting).refusal).toBe(503)
    answer()
  })

  it('closes a client whose feed has ended since its authentication', async () => {
    const { connect, hub, connections } = setUp()
    hub.close('the Five9 session ended')
    const { log } = await connect('ann')
    expect(log).toEqual([`close ${CloseCode.GoingAway}`])
    expect(connections.isConnected('ann')).toBe(false)
  })

  it('[R20] [row 48] closes every client with 1012 when the server stops, and refuses new ones', async () => {
    const { connections, connect } = setUp()
    const { log } = await connect('ann')
    connections.close()
    expect(log.at(-1)).toBe('close 1012')
    vi.advanceTimersByTime(200)
    expect(log.at(-1)).toBe('terminate')
    expect((await connect('bob')).refusal).toBe(503)
  })
})

describe('limits of connections', () => {
  it('[R21] [row 45] refuses with 503 beyond the limit of an address and in total, and accepts the next when one has disconnected', async () => {
    const { connect } = setUp({ inAll: 3, perAddress: 2 })
    const first = await connect('ann', 'house')
    await connect('bob', 'house')
    expect((await connect('cid', 'house')).refusal).toBe(503)
    expect((await connect('cid', 'other')).refusal).toBeUndefined()
    expect((await connect('dan', 'third')).refusal).toBe(503)
    first.gone()
    expect((await connect('dan', 'third')).refusal).toBeUndefined()
  })

  it('[row 28] accepts a thousand displays of one address that reconnect at once, with one snapshot encoded for all', async () => {
    const { connect, hub, snapshotsEncoded } = setUp({ inAll: 8_000, perAddress: 2_000 })
    const all = Array.from({ length: 1_000 }, (_, index) => `display ${index}`)
    const first = await Promise.all(all.map((name) => connect(name, 'house')))
    for (const { gone } of first) gone()
    expect(hub.clientCount()).toBe(0)
    const again = await Promise.all(all.map((name) => connect(name, 'house')))
    expect(again.every(({ refusal, log }) => refusal === undefined && log.length >= 3)).toBe(true)
    expect([hub.clientCount(), snapshotsEncoded()]).toEqual([1_000, 1])
  })

  it('[R21] refuses with 429 beyond the limit of a person, over all sessions, and never a display', async () => {
    const { connect } = setUp()
    const clients = [await connect('ann', 'a'), await connect('ann', 'b'), await connect('ann', 'c')]
    expect((await connect('ann', 'd')).refusal).toBe(429)
    for (let turn = 0; turn < 5; turn += 1) expect((await connect('display 1', 'e')).refusal).toBeUndefined()
    clients[0]?.gone()
    expect((await connect('ann', 'd')).refusal).toBeUndefined()
  })

  it('counts a refused upgrade only until its stream is closed', async () => {
    const { connect } = setUp({ inAll: 1, perAddress: 1 })
    for (let turn = 0; turn < 5; turn += 1) expect((await connect('stranger')).refusal).toBe(401)
    expect((await connect('ann')).refusal).toBeUndefined()
  })
})

describe('the traffic of a peer', () => {
  it.each([
    [
      'a flood of messages',
      (peer: OpenPeer) => {
        peer.messageReceived('{"type":"resync"}')
      },
    ],
    [
      'a flood of pongs',
      (peer: OpenPeer) => {
        peer.controlFrameReceived()
      },
    ],
    [
      'a flood of bytes',
      (peer: OpenPeer) => {
        peer.bytesReceived(65_536)
      },
    ],
  ])(
    '[R18] closes a client that sends %s with 1008, stops reading, and destroys the socket',
    async (_what, send) => {
      const { connect, hub } = setUp()
      const { peer, log } = await connect('ann')
      for (let time = 0; time < 1_000; time += 1) if (peer !== undefined) send(peer)
      expect(log.filter((entry) => !entry.startsWith('{'))).toEqual(['pause', 'close 1008'])
      expect(hub.clientCount()).toBe(0)
      vi.advanceTimersByTime(1_000)
      expect(log.at(-1)).toBe('terminate')
    },
  )

  it.each([undefined, '', '{"type":"poke"}', '{"type":"ack"}', '[]'])(
    '[R8] closes a client that sends %j with 1008',
    async (text) => {
      const { connect } = setUp()
      const { peer, log } = await connect('ann')
      peer?.messageReceived(text)
      expect(log.at(-1)).toBe('close 1008')
    },
  )
})

describe('silence', () => {
  it('[R19] [row 26] pings a silent client after 15 s and destroys its socket after 35 s', async () => {
    const { connect, advance, hub } = setUp()
    const client = await connect('ann')
    const { log } = client
    acknowledge(client)
    advance(14_000)
    expect(log).not.toContain('ping')
    advance(20_000)
    expect(log.filter((entry) => entry === 'ping')).toHaveLength(2)
    expect(log).not.toContain('terminate')
    advance(2_000)
    expect(log.at(-1)).toBe('terminate')
    expect(hub.clientCount()).toBe(0)
  })

  it.each([-25, -1, 1, 25])('[row 23] closes no client when the wall clock is set by %d h', async (hours) => {
    const { connect, advance, stepWall } = setUp()
    const client = await connect('ann')
    acknowledge(client)
    const { peer, log } = client
    const answers = () => {
      if (log.at(-1) === 'ping') peer?.controlFrameReceived()
    }
    for (let second = 0; second < 60; second += 1) {
      if (second === 20) stepWall(hours * 3_600_000)
      advance(1_000)
      answers()
    }
    expect(log.filter((entry) => /close|terminate/.test(entry))).toEqual([])
    expect(log.filter((entry) => entry.includes('heartbeat')).length).toBeGreaterThan(50)
  })

  it('[R19] [row 49] pings first after a stall of this process, and closes no client for the silence of the stall', async () => {
    const { connect, advance, pass, hub, change } = setUp()
    const clients = [await connect('ann'), await connect('display 1')]
    for (const client of clients) acknowledge(client)
    // What was sent just before the stall is not acknowledged yet.
    change({ id: '1', callsInQueue: 1 })
    advance(1_000)
    // SIGSTOP for 40 s: no timer runs, and afterwards timers run before anything is read.
    pass(40_000)
    vi.advanceTimersByTime(1_000)
    for (const { log } of clients) {
      expect(log).toContain('ping')
      expect(log.filter((entry) => entry.startsWith('close'))).toEqual([])
    }
    for (const client of clients) acknowledge(client)
    advance(10_000)
    expect(hub.clientCount()).toBe(2)
  })
})

describe('subscribe', () => {
  const queueView = (id: string): ViewSpec => ({ ...wholeView('desk', ['ACD_STATUS']), queueIds: [id] })
  const subscribe = (view: ViewSpec, resume?: { epoch: string; seq: number }) =>
    JSON.stringify({ type: 'subscribe', view, ...(resume === undefined ? {} : { resume }) })
  const seen = ({ sent }: { sent: () => string }, type: string) =>
    sent()
      .split('\n')
      .filter((text) => text.startsWith(`{"type":"${type}"`))

  it('[R28] changes the view of an open connection: sends a snapshot of the new view, and then only its changes', async () => {
    const { connect, change, advance } = setUp()
    change({ id: '1', callsInQueue: 4 })
    change({ id: '2', callsInQueue: 5 })
    const person = await connect('ann')
    acknowledge(person)
    person.peer?.messageReceived(subscribe(queueView('2')))
    const [, second] = seen(person, 'snapshot')
    expect(second).toContain('"id":"2"')
    expect(second).not.toContain('"id":"1"')
    change({ id: '1', callsInQueue: 7 })
    change({ id: '2', callsInQueue: 8 })
    advance(500)
    const changes = seen(person, 'changes').join('')
    expect(changes).toContain('"callsInQueue":8')
    expect(changes).not.toContain('"callsInQueue":7')
    expect(person.log.filter((entry) => entry.startsWith('close'))).toEqual([])
  })

  it('[R28] answers a request for the present view with the position that the client has', async () => {
    const { connect, change, advance } = setUp()
    const person = await connect('ann')
    change({ id: '1', callsInQueue: 4 })
    advance(500)
    person.peer?.messageReceived(subscribe(subscription.view))
    expect(seen(person, 'snapshot')).toHaveLength(1)
    const [changes = ''] = seen(person, 'changes')
    const position = /"epoch":"([^"]+)","prev":\d+,"seq":(\d+)/.exec(changes)
    expect(seen(person, 'resumed')).toEqual([
      expect.stringContaining(`"epoch":"${position?.[1]}","seq":${position?.[2]},`),
    ])
  })

  it('[R28] resumes a former view from the position in the request', async () => {
    const { connect, change, advance } = setUp()
    const person = await connect('ann')
    acknowledge(person)
    const [, epoch, seq] = /"epoch":"([^"]+)","seq":(\d+)/.exec(seen(person, 'snapshot')[0] ?? '') ?? []
    person.peer?.messageReceived(subscribe(queueView('2')))
    acknowledge(person)
    change({ id: '1', callsInQueue: 9 })
    advance(500)
    person.peer?.messageReceived(subscribe(subscription.view, { epoch: String(epoch), seq: Number(seq) }))
    expect(seen(person, 'snapshot')).toHaveLength(2)
    expect(seen(person, 'resumed')).toHaveLength(1)
    expect(seen(person, 'changes').at(-1)).toContain('"callsInQueue":9')
  })

  it('[R28] sends a display its assignment, whatever it requests', async () => {
    const { connect, change, advance } = setUp()
    const display = await connect('display 1')
    acknowledge(display)
    const whole = wholeView('desk', ['ACD_STATUS', 'AGENT_STATE'])
    display.peer?.messageReceived(subscribe(whole))
    change({ id: 'agent-7', state: 'READY' }, 'AGENT_STATE')
    advance(500)
    expect(seen(display, 'resumed')).toHaveLength(1)
    expect(display.sent()).not.toContain('agent-7')
  })

  it('[R29] answers no second request before the snapshot of the first is acknowledged, and then only the last one', async () => {
    const { connect, change, advance } = setUp()
    for (const id of ['1', '2', '3', '4']) change({ id, callsInQueue: 1 })
    const person = await connect('ann')
    for (const id of ['2', '3', '4']) person.peer?.messageReceived(subscribe(queueView(id)))
    person.peer?.messageReceived('{"type":"resync"}')
    advance(1_000)
    expect(seen(person, 'snapshot')).toHaveLength(2)
    acknowledge(person)
    expect(seen(person, 'snapshot')).toHaveLength(3)
    expect(seen(person, 'snapshot').at(-1)).toContain('"id":"4"')
  })

  it('[R29] answers a request that waited for a clogged connection once it drains', async () => {
    const { connect, advance } = setUp()
    const person = await connect('ann')
    person.clog(300 * 1024)
    person.peer?.messageReceived(subscribe(queueView('2')))
    advance(1_000)
    expect(seen(person, 'snapshot')).toHaveLength(1)
    person.clog(0)
    advance(1_000)
    expect(seen(person, 'snapshot')).toHaveLength(2)
  })

  it('[R29] closes a client that keeps requesting views more often than twice a second', async () => {
    const { connect } = setUp()
    const person = await connect('ann')
    for (let request = 0; request < 20; request += 1) person.peer?.messageReceived(subscribe(queueView('2')))
    expect(person.log).not.toContain(`close ${CloseCode.BadMessage}`)
    person.peer?.messageReceived(subscribe(queueView('2')))
    expect(person.log).toContain(`close ${CloseCode.BadMessage}`)
  })
})
