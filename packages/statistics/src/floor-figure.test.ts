import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  floorFigure,
  isCallbackWait,
  floorFigureForThreshold,
  groupFigureForThreshold,
  queueFigureForThreshold,
  queueFigure,
  queueMetrics,
  type QueueMetric,
  type Row,
} from './index.ts'

const row = (id: string, fields: Readonly<Record<string, unknown>>): Row => ({ id, asOf: 0, ...fields })
const hours = 3_600_000

/** As on a live domain: row "0" counts agents, and holds 0 for everything that waits. */
const agentsOnly = row('0', {
  callsInQueue: 0,
  callbacksInQueue: 0,
  voicemailsInQueue: 0,
  currentLongestQueueTime: 0,
  agentsInQueue: 26,
  agentsLoggedIn: 72,
})
const busy = row('1', {
  callsInQueue: 2,
  callbacksInQueue: 0,
  voicemailsInQueue: 1,
  currentLongestQueueTime: 98_000,
  agentsInQueue: 20,
})
const overnight = row('2', {
  callsInQueue: 0,
  callbacksInQueue: 8,
  voicemailsInQueue: 0,
  currentLongestQueueTime: 18 * hours,
  agentsInQueue: 20,
})
const quiet = row('3', {
  callsInQueue: 0,
  callbacksInQueue: 0,
  voicemailsInQueue: 0,
  currentLongestQueueTime: 0,
  agentsInQueue: 6,
})
const queues = [busy, overnight, quiet]
/** The same domain where row "0" sums up. */
const summed = {
  ...agentsOnly,
  callsInQueue: 2,
  callbacksInQueue: 8,
  voicemailsInQueue: 1,
  currentLongestQueueTime: 18 * hours,
}

describe(floorFigure, () => {
  it.each([
    ['counts agents only', agentsOnly],
    ['sums up', summed],
  ])('is the same when row "0" %s', (_what, totals) => {
    const of = (metric: QueueMetric) => floorFigure(totals, queues, metric, 0).value
    expect(of('callsInQueue')).toBe(2)
    expect(of('callbacksInQueue')).toBe(8)
    expect(of('voicemailsInQueue')).toBe(1)
    expect(of('currentLongestQueueTime')).toBe(18 * hours)
    expect(of('agentsInQueue')).toBe(26)
    expect(of('agentsLoggedIn')).toBe(72)
  })

  it('counts calls that only row "0" holds', () => {
    const own = { ...agentsOnly, callsInQueue: 5, currentLongestQueueTime: 200_000 }
    expect(floorFigure(own, [busy], 'callsInQueue', 0).value).toBe(5)
    expect(floorFigure(own, [busy], 'currentLongestQueueTime', 1_000).value).toBe(201_000)
  })

  it('is a lower bound when a queue lacks the figure, and unknown when no row has it', () => {
    const unknown = row('4', { callsInQueue: null })
    expect(floorFigure(agentsOnly, [busy, unknown], 'callsInQueue', 0)).toEqual({ value: 2, isAtLeast: true })
    expect(floorFigure(undefined, [], 'callsInQueue', 0)).toEqual({ value: undefined, isAtLeast: false })
    expect(floorFigure(undefined, queues, 'agentsInQueue', 0).value).toBeUndefined()
  })
})

describe(floorFigureForThreshold, () => {
  it.each([
    ['counts agents only', agentsOnly],
    ['sums up', summed],
  ])('evaluates the wait of calls, not of callbacks, when row "0" %s', (_what, totals) => {
    expect(floorFigureForThreshold(totals, queues, 'currentLongestQueueTime', 1_000).value).toBe(99_000)
    expect(floorFigureForThreshold(totals, [overnight, quiet], 'currentLongestQueueTime', 0).value).toBe(0)
    expect(floorFigureForThreshold(totals, queues, 'currentLongestCallbackTime', 0).value).toBe(18 * hours)
  })

  it('evaluates a call that only row "0" holds', () => {
    const own = { ...agentsOnly, callsInQueue: 1, currentLongestQueueTime: 600_000 }
    expect(floorFigureForThreshold(own, queues, 'currentLongestQueueTime', 0).value).toBe(600_000)
  })
})

describe('the wait of a queue', () => {
  it('is evaluated only while calls wait', () => {
    const forThreshold = (of: Row) => queueFigureForThreshold(of, 'currentLongestQueueTime', 1_000)
    expect(forThreshold(busy)).toBe(99_000)
    expect(forThreshold(overnight)).toBe(0)
    expect(forThreshold(row('4', { callsInQueue: null, currentLongestQueueTime: 5 }))).toBeUndefined()
    expect(groupFigureForThreshold(queues, 'currentLongestQueueTime', 1_000).value).toBe(99_000)
  })

  it('belongs to callbacks while no call waits, and is ambiguous while both wait', () => {
    const of = (each: Row) => queueFigure(each, 'currentLongestCallbackTime', 1_000)
    expect(of(overnight)).toBe(18 * hours + 1_000)
    expect(of(busy)).toBe(0)
    expect(of({ ...overnight, callsInQueue: 1 })).toBeUndefined()
  })

  it('is displayed as a callback’s when no call has waited as long', () => {
    const of = (shownMs: number, ofCallsMs: number, callbacks: number) =>
      isCallbackWait({ shownMs, ofCallsMs, callbacks })
    expect(of(18 * hours, 98_000, 8)).toBe(true)
    expect(of(98_000, 98_000, 8)).toBe(false)
    expect(of(4_000, 0, 0)).toBe(false)
  })
})

