import type { ViewSpec } from '@wallboard/relay'
import { createStatistics, type Change, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPaceGroup, type GroupedView } from './pace-group.ts'
import { createProjection } from './projection.ts'
import { rethrow } from './stream-fixture.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: 0 })
})
afterEach(() => {
  vi.useRealTimers()
})

const directory = {
  agents: [
    { id: 'a', name: 'Ada', queueIds: ['1', '2'] },
    { id: 'b', name: 'Bert', queueIds: ['3'] },
  ],
  campaigns: [],
  reasons: [],
}
const paceMs = 250

function specOf(queueIds: ViewSpec['queueIds'], fields: readonly string[] | 'all' = 'all'): ViewSpec {
  const agents = { queueIds, fields, areNamed: true }
  return { pace: 'wall', sources: ['ACD_STATUS', 'AGENT_STATE'], queueIds, agents }
}

/** @param sliceMs 0: each view is flushed in a turn of its own */
function setUp(sliceMs = Infinity) {
  const statistics = createStatistics()
  const flushedAt: number[] = []
  const group = createPaceGroup({
    ...{ paceMs, sliceMs, clocks: { monotonic: Date.now }, onDue: () => undefined },
    onFlushed: () => flushedAt.push(Date.now()),
    onFailed: (_view, error) => rethrow(error),
  })
  group.watched()
  let seq = 0
  /** How often a view was asked about a row. */
  let looks = 0

  /** A view that begins with the present rows, and what a client of it has. */
  function join(spec: ViewSpec) {
    const projection = createProjection(spec, directory, 'salt')
    const client = createStatistics()
    const sources = () => statistics.full(spec.sources).map(projection.full)
    client.apply({ kind: 'full', sources: sources() }, 0)
    let isPending = false
    let flushes = 0
    let position = 0
    const view: GroupedView = {
      selection: () => projection.selection,
      showsUpdate(dataSource, row) {
        looks += 1
        return projection.showsUpdate(dataSource, row)
      },
      beginPending() {
        isPending = true
      },
      queuesChanged: () => undefined,
      flush(changes, { seq: at }) {
        isPending = false
        flushes += 1
        position = at
        for (const change of changes.flatMap((each) => projection.change(each) ?? []))
          client.applyChanges([change])
      },
    }
    // As the hub does: what has waited is flushed, then the client gets the present rows.
    group.flushUnwatched()
    group.add(view)
    return {
      view,
      flushes: () => flushes,
      position: () => position,
      isPending: () => isPending,
      has: () => client.full(spec.sources),
      shouldHave: sources,
    }
  }

  function change(changes: readonly Change[]): void {
    const effects = statistics.applyChanges(changes)
    seq += 1
    group.changed({ type: 'changes', seq, asOf: Date.now(), changes: effects })
  }
  const update = (rows: readonly Row[], dataSource = 'ACD_STATUS') => {
    change([{ dataSource, added: [], updated: rows, removed: [] }])
  }
  return { group, join, change, update, flushedAt, seq: () => seq, looks: () => looks }
}

const row = (id: string, calls: number): Row => ({ id, calls, asOf: Date.now() })
const sorted = (sources: readonly { readonly dataSource: string; readonly data: readonly Row[] }[]) =>
  sources
    .filter(({ data }) => data.length > 0)
    .map(({ dataSource, data }) => [
      dataSource,
      data.map(({ asOf: _of, ...rest }) => rest).sort((a, b) => a.id.localeCompare(b.id)),
    ])
    .sort()

