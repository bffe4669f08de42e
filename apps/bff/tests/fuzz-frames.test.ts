import { parseFrame } from '@wallboard/five9/events'
import type { SessionNotice } from '@wallboard/five9'
import { decodeServerMessage, relayVersion, wholeView } from '@wallboard/relay'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHub } from '../src/live/hub/hub.ts'
import { unmetered } from '../src/live/hub/meter.ts'
import { createFeed } from '../src/upstream/feed.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 26) })
})
afterEach(() => {
  vi.useRealTimers()
})

const sources = ['ACD_STATUS', 'AGENT_STATE', 'INBOUND_CAMPAIGN_STATISTICS'] as const

/** A feed and its hub with one screen; gives what the screen was sent, and what failed. */
function setUp() {
  let tell: (notice: SessionNotice) => void = () => undefined
  const failures: unknown[] = []
  const texts: string[] = []
  const list = () => Promise.resolve([])
  const feed = createFeed({
    epoch: 'e',
    monotonic: Date.now,
    log: () => undefined,
    client: {
      supervisor: {
        DomainQueues: list,
        GetDomainUsers: list,
        GetCampaigns: list,
        GetNotReadyReasonCodes: list,
        GetLogoutReasonCodes: list,
        GetReasonCodes: list,
      },
    },
    session: {
      start: () => undefined,
      stop: () => Promise.resolve(),
      on: (listener) => {
        tell = listener
        return () => undefined
      },
      pauseReading: () => undefined,
      resumeReading: () => undefined,
      askAgain: () => undefined,
    },
  })
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
  tell({ type: 'status', status: { state: 'up', reason: null } })
  return {
    texts,
    failures,
    /** A text comes on Five9's socket. */
    received(text: string) {
      const frame = parseFrame(text)
      if (frame.ok) tell({ type: 'event', event: frame.event, receivedAt: Date.now() })
      else tell({ type: 'frame-refused', reason: frame.reason })
      vi.advanceTimersByTime(300)
    },
    close: () => {
      hub.close('over')
      return feed.stop()
    },
  }
}

/** Stands for a structure that is too deep to be written by `JSON.stringify`. */
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

describe('whatever Five9 sends', () => {
  it('fails nothing, and leaves as a message of the relay with values that are no structures', async () => {
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
