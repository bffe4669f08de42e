import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFeedRecorder, type Segment } from '@wallboard/history'
import { afterEach, describe, expect, it } from 'vitest'
import { openSqlite } from '../../storage/sqlite.ts'
import { readMoment } from '../reading/read-moment.ts'
import type { HistoryStore } from './history-store.ts'
import { openSqliteHistoryStore } from './sqlite-history-store.ts'

const queues = 'ACD_STATUS'
const statistics = 'AGENT_STATISTIC'
const midnight = Date.parse('2026-11-25T00:00:00Z')
const dayMs = 86_400_000
const name = { org: '1', username: 'house' }
const rule = { now: midnight + dayMs + 2 * 3_600_000, dropped: [statistics], dropBefore: 0, forMs: 10_000 }

const removing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const remove of removing.splice(0)) await remove()
})

/** Records ten minutes of two data sources with changes each second, flushed every ten seconds. */
async function recordedDay() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-compaction-'))
  removing.push(() => rm(directory, { recursive: true, force: true }))
  const store = openSqliteHistoryStore(directory)
  const feed = await store.feedId(name)
  const recorder = createFeedRecorder({ startedAt: midnight, queueSource: queues })
  const batches = []
  for (let second = 0; second <= 600; second += 1) {
    const at = midnight + second * 1_000
    const id = String(second % 7)
    const row = { id, asOf: at, callsInQueue: (second * 31) % 17, longestQueueTime: second }
    const removed = second % 50 === 49 ? [String(second % 3)] : []
    recorder.changed(
      second + 1,
      at,
      [queues, statistics].map((dataSource) => ({ dataSource, added: [], updated: [row], removed })),
    )
    const confirmed = { confirmedAt: at }
    recorder.confirmed(
      at,
      new Map([
        [queues, confirmed],
        [statistics, confirmed],
      ]),
    )
    if (second % 10 === 0) batches.push(recorder.take(at))
  }
  const names = [{ at: midnight, body: new TextEncoder().encode('names') }]
  for (const [index, batch] of batches.entries())
    await store.write(feed, { ...batch, names: index === 0 ? names : [] })
  return { directory, store, feed }
}

/** What is read of some instants: at segments' borders, at keyframes, and in between. */
async function statesOf(store: HistoryStore) {
  const seconds = Array.from({ length: 30 }, (_, index) => (index * 7_919) % 600)
  const instants = [...seconds, 0, 9, 10, 299, 300, 301, 310, 599]
  return Promise.all(
    instants.map((second) => readMoment(store, name, [queues, statistics], midnight + second * 1_000 + 500)),
  )
}

const filesOf = async (directory: string) =>
  (await readdir(directory)).filter((file) => /^(?:\d.*\.db|compacting.*)$/.test(file)).sort()

/** Works in slices of one step, until `stop` says so or all is done. */
async function compactInSteps(store: HistoryStore, steps: number): Promise<boolean> {
  for (let step = 0; step < steps; step += 1) if (!(await store.compact({ ...rule, forMs: 0 }))) return false
  return true
}

describe('compaction', () => {
  it('leaves the state of each instant as it was [H1], in fewer segments and bytes', async () => {
    const { directory, store, feed } = await recordedDay()
    const before = await statesOf(store)
    const segments = await store.changes(feed, queues, midnight, midnight + dayMs)
    expect(await store.compact(rule)).toBe(false)
    expect(await statesOf(store)).toEqual(before)
    const compacted = await store.changes(feed, queues, midnight, midnight + dayMs)
    expect([segments.length, compacted.length]).toEqual([61, 2])
    const bytes = (list: readonly Segment[]) => list.reduce((sum, { body }) => sum + body.length, 0)
    expect(bytes(compacted)).toBeLessThan(bytes(segments) / 2)
    expect(await filesOf(directory)).toEqual(['2026-11-25.2.db'])
    await store.close()
    const again = openSqliteHistoryStore(directory)
    expect(await statesOf(again)).toEqual(before)
    expect((await again.names(feed, midnight + 1))?.at).toBe(midnight)
    expect(await again.compact(rule)).toBe(false)
    expect(await filesOf(directory)).toContain('2026-11-25.2.db')
    await again.close()
  })

  it('that stops at any step leaves the day as it was, and is done later', async () => {
    // The third step writes segments, the ninth reads them back.
    for (const steps of [3, 9]) {
      const { directory, store } = await recordedDay()
      const before = await statesOf(store)
      expect(await compactInSteps(store, steps)).toBe(true)
      await store.close()
      const again = openSqliteHistoryStore(directory)
      expect(await statesOf(again)).toEqual(before)
      expect(await compactInSteps(again, 100)).toBe(false)
      expect(await statesOf(again)).toEqual(before)
      expect((await filesOf(directory)).filter((file) => file.endsWith('.db'))).toEqual(['2026-11-25.2.db'])
      expect((await filesOf(directory)).filter((file) => file.startsWith('compacting'))).toEqual([])
      await again.close()
    }
  }, 60_000)

  it('removes the replaced file that a crash left behind', async () => {
    const { directory, store } = await recordedDay()
    const before = await statesOf(store)
    await store.close()
    const [file, replaced] = [join(directory, '2026-11-25.db'), join(directory, 'replaced')]
    await copyFile(file, replaced)
    const compacting = openSqliteHistoryStore(directory)
    await compacting.compact(rule)
    await compacting.close()
    await copyFile(replaced, file)
    const again = openSqliteHistoryStore(directory)
    expect(await statesOf(again)).toEqual(before)
    await again.compact(rule)
    expect(await filesOf(directory)).toEqual(['2026-11-25.2.db'])
    expect(await statesOf(again)).toEqual(before)
    await again.close()
  })

  it('leaves a day with a damaged segment as it is, and reports it', async () => {
    const { directory, store } = await recordedDay()
    await store.close()
    const day = openSqlite(join(directory, '2026-11-25.db'))
    day.run('UPDATE segment SET crc = crc + 1 WHERE starts_at = ?', [midnight + 101_000])
    day.close()
    const again = openSqliteHistoryStore(directory)
    await expect(again.compact(rule)).rejects.toThrow('the day stays as it is')
    expect(await again.compact(rule)).toBe(false)
    expect((await filesOf(directory)).filter((each) => each.endsWith('.db'))).toEqual(['2026-11-25.db'])
    await again.close()
  })

  it('waits until a day is over, and until the past of the demo is filled in', async () => {
    const { directory, store, feed } = await recordedDay()
    const day = { startsAt: midnight, endsAt: midnight + dayMs, until: midnight, updatedAt: 0 }
    await store.compact({ ...rule, now: midnight + dayMs })
    await store.planFilling(feed, [day])
    await store.compact(rule)
    expect(await filesOf(directory)).toContain('2026-11-25.db')
    await store.close()
  })

  it('removes agent statistics of old days, and says so in their coverage alone', async () => {
    const { store, feed } = await recordedDay()
    await store.compact({ ...rule, dropBefore: midnight + dayMs })
    const at = midnight + 300_500
    expect(await store.coverage(feed, statistics, at, at + 1)).toEqual([
      { kind: 'compacted', startsAt: midnight, endsAt: midnight + 600_000 },
    ])
    expect((await store.coverage(feed, queues, at, at + 1))[0]?.kind).toBe('live')
    const reply = await readMoment(store, name, [queues, statistics], at)
    const sources = reply.type === 'moment' ? reply.moment.rows.map(({ dataSource }) => dataSource) : []
    expect(sources).toEqual([queues])
    await store.close()
  })
})
