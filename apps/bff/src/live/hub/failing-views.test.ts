import type { DataSource } from '@wallboard/five9/identifiers'
import { decodeServerMessage, relayVersion, wholeView } from '@wallboard/relay'
import type { Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from './frame.ts'
import { createHub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { unmetered } from './meter.ts'
import { createTestClocks, createTestStream } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A value that is nested deeper than can be encoded. */
function nested(levels: number): unknown {
  let value: unknown = 0
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

function setUp() {
  const { clocks, pass } = createTestClocks()
  const { stream, tell, change, forgetRow, rename } = createTestStream(clocks.monotonic)
  const logged: string[] = []
  const hub = createHub({
    stream,
    build: 'b',
    clocks,
    meter: unmetered,
    log: (_error, { what }) => logged.push(what),
  })
  function join(source: DataSource) {
    const sent: string[] = []
    const closed: number[] = []
    const own: { joined?: HubConnection } = {}
    own.joined = hub.join(
      {
        send: ({ payload }: Frame) => sent.push(payload.toString()),
        bufferedBytes: () => 0,
        close: (code) => {
          closed.push(code)
          own.joined?.disconnected()
        },
      },
      {
        viewer: { kind: 'desk', username: 'u' },
        subscription: { version: relayVersion, view: wholeView('wall', [source]) },
      },
    )
    const count = (type: string) => sent.filter((text) => text.startsWith(`{"type":"${type}"`)).length
    return { sent, closed, count }
  }
  const advance = (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      pass(50)
      vi.advanceTimersByTime(50)
    }
  }
  return { hub, stream, tell, change, forgetRow, rename, logged, join, advance }
}

describe(createHub, () => {
  it('[R24] [row 36] closes the clients of a view whose rows cannot be encoded, logs it once, and flushes other views on time', () => {
    const { hub, change, logged, join, advance } = setUp()
    const [hit, other] = [join('ACD_STATUS'), join('CAMPAIGN_STATE')]
    change({ id: '1', deep: nested(20_000) })
    change({ id: '9', calls: 3 }, 'CAMPAIGN_STATE')
    advance(250)
    expect(hit.closed).toEqual([1011])
    expect(other.closed).toEqual([])
    expect(other.count('changes')).toBe(1)
    expect(logged).toHaveLength(1)
    // A client that reconnects gets the same rows, is closed again, and is not logged again.
    const again = join('ACD_STATUS')
    expect(again.closed).toEqual([1011])
    advance(2_000)
    expect(other.count('heartbeat')).toBeGreaterThan(0)
    expect(logged).toHaveLength(1)
    hub.close('over')
  })

  it('[R24] starts the clients of a failed view from a snapshot when its rows can be encoded again', () => {
    const { hub, change, forgetRow, logged, join, advance } = setUp()
    const client = join('ACD_STATUS')
    change({ id: '1', deep: nested(20_000) })
    forgetRow('1')
    change({ id: '2', callsInQueue: 4 })
    advance(250)
    expect(client.closed).toEqual([])
    expect(client.count('snapshot')).toBe(2)
    expect(client.sent.filter((text) => text.startsWith('{"type":"snapshot"')).at(-1)).toContain(
      '"callsInQueue":4',
    )
    change({ id: '2', callsInQueue: 5 })
    advance(500)
    expect(client.sent.find((text) => text.includes('"callsInQueue":5'))).toBeDefined()
    expect(logged).toEqual(['a view'])
    hub.close('over')
  })

  it('closes one client whose socket throws, and no other', () => {
    const { hub, change, join, advance } = setUp()
    const closed: number[] = []
    let isBroken = false
    hub.join(
      {
        send: () => {
          if (isBroken) throw new RangeError('no such buffer')
        },
        bufferedBytes: () => 0,
        close: (code) => closed.push(code),
      },
      {
        viewer: { kind: 'desk', username: 'u' },
        subscription: { version: relayVersion, view: wholeView('wall', ['ACD_STATUS']) },
      },
    )
    const other = join('ACD_STATUS')
    isBroken = true
    change({ id: '1', callsInQueue: 1 })
    advance(250)
    expect(closed).toEqual([1011])
    expect([other.count('changes'), other.closed.length]).toEqual([1, 0])
    expect(hub.clientCount()).toBe(1)
    hub.close('over')
  })

  it('[row 12, 36] survives rows of any depth, size and field names, and flushes every other view on time', () => {
    const odd = fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'id', 'asOf')
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 20_000 }).map(nested) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 100_000 }).map((length) => 'x'.repeat(length)) },
      { weight: 1, arbitrary: fc.constantFrom(undefined, Number.NaN, Infinity, 10n, Symbol('x')) },
    )
    const row = fc.tuple(
      fc.oneof(odd, fc.string()),
      fc.dictionary(fc.oneof(odd, fc.string()), value, { maxKeys: 4 }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
        const { hub, change, rename, join, advance } = setUp()
        join('ACD_STATUS')
        const other = join('CAMPAIGN_STATE')
        for (const [id, fields] of rows) {
          change({ ...(fields as Row), id })
          change({ id: '9', calls: 1 }, 'CAMPAIGN_STATE')
          advance(250)
          rename('1', id)
        }
        advance(300)
        for (const text of other.sent) expect(decodeServerMessage(text).ok).toBe(true)
        expect(other.closed).toEqual([])
        expect(other.count('changes')).toBeGreaterThanOrEqual(1)
        expect(join('CAMPAIGN_STATE').count('snapshot')).toBe(1)
        hub.close('over')
      }),
      { numRuns: 60 },
    )
  })
})
