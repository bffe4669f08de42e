import { brotliDecompressSync } from 'node:zlib'
import { createRowFold, createStatistics, type Change, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { unpackSegment } from '../segments/segment.ts'
import type { RecordedChange } from '../segments/segment-line.ts'
import {
  createFeedRecorder,
  keyframeEveryMs,
  type FeedRecorder,
  type RecordedBatch,
} from './feed-recorder.ts'
import { recordedState } from './recorded-state.ts'

const queues = 'ACD_STATUS'
const agents = 'AGENT_STATE'
const startedAt = Date.parse('2026-11-26T23:58:00Z')

const recorder = (): FeedRecorder =>
  createFeedRecorder({ startedAt, queueSource: queues, minSeekPointChars: 1 })

const arbitraryRow = (at: number) =>
  fc
    .record({
      id: fc.constantFrom('0', '1', '2', '3'),
      callsInQueue: fc.nat(3),
      currentLongestQueueTime: fc.nat(5_000),
    })
    .map((row): Row => ({ ...row, asOf: at }))

interface Step {
  readonly at: number
  readonly changes: readonly Change[]
  readonly event: 'change' | 'take' | 'down' | 'up'
}

/** Steps of a feed in order, up to a quarter of an hour, over a midnight of UTC. */
const arbitrarySteps: fc.Arbitrary<readonly Step[]> = fc
  .array(
    fc.tuple(fc.integer({ min: 1, max: 20_000 }), fc.constantFrom('change', 'change', 'take', 'down', 'up')),
    {
      minLength: 1,
      maxLength: 50,
    },
  )
  .chain((pauses) => {
    let at = startedAt
    return fc.tuple(
      ...pauses.map(([pause, event]) => {
        at += pause
        const now = at
        const arbitraryChange = fc.record({
          dataSource: fc.constantFrom(queues, agents),
          added: fc.array(arbitraryRow(now), { maxLength: 2 }),
          updated: fc.array(arbitraryRow(now), { maxLength: 2 }),
          removed: fc.array(fc.constantFrom('1', '2'), { maxLength: 1 }),
        })
        return fc
          .array(arbitraryChange, { maxLength: 2 })
          .map((changes): Step => ({ at: now, changes, event }))
      }),
    )
  })

const bothAt = (at: number) =>
  new Map([queues, agents].map((source): [string, { confirmedAt: number }] => [source, { confirmedAt: at }]))
const bothDown = (at: number) =>
  new Map(
    [queues, agents].map((source): [string, { gap: 'link-down'; since: number }] => [
      source,
      { gap: 'link-down', since: at },
    ]),
  )

/** Plays the steps into a recorder, and returns what it wrote with the states that the live feed had. */
function played(steps: readonly Step[]) {
  const own = recorder()
  const live = createStatistics()
  const batches: RecordedBatch[] = []
  const states: { readonly at: number; readonly rows: unknown }[] = []
  let isUp = false
  for (const [index, { at, changes, event }] of steps.entries()) {
    const effective = live.applyChanges(changes)
    own.changed(index + 1, at, effective)
    if (event === 'up' || event === 'down') isUp = event === 'up'
    own.confirmed(at, isUp ? bothAt(at) : bothDown(at))
    if (event === 'take') batches.push(own.take(at))
    states.push({ at, rows: live.full() })
  }
  const end = (steps.at(-1)?.at ?? startedAt) + 1
  batches.push(own.take(end))
  return { batches, states, end }
}

function unpackedOf(batches: readonly RecordedBatch[], dataSource: string, kind: string) {
  return batches
    .flatMap(({ segments }) => segments)
    .filter((each) => each.dataSource === dataSource && each.segment.kind === kind)
    .flatMap(({ segment }) => {
      const unpacked = unpackSegment(segment)
      if (unpacked.type === 'fault') throw new Error(unpacked.fault)
      return unpacked.changes
    })
}

/** Reads an instant as a store does: the keyframe before it, and all changes. */
function readAt(batches: readonly RecordedBatch[], at: number) {
  const sources = [queues, agents].flatMap((dataSource) => {
    const keyframe = unpackedOf(batches, dataSource, 'keyframe').findLast((each) => each.at <= at)
    if (keyframe === undefined) return []
    const changes: readonly RecordedChange[] = unpackedOf(batches, dataSource, 'changes')
    return [{ dataSource, keyframe, changes }]
  })
  return recordedState(sources, at)
}

const contents = (full: unknown) =>
  JSON.stringify(full, (_, value: unknown) =>
    Array.isArray(value)
      ? value.map((each) => JSON.stringify(each)).sort()
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).sort())
        : value,
  )

