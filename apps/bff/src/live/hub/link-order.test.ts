import {
  decodeServerMessage,
  classifyChanges,
  relayVersion,
  type Link,
  type Position,
  wholeView,
} from '@wallboard/relay'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Frame } from './frame.ts'
import { createHub } from './hub.ts'
import type { HubConnection } from './hub-connection.ts'
import { unmetered } from './meter.ts'
import { createTestClocks, createTestStream, rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The texts of the messages in one write: each is framed with a header of 2, 4 or 10 bytes. */
function textsIn(wire: Buffer): string[] {
  const texts: string[] = []
  for (let at = 0; at < wire.length;) {
    const short = wire[at + 1] ?? 0
    const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10)
    const length =
      short < 126 ? short : short === 126 ? wire.readUInt16BE(at + 2) : Number(wire.readBigUInt64BE(at + 2))
    texts.push(wire.toString('utf8', start, start + length))
    at = start + length
  }
  return texts
}

const source = 'ACD_STATUS'
const unconfirmed = (confirmedAt: number | null) => ({ unconfirmed: [{ dataSource: source, confirmedAt }] })

/** One figure that only grows, over a link that the test breaks and confirms, and clients that check each message. */
function setUp() {
  const { clocks, pass } = createTestClocks()
  const now = clocks.monotonic
  const { stream, change, setLink } = createTestStream(now)
  const hub = createHub({ stream, build: 'b', clocks, meter: unmetered, log: rethrow })
  let calls = 0
  const valueAt = new Map<number, number>()
  const grow = () => {
    pass(1) // no two figures of one instant
    calls += 1
    valueAt.set(now(), calls)
    change({ id: '1', calls })
  }

  function watch() {
    const got: string[] = []
    const errors: string[] = []
    let position: Position | undefined
    let shown = 0
    const own: { joined?: HubConnection } = {}
    const acknowledge = () => {
      if (position !== undefined) own.joined?.received({ type: 'ack', ...position, paintedAgoMs: 0 })
    }

    /** The shown figure must be at least the figure at the instant that the link confirms. */
    function check(link: Link, type: string): void {
      const own = link.unconfirmed.find(({ dataSource }) => dataSource === source)
      got.push(`${type} ${own === undefined ? 'confirmed' : 'unconfirmed'} ${shown}`)
      const confirmedAt = (own ?? link).confirmedAt ?? -Infinity
      const least = Math.max(0, ...[...valueAt].filter(([at]) => at <= confirmedAt).map(([, value]) => value))
      if (shown < least) errors.push(`${type} confirms ${least}, but the client shows ${shown}`)
    }
    function receive(text: string): void {
      const decoded = decodeServerMessage(text)
      if (!decoded.ok) throw new Error(decoded.reason)
      const { message } = decoded
      if (
        message.type === 'snapshot' ||
        (message.type === 'changes' && classifyChanges(position, message) === 'apply')
      ) {
        const [rows] = message.payLoad
        const row = rows !== undefined && 'data' in rows ? rows.data[0] : rows?.updated[0]
        shown = Math.max(shown, Number(row?.['calls'] ?? 0))
        position = { epoch: message.epoch, seq: message.seq }
        if (message.type === 'changes') got.push(`changes ${shown}`)
      }
      if ('link' in message) check(message.link, message.type)
    }
    own.joined = hub.join(
      {
        send: ({ wire }: Frame) => {
          for (const text of textsIn(wire)) receive(text)
        },
        bufferedBytes: () => 0,
        close: () => undefined,
      },
      {
        viewer: { kind: 'desk', username: 'u' },
        subscription: { version: relayVersion, view: wholeView('wall', [source]) },
      },
    )
    return { got, errors, acknowledge }
  }

  return {
    hub,
    watch,
    /** An increment of the figure: a link that confirmed it before confirms it still. */
    increment: () => {
      grow()
      setLink({ confirmedAt: now() }, false)
    },
    /** Full statistics: they confirm the data source after its rows. */
    full: () => {
      grow()
      setLink({ confirmedAt: now(), unconfirmed: [] })
    },
    breakChain: () => {
      const { confirmedAt, unconfirmed: known } = stream.link()
      setLink(known.length > 0 ? { state: 'down' } : { state: 'down', ...unconfirmed(confirmedAt) })
    },
    advance: (ms: number) => {
      for (let passed = 0; passed < ms; passed += 10) {
        pass(10)
        vi.advanceTimersByTime(10)
      }
    },
  }
}

describe('the order of data and link', () => {
  it('[R23] confirms a data source with the flush of its full statistics', () => {
    const { hub, watch, increment, full, breakChain, advance } = setUp()
    const { got, errors, acknowledge } = watch()
    breakChain()
    increment()
    advance(50)
    got.length = 0
    full()
    advance(190)
    // The flush is due 250 ms after the last one: until then nothing confirms the source.
    expect(got.filter((entry) => / confirmed/.test(entry))).toEqual([])
    acknowledge()
    advance(60)
    expect(got.slice(-2)).toEqual(['changes 2', 'heartbeat confirmed 2'])
    expect(errors).toEqual([])
    hub.close('over')
  })

  it('[R23] sends at once that the chain is broken, also while changes wait for their flush', () => {
    const { hub, watch, increment, breakChain, advance } = setUp()
    const { got } = watch()
    increment()
    advance(50)
    increment()
    got.length = 0
    breakChain()
    expect(got).toEqual(['link unconfirmed 1'])
    hub.close('over')
  })

  it('[R23] confirms at the end of the tick when no changes wait', () => {
    const { hub, watch, breakChain, full, advance } = setUp()
    const { got } = watch()
    breakChain()
    full()
    advance(10)
    expect(got.slice(-2)).toEqual(['changes 1', 'heartbeat confirmed 1'])
    hub.close('over')
  })

  it('[R23] never confirms a figure that a client does not have, for any events in any order', () => {
    const act = fc.constantFrom('increment', 'full', 'break', 'join', 'acknowledge', 'pass', 'pass long')
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 80 }), (acts) => {
        const { hub, watch, increment, full, breakChain, advance } = setUp()
        const clients = [watch()]
        for (const each of acts) {
          if (each === 'increment') increment()
          if (each === 'full') full()
          if (each === 'break') breakChain()
          if (each === 'join') clients.push(watch())
          if (each === 'acknowledge') for (const { acknowledge } of clients) acknowledge()
          if (each === 'pass') advance(60)
          if (each === 'pass long') advance(3_500)
        }
        hub.close('over')
        expect(clients.flatMap(({ errors }) => errors)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
