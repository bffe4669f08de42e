import { parseFrame } from '@wallboard/five9/events'
import { decodeServerMessage, relayVersion, wholeView } from '@wallboard/relay'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHub } from '../src/live/hub/hub.ts'
import { unmetered } from '../src/live/hub/meter.ts'
import { createFeedFixture } from '../src/upstream/feed-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26) })
})
afterEach(() => {
  vi.useRealTimers()
})

const sources = ['ACD_STATUS', 'AGENT_STATE', 'INBOUND_CAMPAIGN_STATISTICS'] as const

/** A feed and its hub with one client; returns the frames that the client received, and failures. */
function setUp() {
  const failures: unknown[] = []
  const texts: string[] = []
  const { feed, notify } = createFeedFixture()
  const clocks = { monotonic: Date.now, wall: Date.now }
  const hub = createHub({
    ...{ stream: feed, build: 'b', clocks, meter: unmetered },
    log: (error) => failures.push(error),
  })
  const subscriber = {
    send: ({ payload }: { readonly payload: Buffer }) => texts.push(payload.toString('utf8')),
    bufferedBytes: () => 0,
    close: () => undefined,
  }
  hub.join(subscriber, {
    viewer: { kind: 'desk', username: 'u' },
    subscription: { version: relayVersion, view: wholeView('desk', sources) },
  })
  notify({ type: 'status', status: { state: 'up', reason: null } })
  return {
    texts,
    failures,
    /** Five9's socket receives a text. */
    received(text: string) {
      const frame = parseFrame(text)
      if (frame.ok) notify({ type: 'event', event: frame.event, receivedAt: Date.now() })
      else notify({ type: 'frame-refused', reason: frame.reason })
      vi.advanceTimersByTime(300)
    },
    close: () => {
      hub.close('over')
      return feed.stop()
    },
  }
}

/** A placeholder for a structure that is too deep for `JSON.stringify`. */
const deep = fc.integer({ min: 100, max: 8_000 }).map((depth) => `deep ${depth}`)
const deepened = (text: string) =>
  text.replaceAll(/"deep (\d+)"/g, (_, depth) => `${'['.repeat(Number(depth))}${']'.repeat(Number(depth))}`)
const large = fc.integer({ min: 1, max: 200_000 }).map((length) => 'x'.repeat(length))
const value = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: large },
)
const field = fc.oneof(
  fc.constantFrom(
    'callsInQueue',
    'currentLongestQueueTime',
    'state',
    'stateSince',
    'customer',
    '__proto__',
    'asOf',
  ),
  fc.string(),
)
const row = fc
  .tuple(
    fc.oneof(fc.constantFrom('0', '1', '', '__proto__'), value),
    fc.dictionary(field, value, { maxKeys: 6 }),
  )
  .map(([id, fields]) => ({ ...fields, id }))
const rows = fc.oneof({ weight: 4, arbitrary: fc.array(row, { maxLength: 4 }) }, value)
const block = fc.record(
  {
    dataSource: fc.oneof(fc.constantFrom(...sources), value),
    data: rows,
    added: rows,
    updated: rows,
    removed: rows,
  },
  { requiredKeys: ['dataSource'] },
)
const frame = fc
  .record({
    context: fc.record(
      { eventId: fc.oneof(fc.constantFrom('5000', '5012'), value), timeStamp: value, eventReason: value },
      { requiredKeys: ['eventId'] },
    ),
    payLoad: fc.oneof({ weight: 4, arbitrary: fc.array(block, { maxLength: 3 }) }, value),
  })
  .map((event) => deepened(JSON.stringify(event)))

describe('any frame of Five9', () => {
  it('causes no failure, and reaches clients as relay messages with scalar values only', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 5, arbitrary: frame }, fc.string()), { maxLength: 6 }),
        async (texts) => {
          const domain = setUp()
          for (const text of texts) domain.received(text)
          domain.received(
            '{"context":{"eventId":"5000"},"payLoad":[{"dataSource":"ACD_STATUS","data":[{"id":"1","callsInQueue":7}]}]}',
          )
          await domain.close()
          expect(domain.failures).toEqual([])
          for (const text of domain.texts) {
            expect(decodeServerMessage(text)).toMatchObject({ ok: true })
            expect(text.length).toBeLessThan(20_000)
            expect(text).not.toContain('"customer"')
          }
          expect(domain.texts.some((text) => text.includes('"callsInQueue":7'))).toBe(true)
        },
      ),
      { numRuns: 250, seed: 20_261_126 },
    )
  })
})
