import { decodeServerMessage, relayVersion, wholeView } from '@wallboard/relay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHub } from './hub.ts'
import { unmetered } from './meter.ts'
import { createQuietStream, rethrow } from './stream-fixture.ts'

const feed = '0123456789abcdef'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A hub whose stream is at a position, which the test moves. */
function setUp(fence: number, seq: number) {
  const at = { fence, seq }
  const { stream, tell } = createQuietStream({
    seq: () => at.seq,
    full: (sources) => sources.map((dataSource) => ({ dataSource, data: [] })),
  })
  Object.defineProperty(stream, 'epoch', { get: () => `${feed}.${at.fence}` })
  const hub = createHub({
    ...{ stream, build: 'b', meter: unmetered, log: rethrow },
    clocks: { monotonic: () => Date.now(), wall: () => Date.now() },
  })
  function join(epoch: string, resumeAt: number) {
    const types: string[] = []
    const shown: string[] = []
    const closed: number[] = []
    const connection = hub.join(
      {
        send({ payload }) {
          const decoded = decodeServerMessage(payload.toString())
          types.push(decoded.ok ? decoded.message.type : 'unreadable')
          if (decoded.ok && decoded.message.type === 'snapshot')
            shown.push(...decoded.message.payLoad.map(({ dataSource }) => dataSource))
        },
        bufferedBytes: () => 0,
        close: (code) => closed.push(code),
      },
      {
        viewer: { kind: 'desk', username: 'u' },
        subscription: {
          version: relayVersion,
          view: wholeView('desk', ['ACD_STATUS']),
          resume: { epoch, seq: resumeAt },
        },
      },
    )
    return { types, shown, closed, connection }
  }
  return { at, hub, join, tell }
}

describe('a client whose position the server has not reached', () => {
  it.each([
    ['a higher fence', `${feed}.8.v`, 1],
    ['more changes', `${feed}.7.v`, 6],
  ])('[R15] is sent nothing older: the server waits for %s, then sends a snapshot', (_case, epoch, seq) => {
    const { at, join } = setUp(7, 5)
    const client = join(epoch, seq)
    vi.advanceTimersByTime(1_000)
    expect(client.types).toEqual(['hello'])
    at.fence = 8
    at.seq = 6
    vi.advanceTimersByTime(500)
    expect(client.types.slice(0, 2)).toEqual(['hello', 'snapshot'])
    vi.advanceTimersByTime(5_000)
    expect(client.closed).toEqual([])
  })

  it('[R15] is sent the snapshot of a new owner at once', () => {
    const { at, join, tell } = setUp(7, 5)
    const client = join(`${feed}.7.v`, 6)
    at.fence = 8
    tell({ type: 'restarted' })
    expect(client.types.slice(0, 2)).toEqual(['hello', 'snapshot'])
  })

  it('[R15] is sent the view for which it has asked meanwhile', () => {
    const { at, join } = setUp(7, 5)
    const client = join(`${feed}.8.v`, 1)
    client.connection.subscribe(wholeView('desk', ['ACD_STATUS', 'AGENT_STATE']))
    at.fence = 8
    vi.advanceTimersByTime(500)
    expect(client.shown).toEqual(['ACD_STATUS', 'AGENT_STATE'])
  })

  it('[R15] is closed with 4503 after two seconds', () => {
    const { join } = setUp(7, 5)
    const client = join(`${feed}.8.v`, 0)
    vi.advanceTimersByTime(1_900)
    expect(client.closed).toEqual([])
    vi.advanceTimersByTime(600)
    expect([client.types, client.closed]).toEqual([['hello'], [4503]])
  })

  it('[R15] is closed with its hub, and forgotten when it disconnects', () => {
    const { hub, join } = setUp(7, 5)
    const [left, stayed] = [join(`${feed}.8.v`, 0), join(`${feed}.8.v`, 0)]
    left.connection.disconnected()
    expect(hub.clientCount()).toBe(1)
    hub.close('the server stops', 1012)
    vi.advanceTimersByTime(5_000)
    expect([left.closed, stayed.closed]).toEqual([[], [1012]])
  })

  it.each([
    ['of the same feed that is lower', `${feed}.6.v`, 99],
    ['of another feed', 'fedcba9876543210.9.v', 1],
    ['of a replay', 'replay.7.1.v', 1],
  ])('[R15] is served at once from a position %s', (_case, epoch, seq) => {
    const { join } = setUp(7, 5)
    expect(join(epoch, seq).types.slice(0, 2)).toEqual(['hello', 'snapshot'])
  })
})

describe('a client of a node that has lost the cluster', () => {
  it('[R35] is sent away with 4503, and is served when it comes back because there is no other node', () => {
    const { hub, join } = setUp(7, 5)
    const client = join(`${feed}.7.v`, 5)
    hub.sendAway('this server has lost the cluster')
    expect(client.closed).toEqual([4503])
    client.connection.disconnected()
    const again = join(`${feed}.7.v`, 5)
    expect(again.types.slice(0, 2)).toEqual(['hello', 'snapshot'])
    expect([hub.clientCount(), again.closed]).toEqual([1, []])
  })
})
