import { RuleDocument } from '@wallboard/alerts'
import { queueSource } from '@wallboard/statistics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JournalEntry } from './alert-record.ts'
import { startEvaluatedScope } from './evaluated-feed.ts'
import { evaluatedRuleOf } from './evaluated-rule.ts'
import type { EvaluatedFeed } from './feed-data.ts'

const hourMs = 3_600_000
const minute = 60_000
const startAt = Date.UTC(2026, 10, 28, 9)

beforeEach(() => {
  vi.useFakeTimers({ now: startAt, toFake: ['setTimeout', 'clearTimeout', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** A feed with one queue, in which calls wait. Its link is always confirmed. */
function waitingQueue(monotonic: () => number): EvaluatedFeed {
  const rows = new Map([['1', { id: '1', asOf: 0, callsInQueue: 9, currentLongestQueueTime: 0 }]])
  return {
    rows: {
      rows: (source) => (source === queueSource ? rows : new Map()),
      totals: () => undefined,
      isComplete: () => true,
    },
    link: () => ({
      ...{ state: 'up', reason: null, since: 0, confirmedAt: monotonic(), domainOffsetMs: 0 },
      ...{ unconfirmed: [], unreadLists: [], notices: [] },
    }),
    queues: () => [{ id: '1', name: 'Sales' }],
    directory: () => ({ agents: [], campaigns: [], reasons: [] }),
    on: () => () => undefined,
  }
}

/** A rule about waiting calls that fires after a delay, evaluated on a server whose wall clock can be set. */
async function evaluate(onDelay: number) {
  let setBy = 0
  const clocks = { monotonic: () => Date.now() - startAt, wall: () => Date.now() + setBy }
  const written: JournalEntry[] = []
  const document = RuleDocument.parse({
    ...{ version: 1, key: 'waiting', name: 'Waiting', of: { queues: ['1'] }, metric: 'callsInQueue' },
    ...{ when: 'above', warn: 5, onDelay, offDelay: 0 },
  })
  const rule = evaluatedRuleOf({ id: 'waiting', revision: 1, document }, 'UTC')
  const scope = await startEvaluatedScope({
    ...{ org: '1', scope: 'wall@example.test', feed: waitingQueue(clocks.monotonic), clocks },
    offsetMs: () => clocks.wall() - clocks.monotonic(),
    rules: rule === undefined ? [] : [rule],
    store: {
      states: () => Promise.resolve([]),
      open: () => Promise.resolve([]),
      events: () => Promise.resolve(new Map()),
    },
    write: (entry) => written.push(entry),
    ...{ displays: () => [], bandEdge: () => null, silentFrom: () => null, suppressionOf: () => null },
    onChanged: () => undefined,
    notifies: () => true,
    logError(error) {
      throw error
    },
  })
  return {
    ...{ scope, written },
    setClock: (byMs: number) => {
      setBy += byMs
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  }
}

describe(startEvaluatedScope, () => {
  it.each([hourMs, -25 * hourMs])(
    '[row 23] keeps the age of an alert when the wall clock is set by %d ms, and dates it by that clock',
    async (byMs) => {
      const { scope, written, setClock, pass } = await evaluate(0)
      await pass(minute)
      const [before] = scope.live()
      const offset = scope.offsetMs()
      setClock(byMs)
      await pass(2_000)
      const [after] = scope.live()
      expect([before?.record.firedAt, after?.record.firedAt]).toEqual([startAt, startAt + byMs])
      expect(after?.evaluated.state.alert?.since).toBe(startAt + byMs)
      expect(scope.now()).toBe(Date.now() + byMs)
      // Screens get monotonic instants, which have not moved.
      expect((after?.record.firedAt ?? 0) - scope.offsetMs()).toBe((before?.record.firedAt ?? 0) - offset)
      const [record] = written.flatMap(({ changed }) => changed)
      expect(record).toMatchObject({ id: before?.record.id, firedAt: startAt + byMs, endedAt: null })
      expect(written.at(-1)?.states).toHaveLength(1)
      scope.close()
    },
  )

  it('[row 23] neither ends nor extends a delay that runs when the wall clock is set', async () => {
    const { scope, setClock, pass } = await evaluate(60)
    await pass(30_000)
    setClock(hourMs)
    await pass(29_000)
    expect(scope.live()).toEqual([])
    await pass(2_000)
    expect(scope.live()[0]?.record.firedAt).toBe(startAt + minute + hourMs)
    scope.close()
  })
})
