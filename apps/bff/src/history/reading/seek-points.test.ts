import { createFeedRecorder } from '@wallboard/history'
import { createStatistics, type Row } from '@wallboard/statistics'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../storage/sqlite.ts'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { readMoment } from './read-moment.ts'

const queues = 'ACD_STATUS'
const name = { org: '1', username: 'house' }
const start = Date.parse('2026-11-26T10:00:00Z')
const seconds = 200
const sorted = (rows: readonly Row[]) => [...rows].sort((one, other) => one.id.localeCompare(other.id))

/** A recording with many seek points, and the rows that were live at each second. */
async function recorded() {
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-seek-points-'))
  onTestFinished(() => {
    rmSync(directory, { recursive: true, force: true })
  })
  const store = openSqliteHistoryStore(directory)
  const feed = await store.feedId(name)
  const recorder = createFeedRecorder({ startedAt: start, queueSource: queues, minSeekPointChars: 1 })
  const live = createStatistics()
  const states: (readonly Row[])[] = []
  for (let second = 0; second <= seconds; second += 1) {
    const at = start + second * 1_000
    const row = { id: String(second % 5), asOf: at, callsInQueue: second }
    const removed = second % 30 === 29 ? ['1'] : []
    const changes = live.applyChanges([{ dataSource: queues, added: [], updated: [row], removed }])
    recorder.changed(second + 1, at, changes)
    recorder.confirmed(at, new Map([[queues, { confirmedAt: at }]]))
    states.push(live.full([queues])[0]?.data ?? [])
    if (second % 5 === 0) await store.write(feed, { ...recorder.take(at), names: [] })
  }
  await store.close()
  return { directory, states }
}

/** Changes the file of the day. Returns how many rows it changed. */
function edited(directory: string, sql: string): number {
  const day = openSqlite(join(directory, '2026-11-26.db'))
  try {
    return day.run(sql)
  } finally {
    day.close()
  }
}

async function statesIn(directory: string) {
  const store = openSqliteHistoryStore(directory)
  const damage: number[] = []
  const states: (readonly Row[])[] = []
  for (let second = 0; second < seconds; second += 1) {
    const reply = await readMoment(store, name, [queues], start + second * 1_000, (_, from) => {
      damage.push(from)
    })
    if (reply.type === 'nothing') throw new Error('nothing was recorded')
    states.push(reply.moment.rows[0]?.data ?? [])
  }
  await store.close()
  return { states: states.map(sorted), damage }
}

describe('seek points', () => {
  it.each([
    ['as they were written', undefined],
    ['damaged', "UPDATE segment SET body = x'00ff' WHERE kind = 2"],
    ['missing', 'DELETE FROM segment WHERE kind = 2'],
  ])('%s lead to the rows that were live at each instant [H1]', async (_, sql) => {
    const { directory, states } = await recorded()
    if (sql !== undefined) expect(edited(directory, sql)).toBeGreaterThan(10)
    const read = await statesIn(directory)
    expect(read.damage).toEqual([])
    expect(read.states).toEqual(states.slice(0, seconds).map(sorted))
  })

  it('are read in place of the changes before them', async () => {
    const { directory, states } = await recorded()
    // Without them a seek to the end needs these changes.
    edited(directory, `DELETE FROM segment WHERE kind = 1 AND starts_at < ${start + 100_000}`)
    const read = await statesIn(directory)
    expect(read.states[seconds - 1]).toEqual(sorted(states[seconds - 1] ?? []))
  })
})