describe(createPaceGroup, () => {
  it('[R3] flushes all views that changed at one instant, and no other view', () => {
    const { join, update, flushedAt } = setUp()
    const [first, second, other] = [join(specOf(['1'])), join(specOf(['2'])), join(specOf(['3']))]
    update([row('1', 1)])
    vi.advanceTimersByTime(100)
    update([row('2', 1)])
    vi.advanceTimersByTime(100)
    update([row('1', 2)])
    expect([first.isPending(), second.isPending(), other.isPending()]).toEqual([true, true, false])
    vi.advanceTimersByTime(paceMs)
    expect([first.flushes(), second.flushes(), other.flushes()]).toEqual([2, 1, 0])
    expect(flushedAt).toHaveLength(2)
  })

  it('flushes a view in each turn of the event loop when the time of a slice is over', () => {
    const { join, update, flushedAt } = setUp(0)
    const views = ['1', '2', '3'].map((queue) => join(specOf([queue])))
    update([row('1', 1), row('2', 1), row('3', 1)])
    const seen: number[][] = []
    for (let turn = 0; turn < 3; turn += 1) {
      vi.advanceTimersToNextTimer()
      seen.push([...views.map(({ flushes }) => flushes()), flushedAt.length])
    }
    expect(seen).toEqual([
      [1, 0, 0, 0],
      [1, 1, 0, 0],
      [1, 1, 1, 1],
    ])
  })

  it('[R4] flushes the views that are left, up to the position of their flush, before the stream changes', () => {
    const { join, update, seq, flushedAt } = setUp(0)
    const [first, second] = [join(specOf(['1'])), join(specOf(['2']))]
    update([row('1', 1), row('2', 1)])
    vi.advanceTimersToNextTimer()
    const before = seq()
    update([row('1', 2), row('2', 2)])
    expect([first.position(), second.position()]).toEqual([before, before])
    expect([second.has()[0]?.data[0], flushedAt.length]).toEqual([row('2', 1), 1])
    vi.advanceTimersByTime(2 * paceMs)
    expect([first.flushes(), second.flushes(), second.position()]).toEqual([2, 2, seq()])
  })

  it('flushes no view that was removed between two slices, and nothing once it is closed', () => {
    const { join, update, group, flushedAt } = setUp(0)
    const views = ['1', '2', '3', '4'].map((queue) => join(specOf([queue])))
    update(['1', '2', '3', '4'].map((queue) => row(queue, 1)))
    vi.advanceTimersToNextTimer()
    if (views[1] !== undefined) group.remove(views[1].view)
    vi.advanceTimersToNextTimer()
    group.close()
    vi.advanceTimersByTime(2 * paceMs)
    expect(views.map(({ flushes }) => flushes())).toEqual([1, 0, 1, 0])
    expect(flushedAt).toEqual([])
  })

  it('looks at a row once for each view that shows it, and no more until the flush', () => {
    const { join, update, looks } = setUp()
    for (let queue = 1; queue <= 180; queue += 1) join(specOf([String(queue)]))
    for (let frame = 0; frame < 10; frame += 1) update([row('7', frame), row('9', frame), row('999', frame)])
    expect(looks()).toBe(0) // a row that is new is shown by every view of its queue
    vi.advanceTimersByTime(paceMs)
    for (let frame = 10; frame < 20; frame += 1) update([row('7', frame), row('9', frame)])
    expect(looks()).toBe(2)
  })

  it('sends an update of other fields to no view that does not show them', () => {
    const { join, update } = setUp()
    const view = join(specOf(['1'], ['state']))
    update([{ id: 'a', state: 'READY', reason: 1, asOf: 0 }], 'AGENT_STATE')
    vi.advanceTimersByTime(paceMs)
    update([{ id: 'a', reason: 2, asOf: 0 }], 'AGENT_STATE')
    expect(view.isPending()).toBe(false)
    update([{ id: 'a', state: 'ON_CALL', asOf: 0 }], 'AGENT_STATE')
    expect(view.isPending()).toBe(true)
  })

  it('flushes nothing while no view has a client, and what has waited before the next one', () => {
    const { group, join, update, flushedAt } = setUp()
    const view = join(specOf('all'))
    group.unwatched()
    for (let frame = 0; frame < 100; frame += 1) {
      update([row('1', frame)])
      vi.advanceTimersByTime(10)
    }
    expect([flushedAt, view.isPending()]).toEqual([[], true])
    group.flushUnwatched()
    expect([view.flushes(), view.has()]).toEqual([1, view.shouldHave()])
    group.watched()
    update([row('1', 100)])
    vi.advanceTimersByTime(paceMs)
    expect(view.flushes()).toBe(2)
  })

  it('[R4] sends no older value of a row that nobody has shown for a while', () => {
    const { group, join, update } = setUp()
    const [first, second] = [join(specOf(['1'])), join(specOf(['2']))]
    vi.advanceTimersByTime(paceMs)
    update([row('1', 0), row('2', 0)])
    vi.advanceTimersByTime(1)
    update([row('1', 1), row('2', 1)])
    group.remove(first.view)
    update([row('1', 2)])
    const third = join(specOf(['1', '3']))
    update([row('3', 1)])
    vi.advanceTimersByTime(paceMs)
    for (const view of [second, third]) expect(sorted(view.has())).toEqual(sorted(view.shouldHave()))
  })

  it('[R4] leads each view to the rows that it shows, whatever changes, and whenever views come and go', () => {
    const id = fc.constantFrom('0', '1', '2', '3', '4', 'a', 'b')
    const rows = fc.array(fc.tuple(id, fc.constantFrom('calls', 'state'), fc.integer({ min: 0, max: 5 })), {
      maxLength: 4,
    })
    const changes = fc.record({
      dataSource: fc.constantFrom('ACD_STATUS', 'AGENT_STATE', 'CAMPAIGN_STATE'),
      added: rows,
      updated: rows,
      removed: fc.array(id, { maxLength: 2 }),
    })
    const spec = fc
      .tuple(
        fc.oneof(fc.constant('all' as const), fc.array(fc.constantFrom('1', '2', '3'))),
        fc.oneof(fc.constant('all' as const), fc.constant(['state'])),
      )
      .map((parts) => specOf(...parts))
    const act = fc.oneof(
      { weight: 5, arbitrary: fc.array(changes, { minLength: 1, maxLength: 2 }) },
      { weight: 2, arbitrary: spec },
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }) },
      { weight: 1, arbitrary: fc.constantFrom('leave', 'unwatched', 'watched') },
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), fc.constantFrom(0, Infinity), (acts, sliceMs) => {
        const { group, join, change } = setUp(sliceMs)
        const views = [join(specOf('all'))]
        let isWatched = true
        const setWatched = (next: boolean) => {
          if (isWatched === next) return
          isWatched = next
          group.flushUnwatched()
          if (next) group.watched()
          else group.unwatched()
        }
        for (const each of acts) {
          if (typeof each === 'number') vi.advanceTimersByTime(each)
          else if (each === 'leave')
            views.splice(0, 1).forEach(({ view }) => {
              group.remove(view)
            })
          else if (typeof each === 'string') setWatched(each === 'watched')
          else if ('pace' in each) views.push(join(each))
          else {
            const made = (parts: (typeof each)[number]['added']) =>
              parts.map(([of, field, value]) => ({ id: of, [field]: value, asOf: Date.now() }))
            change(each.map((one) => ({ ...one, added: made(one.added), updated: made(one.updated) })))
          }
        }
        setWatched(true)
        vi.advanceTimersByTime(2 * paceMs)
        for (const view of views) expect(sorted(view.has())).toEqual(sorted(view.shouldHave()))
      }),
      { numRuns: 200 },
    )
  })
})