const figure = fc.option(fc.nat(1_000_000), { nil: null })
const arbitraryRow = fc.dictionary(fc.constantFrom(...Object.keys(queueMetrics)), figure)
const arbitraryQueues = fc
  .array(fc.tuple(arbitraryRow, fc.nat(9_000)), { maxLength: 8 })
  .map((rows) => rows.map(([fields, asOf], index): Row => ({ ...fields, id: String(index + 1), asOf })))
const arbitraryTotals = fc.option(
  arbitraryRow.map((fields): Row => ({ ...fields, id: '0', asOf: 0 })),
  { nil: undefined },
)
const metrics = fc.constantFrom(...(Object.keys(queueMetrics) as QueueMetric[]))
const isOfAgents = (metric: QueueMetric) => queueMetrics[metric].aggregation === 'people'

describe('whatever the rows hold, the floor', () => {
  const now = 10_000

  it('is never below row "0" or a queue, and reads agents from row "0" alone', () => {
    fc.assert(
      fc.property(arbitraryTotals, arbitraryQueues, metrics, (totals, rows, metric) => {
        const { value } = floorFigure(totals, rows, metric, now)
        const own = queueFigure(totals, metric, now)
        if (isOfAgents(metric)) {
          expect(value).toBe(own)
          return
        }
        const all = [own, ...rows.map((each) => queueFigure(each, metric, now))].filter(
          (each) => each !== undefined,
        )
        expect(value === undefined).toBe(all.length === 0)
        for (const each of all) expect(value).toBeGreaterThanOrEqual(each)
        expect(value ?? 0).toBeLessThanOrEqual(all.reduce((sum, each) => sum + each, 0))
      }),
    )
  })

  it('is the same in any order of the queues', () => {
    const shuffled = arbitraryQueues.chain((rows) =>
      fc
        .shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })
        .map((turned) => [rows, turned]),
    )
    fc.assert(
      fc.property(arbitraryTotals, shuffled, metrics, (totals, [rows = [], turned = []], metric) => {
        expect(floorFigure(totals, turned, metric, now)).toEqual(floorFigure(totals, rows, metric, now))
        expect(floorFigureForThreshold(totals, turned, metric, now)).toEqual(
          floorFigureForThreshold(totals, rows, metric, now),
        )
      }),
    )
  })

  it('is the same whether row "0" counts agents only or holds sums', () => {
    // Row "0" as a sum does not tell whose its wait is; the queues do.
    const givenMetrics = metrics.filter((metric) => metric !== 'currentLongestCallbackTime')
    const counts = fc.record({
      callsInQueue: fc.nat(20),
      callbacksInQueue: fc.nat(20),
      voicemailsInQueue: fc.nat(20),
      currentLongestQueueTime: fc.nat(90_000),
      agentsInQueue: fc.nat(20),
    })
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 8 }), fc.nat(99), givenMetrics, (given, ready, metric) => {
        const rows = given.map((fields, index): Row => ({ ...fields, id: String(index + 1), asOf: 0 }))
        const sum = (field: keyof (typeof given)[number]) => given.reduce((all, each) => all + each[field], 0)
        const totals = {
          ...row('0', { agentsInQueue: ready }),
          callsInQueue: sum('callsInQueue'),
          callbacksInQueue: sum('callbacksInQueue'),
          voicemailsInQueue: sum('voicemailsInQueue'),
          currentLongestQueueTime: Math.max(0, ...given.map((each) => each.currentLongestQueueTime)),
        }
        const none = { callsInQueue: 0, callbacksInQueue: 0, voicemailsInQueue: 0 }
        const only = { ...totals, ...none, currentLongestQueueTime: 0 }
        expect(floorFigure(only, rows, metric, 0).value ?? 0).toBe(
          floorFigure(totals, rows, metric, 0).value ?? 0,
        )
      }),
    )
  })

  it('never evaluates a longer wait than it displays', () => {
    fc.assert(
      fc.property(arbitraryTotals, arbitraryQueues, (totals, rows) => {
        const shown = floorFigure(totals, rows, 'currentLongestQueueTime', now).value
        const forThreshold = floorFigureForThreshold(totals, rows, 'currentLongestQueueTime', now).value
        expect(forThreshold ?? 0).toBeLessThanOrEqual(shown ?? 0)
      }),
    )
  })
})