describe('a recording', () => {
  it('encodes each change and each keyframe once', () => {
    const own = createFeedRecorder({ startedAt, queueSource: queues })
    const stringify = vi.spyOn(JSON, 'stringify')
    onTestFinished(() => {
      stringify.mockRestore()
    })
    const change = (value: number): Change => ({
      dataSource: queues,
      added: [],
      updated: [{ id: '1', asOf: startedAt + value, callsInQueue: value }],
      removed: [],
    })
    const encoded = (work: () => void) => {
      const before = stringify.mock.calls.length
      work()
      return stringify.mock.calls.length - before
    }
    const changes = (from: number, to: number) => {
      for (let seq = from; seq <= to; seq += 1) own.changed(seq, startedAt + seq, [change(seq)])
    }
    const taken = (at: number) => {
      own.take(at)
    }
    // The first change of a source comes with a keyframe.
    expect(
      encoded(() => {
        changes(1, 1)
      }),
    ).toBe(2)
    expect(
      encoded(() => {
        changes(2, 100)
      }),
    ).toBe(99)
    expect(
      encoded(() => {
        taken(startedAt + 10_000)
      }),
    ).toBe(0)
    expect(
      encoded(() => {
        changes(101, 200)
      }),
    ).toBe(100)
    expect(
      encoded(() => {
        taken(startedAt + keyframeEveryMs + 10_000)
      }),
    ).toBe(1)
  })

  it('gives every instant after its first keyframe the rows that were live then [H1]', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const { batches, states } = played(steps)
        const firstKeyframe = unpackedOf(batches, queues, 'keyframe')[0]
        if (firstKeyframe === undefined) return
        for (const { at, rows } of states) {
          const last = states.findLast((state) => state.at === at)
          if (at < firstKeyframe.at || last?.rows !== rows) continue
          const live = createStatistics()
          if (Array.isArray(rows)) live.applyFull(rows)
          const read = readAt(batches, at)
          expect(contents([...read.rows(queues).values(), read.totals(queues)])).toBe(
            contents([...live.rows(queues).values(), live.totals(queues)]),
          )
        }
      }),
    )
  })

  it('has in each seek point the rows that its keyframe and the changes lead to [H1]', () => {
    let compared = 0
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const { batches } = played(steps)
        for (const dataSource of [queues, agents])
          for (const { at, added } of unpackedOf(batches, dataSource, 'seek-point')) {
            compared += 1
            const read = readAt(batches, at).full([dataSource])[0]?.data ?? []
            expect(contents(added)).toBe(contents(read))
          }
      }),
    )
    expect(compared).toBeGreaterThan(20)
  })

  it('writes a seek point when the changes since the last one are as long as all rows, and long enough', () => {
    const seekPointsAfter = (changes: number, minSeekPointChars: number, rows: number) => {
      const own = createFeedRecorder({ startedAt, queueSource: queues, minSeekPointChars })
      const added = Array.from({ length: rows }, (_, id) => ({ id: String(id), asOf: startedAt, text: 'a' }))
      own.changed(1, startedAt, [{ dataSource: queues, added, updated: [], removed: [] }])
      own.take(startedAt + 1)
      for (let seq = 2; seq < 2 + changes; seq += 1)
        own.changed(seq, startedAt + seq, [
          { dataSource: queues, added: [], updated: [{ id: '0', asOf: startedAt + seq }], removed: [] },
        ])
      return own.take(startedAt + 1_000).segments.filter(({ segment }) => segment.kind === 'seek-point')
        .length
    }
    expect(seekPointsAfter(1, 1, 100)).toBe(0)
    expect(seekPointsAfter(200, 1, 100)).toBe(1)
    expect(seekPointsAfter(200, 1_000_000, 100)).toBe(0)
  })

  it('covers the time of each source exactly once, from the start to the last flush [H2]', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const { batches } = played(steps)
        const stored = new Map<number, number>()
        for (const { coverage } of batches)
          for (const { dataSource, span } of coverage)
            if (dataSource === queues) stored.set(span.startsAt, span.endsAt)
        let end = startedAt
        for (const [startsAt, endsAt] of [...stored].sort(([one], [other]) => one - other)) {
          expect(startsAt).toBe(end)
          end = endsAt
        }
      }),
    )
  })

  it('aggregates exactly the live time of a queue that is always there [H7, H8]', () => {
    fc.assert(
      fc.property(arbitrarySteps, (steps) => {
        const first: Step = {
          at: startedAt,
          event: 'up',
          changes: [
            {
              dataSource: queues,
              added: [{ id: '9', asOf: startedAt, callsInQueue: 1 }],
              updated: [],
              removed: [],
            },
          ],
        }
        const { batches } = played([first, ...steps])
        const spans = new Map(
          batches
            .flatMap(({ coverage }) => coverage)
            .filter(({ dataSource }) => dataSource === queues)
            .map(({ span }) => [span.startsAt, span]),
        )
        const liveMs = [...spans.values()]
          .filter(({ kind }) => kind === 'live')
          .reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
        const counted = batches
          .flatMap(({ minutes }) => minutes.get('9') ?? [])
          .reduce((sum, bucket) => sum + bucket.liveMs, 0)
        expect(counted).toBe(liveMs)
      }),
    )
  })

  it('writes the names of fields once in a keyframe', () => {
    const own = recorder()
    const added = Array.from({ length: 8 }, (_, id) => ({ id: `${id}`, asOf: startedAt, callsInQueue: id }))
    own.changed(1, startedAt, [{ dataSource: queues, added, updated: [], removed: [] }])
    const keyframe = own.take(startedAt + 10_000).segments.find(({ segment }) => segment.kind === 'keyframe')
    const text = brotliDecompressSync(keyframe?.segment.body ?? Buffer.alloc(0)).toString()
    expect(text.match(/callsInQueue/g)).toHaveLength(1)
  })

  it('folds the changed rows of the queues once, for keyframes and averages', () => {
    let reads = 0
    const patch: Row = {
      ...{ id: '1', asOf: startedAt },
      get chatsInQueue() {
        return (reads += 1)
      },
    }
    const change = { dataSource: queues, added: [], updated: [patch], removed: [] }
    const first = { ...change, added: [{ id: '1', asOf: startedAt }], updated: [] }
    const fold = createRowFold()
    fold.applyChange(first)
    fold.applyChange(change)
    const readsOfOneFold = reads
    const own = recorder()
    own.changed(1, startedAt, [first])
    own.changed(2, startedAt, [{ ...change, line: '{}' }])
    expect(reads).toBe(2 * readsOfOneFold)
  })

  it('writes a keyframe at once, every five minutes and on each day', () => {
    const own = recorder()
    own.changed(1, startedAt, [
      { dataSource: queues, added: [{ id: '1', asOf: startedAt }], updated: [], removed: [] },
    ])
    const keyframesAt = (at: number) =>
      own.take(at).segments.filter(({ segment }) => segment.kind === 'keyframe').length
    expect(keyframesAt(startedAt + 10_000)).toBe(1)
    expect(keyframesAt(startedAt + 20_000)).toBe(0)
    expect(keyframesAt(startedAt + 130_000)).toBe(1) // the next day of UTC
    expect(keyframesAt(startedAt + 130_000 + keyframeEveryMs - 1)).toBe(0)
    expect(keyframesAt(startedAt + 130_000 + keyframeEveryMs)).toBe(1)
  })

  it('is a gap from the last confirmation until the next one after changes were lost', () => {
    const own = recorder()
    const row = { id: '1', asOf: startedAt, callsInQueue: 1 }
    own.changed(1, startedAt, [{ dataSource: queues, added: [row], updated: [], removed: [] }])
    own.confirmed(startedAt, bothAt(startedAt))
    own.confirmed(startedAt + 5_000, bothAt(startedAt + 5_000))
    own.gap(startedAt + 6_000, 'shed')
    own.replaced(9, startedAt + 8_000, [{ dataSource: queues, data: [{ ...row, callsInQueue: 4 }] }])
    own.confirmed(startedAt + 9_000, bothAt(startedAt + 9_000))
    const batch = own.take(startedAt + 10_000)
    expect(batch.coverage.filter(({ dataSource }) => dataSource === queues).map(({ span }) => span)).toEqual([
      { kind: 'live', startsAt: startedAt, endsAt: startedAt + 5_000 },
      { kind: 'shed', startsAt: startedAt + 5_000, endsAt: startedAt + 9_000 },
    ])
    expect(unpackedOf([batch], queues, 'changes').at(-1)).toMatchObject({
      ...{ seq: 9, at: startedAt + 8_000 },
      updated: [{ id: '1', callsInQueue: 4 }],
    })
  })

  it('continues the coverage that is stored, so that the time in between is a gap', () => {
    const own = createFeedRecorder({
      ...{ startedAt, queueSource: queues },
      continues: { from: new Map([[queues, startedAt - 60_000]]), kind: 'server-off' },
    })
    own.confirmed(startedAt + 1_000, bothAt(startedAt + 1_000))
    expect(own.take(startedAt + 2_000).coverage).toEqual([
      {
        dataSource: queues,
        span: { kind: 'server-off', startsAt: startedAt - 60_000, endsAt: startedAt + 1_000 },
      },
      { dataSource: agents, span: { kind: 'server-off', startsAt: startedAt, endsAt: startedAt + 1_000 } },
    ])
  })

  it('writes a seek point after few short segments, since each of them takes time to read', () => {
    const recording = createFeedRecorder({ startedAt, queueSource: queues })
    const kinds = Array.from({ length: 12 }, (_, flush) => {
      const at = startedAt + flush * 1_000
      const updated = [{ id: '1', asOf: at, callsInQueue: flush }]
      recording.changed(flush + 1, at, [{ dataSource: queues, added: [], updated, removed: [] }])
      return recording.take(at).segments.map(({ segment }) => segment.kind)
    })
    const withSeekPoint = kinds.flatMap((ofFlush, flush) => (ofFlush.includes('seek-point') ? [flush] : []))
    expect(withSeekPoint).toEqual([4, 9])
  })
})
