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

/** One figure that only grows, over a link that a test breaks and confirms, and what a client is sent about both. */
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
    const lies: string[] = []
    let position: Position | undefined
    let shown = 0
    const own: { joined?: HubConnection } = {}
    const acknowledge = () => {
      if (position !== undefined) own.joined?.received({ type: 'ack', ...position, paintedAgoMs: 0 })
    }

    /** Each figure is at least what it was at the instant for which the link vouches. */
    function check(link: Link, type: string): void {
      const own = link.unconfirmed.find(({ dataSource }) => dataSource === source)
      got.push(`${type} ${own === undefined ? 'confirmed' : 'unconfirmed'} ${shown}`)
      const vouched = (own ?? link).confirmedAt ?? -Infinity
      const least = Math.max(0, ...[...valueAt].filter(([at]) => at <= vouched).map(([, value]) => value))
      if (shown < least) lies.push(`${type} vouches for ${least} where the screen shows ${shown}`)
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
    return { got, lies, acknowledge }
  }

  return {
    hub,
    watch,
    /** Increments of the figure: the link vouches for it, where it did before. */
    increment: () => {
      grow()
      setLink({ confirmedAt: now() }, false)
    },
    /** Full statistics: they confirm the source after its figures. */
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

describe('[R23] the order of figures and of the link', () => {
  it('[R23] confirms a source with the flush of its full statistics', () => {
    const { hub, watch, increment, full, breakChain, advance } = setUp()
    const { got, lies, acknowledge } = watch()
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
    expect(lies).toEqual([])
    hub.close('over')
  })

  it('[R23] tells at once that the chain is broken, also while changes wait for their flush', () => {
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

  it('[R23] confirms at once, after the tick, where no changes wait', () => {
    const { hub, watch, breakChain, full, advance } = setUp()
    const { got } = watch()
    breakChain()
    full()
    advance(10)
    expect(got.slice(-2)).toEqual(['changes 1', 'heartbeat confirmed 1'])
    hub.close('over')
  })

  it('[R23] vouches for no figure that a screen does not have, whatever happens in whatever order', () => {
    const act = fc.constantFrom('increment', 'full', 'break', 'join', 'acknowledge', 'pass', 'pass long')
    fc.assert(
      fc.property(fc.array(act, { minLength: 5, maxLength: 80 }), (acts) => {
        const { hub, watch, increment, full, breakChain, advance } = setUp()
        const screens = [watch()]
        for (const each of acts) {
          if (each === 'increment') increment()
          if (each === 'full') full()
          if (each === 'break') breakChain()
          if (each === 'join') screens.push(watch())
          if (each === 'acknowledge') for (const { acknowledge } of screens) acknowledge()
          if (each === 'pass') advance(60)
          if (each === 'pass long') advance(3_500)
        }
        hub.close('over')
        expect(screens.flatMap(({ lies }) => lies)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
