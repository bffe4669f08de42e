import { createRowFold, type Change, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countMetrics } from './bucket.ts'
import { createQueueAggregator, type TakenBuckets } from './queue-aggregator.ts'

const dataSource = 'ACD_STATUS'
const change = (parts: Partial<Change>): Change => ({
  ...{ dataSource, added: [], updated: [], removed: [] },
  ...parts,
})

const fields = [
  'callsInQueue',
  'callbacksInQueue',
  'currentLongestQueueTime',
  'agentsInQueue',
  'serviceLevel',
]
const arbitraryFigures = fc.dictionary(fc.constantFrom(...fields), fc.option(fc.nat(9), { nil: null }))
const arbitraryId = fc.constantFrom('0', '1', '2')
const arbitraryStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('updated'), id: arbitraryId, figures: arbitraryFigures }),
  },
  fc.record({ type: fc.constantFrom('added', 'replaced'), id: arbitraryId, figures: arbitraryFigures }),
  fc.record({ type: fc.constant('removed'), id: arbitraryId, figures: fc.constant({}) }),
  fc.record({
    type: fc.constantFrom('confirmed', 'interrupted', 'taken'),
    id: arbitraryId,
    figures: fc.constant({}),
  }),
)
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value & { readonly ms: number } : never

/** What an aggregator has of some steps. @param restates whether each patch names all counts of its row */
function folded(steps: readonly Step[], restates: boolean): readonly TakenBuckets[] {
  const rows = createRowFold()
  const aggregator = createQueueAggregator(dataSource, 'minute', rows)
  const taken: TakenBuckets[] = []
  let at = 1_000
  for (const { type, id, figures, ms } of steps) {
    at += ms
    const row: Row = { ...figures, id, asOf: at }
    const known = rows.row(id)
    const patch: Record<string, unknown> = {}
    for (const count of restates ? countMetrics : [])
      if (known?.[count] !== undefined) patch[count] = known[count]
    if (type === 'updated') aggregator.changed(at, [change({ updated: [{ ...patch, ...row }] })])
    if (type === 'added') aggregator.changed(at, [change({ added: [row] })])
    if (type === 'replaced') aggregator.changed(at, [change({ removed: [id], added: [row] })])
    if (type === 'removed') aggregator.changed(at, [change({ removed: [id] })])
    if (type === 'confirmed') aggregator.confirmed(at)
    if (type === 'interrupted') aggregator.interrupted()
    if (type === 'taken') taken.push(aggregator.take())
  }
  return [...taken, aggregator.take()]
}

describe(createQueueAggregator, () => {
  it('has the same figures where each change of a queue names one of them as where each names all', () => {
    const steps = fc.array(
      fc.tuple(arbitraryStep, fc.nat(25_000)).map(([step, ms]) => ({ ...step, ms })),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(steps, (some) => {
        const own: readonly Step[] = [{ type: 'confirmed', id: '1', figures: {}, ms: 0 }, ...some]
        expect(folded(own, false)).toEqual(folded(own, true))
      }),
      { numRuns: 300 },
    )
  })

  it('reads of a queue the counts that change, and the others once for a bucket', () => {
    const reads = new Map<string | symbol, number>()
    const fold = createRowFold()
    const counting = (row: Row): Row =>
      new Proxy(row, {
        get(target, field) {
          reads.set(field, (reads.get(field) ?? 0) + 1)
          const value: unknown = Reflect.get(target, field)
          return value
        },
      })
    const row = (id: string) => {
      const held = fold.row(id)
      return held && counting(held)
    }
    const aggregator = createQueueAggregator(dataSource, 'minute', { ...fold, row })
    const queue = { id: '1', asOf: 0, agentsInQueue: 3, agentsOnCall: 2, chatsInQueue: 1 }
    aggregator.changed(0, [change({ added: [queue] })])
    aggregator.confirmed(0)
    for (let at = 100; at <= 10_000; at += 100)
      aggregator.changed(at, [change({ updated: [{ id: '1', asOf: at, agentsInQueue: at / 100 }] })])
    const [bucket] = aggregator.take().get('1') ?? []
    expect(bucket?.figures.agentsInQueue.knownMs).toBe(10_000)
    expect(bucket?.figures.chatsInQueue).toEqual({ knownMs: 10_000, area: 10_000, max: 1, min: 1 })
    expect(reads.get('agentsInQueue')).toBe(100)
    expect(reads.get('agentsOnCall')).toBe(1)
    expect(reads.get('chatsInQueue')).toBe(1)
  })
})
