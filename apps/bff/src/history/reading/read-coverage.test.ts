import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { joinedSpans, readCoverage } from './read-coverage.ts'

const live = (startsAt: number, endsAt: number) => ({ kind: 'live', startsAt, endsAt }) as const
const lost = (startsAt: number, endsAt: number) => ({ kind: 'link-down', startsAt, endsAt }) as const

describe(joinedSpans, () => {
  it('joins neighbours of one kind, and no others', () => {
    expect(joinedSpans([live(0, 10), live(10, 20), lost(20, 30), live(30, 40), live(50, 60)])).toEqual([
      ...[live(0, 20), lost(20, 30), live(30, 40), live(50, 60)],
    ])
    expect(joinedSpans([])).toEqual([])
  })
})

describe(readCoverage, () => {
  const removals: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const remove of removals.splice(0)) await remove()
  })

  it('reads the spans of every recorded source that overlap, and the extent of all', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'wallboard-history-'))
    const store = openSqliteHistoryStore(directory)
    removals.push(async () => {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    })
    const name = { org: '1', username: 'house@example.test' }
    expect(await readCoverage(store, name, 0, 100, 0)).toEqual({
      ...{ recorded: null, aheadOfClockMs: 0, filling: null, sources: [] },
    })
    const feed = await store.feedId(name)
    const coverage = [
      ...[live(0, 10), live(10, 20), lost(20, 30), live(30, 90)].map((span) => ({
        dataSource: 'ACD_STATUS',
        span,
      })),
      { dataSource: 'AGENT_STATE', span: live(5, 90) },
    ]
    await store.write(feed, { segments: [], names: [], minutes: new Map(), calls: new Map(), coverage })
    expect(await readCoverage(store, name, 12, 31, 0)).toEqual({
      recorded: { from: 0, to: 90 },
      ...{ aheadOfClockMs: 0, filling: null },
      sources: [
        { dataSource: 'ACD_STATUS', spans: [live(10, 20), lost(20, 30), live(30, 90)] },
        { dataSource: 'AGENT_STATE', spans: [live(5, 90)] },
      ],
    })
    const day = (startsAt: number, until: number) => ({
      startsAt,
      endsAt: startsAt + 10,
      until,
      updatedAt: 1_000,
    })
    await store.planFilling(feed, [day(0, 0), day(10, 10), day(20, 30)])
    const fillingAt = async (now: number) => (await readCoverage(store, name, 0, 90, now)).filling
    expect(await fillingAt(2_000)).toEqual({ done: 1, total: 3 })
    expect(await fillingAt(200_000)).toBeNull()
  })
})
