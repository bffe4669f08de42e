import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteHistoryStore } from '@wallboard/bff/history-store'
import { readMoment } from '@wallboard/bff/read-moment'
import { openIndexedRows } from '../children/indexed-rows.ts'
import { small, type Domain } from '../domains.ts'
import { cpuMs } from '../measure/cpu.ts'
import { startAt } from '../measure/floor-frames.ts'
import { measureGoals, quantileOf, type Figure, ratioOf } from '../measure/paired.ts'
import { feedName } from '../measure/recorded-frames.ts'
import { recordFloor } from '../measure/recorded-store.ts'
import { randomFrom } from '../random.ts'

/** More than one keyframe. */
const recordedSeconds = 600
const instants = 25
const dayMs = 86_400_000

/**
 * A seek to random instants of a recording over one indexed read of the same rows, which another table holds as they were
 * at these instants. Both files are in the cache of the system.
 */
export async function measureHistorySeek(repetitions: number, domain: Domain = small): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const store = openSqliteHistoryStore(directory)
  const dataSources = await recordFloor(store, domain, recordedSeconds)
  const rows = openIndexedRows(join(directory, 'indexed-rows.db'))
  const random = randomFrom(23)
  const chosen = Array.from(
    { length: instants },
    () => startAt + 10_000 + Math.floor(random() * (recordedSeconds - 20) * 1_000),
  )
  const seek = async (at: number) => {
    const reply = await readMoment(store, feedName, dataSources, at, () => undefined)
    if (reply.type === 'nothing') throw new Error('nothing was recorded')
    return reply.moment.rows
  }
  let rowCount = 0
  for (const at of chosen)
    for (const { dataSource, data } of await seek(at)) {
      rows.insert(at, dataSource, data)
      rowCount += data.length
    }
  const read = (at: number) => {
    for (const source of dataSources) rows.read(at, source)
  }
  for (const at of chosen) read(at)
  /** CPU ms of a seek and of an indexed read, and the time of each seek. */
  async function measured() {
    const durations: number[] = []
    const started = cpuMs()
    for (const at of chosen) {
      const begun = performance.now()
      await seek(at)
      durations.push(performance.now() - begun)
    }
    const between = cpuMs()
    for (const at of chosen) read(at)
    return {
      ...{ sought: (between - started) / instants, indexed: (cpuMs() - between) / instants },
      durations,
    }
  }
  const goal = (name: string) => ({ section: 'HISTORY', name }) as const
  const figures = await measureGoals(
    {
      ratio: {
        ...goal(`CPU of a seek to a random instant over one indexed read of the same rows: ${domain.name}`),
        unit: '×',
        bound: { is: 'at most', value: 3 },
      },
      p99: { ...goal('time of a seek, p99'), unit: 'ms', bound: { is: 'at most', value: 100 } },
    },
    repetitions,
    async () => {
      const { sought, indexed, durations } = await measured()
      return {
        values: { ratio: ratioOf(sought, indexed), p99: quantileOf(durations, 0.99) },
        note:
          `${sought.toFixed(1)} against ${indexed.toFixed(1)} ms CPU; ` +
          `${Math.round(rowCount / instants)} rows`,
      }
    },
  )
  const hasMore = await store.compact({ now: startAt + 2 * dayMs, dropped: [], dropBefore: 0, forMs: 60_000 })
  if (hasMore) throw new Error('the day was not compacted in time')
  const compacted = await measureGoals(
    {
      ratio: {
        ...goal(`the same, of a compacted day: ${domain.name}`),
        ...{ unit: '×', bound: null },
      },
    },
    repetitions,
    async () => {
      const { sought, indexed } = await measured()
      return {
        values: { ratio: sought / indexed },
        note: `${sought.toFixed(1)} against ${indexed.toFixed(1)} ms CPU`,
      }
    },
  )
  rows.close()
  await store.close()
  await rm(directory, { recursive: true, force: true })
  return [...figures, ...compacted]
}
