import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { DataSource } from '@wallboard/five9/identifiers'
import { createFeedRecorder } from '@wallboard/history'
import type { Row } from '@wallboard/statistics'
import { openSqliteHistoryStore, type HistoryStore } from '../store/sqlite-history-store.ts'
import { createCallForecastsReader } from './read-call-forecasts.ts'
import type { HistoryReader } from './history-reader.ts'
import { readBand } from './read-band.ts'
import { readCoverage } from './read-coverage.ts'
import { readMoment } from './read-moment.ts'
import { readSteps } from './read-steps.ts'

/** A store in files, with the feed of the service account. */
export interface RecordedStore {
  readonly store: HistoryStore
  readonly feed: number
  readonly remove: () => Promise<void>
}

export const recordedFeedName = { org: '1', username: 'house@example.test' }

export async function openRecordedStore(): Promise<RecordedStore> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-recorded-'))
  const store = openSqliteHistoryStore(directory)
  return {
    ...{ store, feed: await store.feedId(recordedFeedName) },
    async remove() {
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Rows of a data source at an instant: all that are new or have changed. */
export interface RecordedRows {
  readonly at: number
  readonly dataSource: string
  readonly rows: readonly Row[]
}

const confirmEveryMs = 10_000
/** As often as a keyframe is due. */
const writeEveryMs = 300_000

/**
 * Records rows as the server does, in order, confirmed from the first one until `until`.
 *
 * @param names what the recording knows of names; without it, days can be averaged and not replayed
 */
export async function recordRows(
  { store, feed }: RecordedStore,
  recorded: readonly RecordedRows[],
  until: number,
  names?: unknown,
): Promise<void> {
  const startedAt = recorded[0]?.at ?? until
  const recorder = createFeedRecorder({ startedAt, queueSource: DataSource.AcdStatus })
  const known = new Map<string, Set<string>>()
  let [seq, confirmedAt, writtenAt] = [0, startedAt, startedAt]
  /** Without names only averages are stored. */
  const write = async (at: number) => {
    const batch = recorder.take(at)
    const isFirst = writtenAt === startedAt
    writtenAt = at
    if (names === undefined) {
      const day = { startsAt: startedAt, endsAt: until, until, updatedAt: until }
      await store.writeFilling(
        feed,
        { ...batch, segments: [], names: [] },
        { day, dayRule: { timeZone: 'UTC', startMinute: 0 } },
      )
      return
    }
    const body = brotliCompressSync(JSON.stringify(names))
    await store.write(feed, { ...batch, names: isFirst ? [{ at: startedAt, body }] : [] })
  }
  const confirm = (at: number) => {
    recorder.confirmed(at, new Map([...known.keys()].map((source) => [source, { confirmedAt: at }])))
  }
  const confirmUntil = async (at: number) => {
    for (; confirmedAt < at; confirmedAt += confirmEveryMs) {
      confirm(confirmedAt)
      if (names !== undefined && confirmedAt - writtenAt >= writeEveryMs) await write(confirmedAt)
    }
  }
  for (const { at, dataSource, rows } of recorded) {
    await confirmUntil(at)
    seq += 1
    const ids = known.get(dataSource) ?? new Set<string>()
    known.set(dataSource, ids)
    const added = rows.filter(({ id }) => !ids.has(id))
    const updated = rows.filter(({ id }) => ids.has(id))
    for (const { id } of added) ids.add(id)
    recorder.changed(seq, at, [{ dataSource, added, updated, removed: [] }])
    confirm(at)
  }
  await confirmUntil(until + 1)
  await write(until)
}

/** The reader's thread without its thread: what the dry run of a rule reads. */
export function readerOf({ store }: RecordedStore): HistoryReader {
  const unread = () => Promise.reject(new Error('not part of this test'))
  const forecasts = createCallForecastsReader()
  return {
    ...{ trends: unread, day: unread, series: unread, estimates: unread, why: unread },
    ...{ agentTimeline: unread, typicalLengths: unread, close: () => Promise.resolve() },
    moment: ({ name, dataSources, at }) => readMoment(store, name, dataSources, at),
    coverage: ({ name, from, to }) => readCoverage(store, name, from, to, to),
    steps: ({ name, dataSources, ...range }) => readSteps(store, name, dataSources, range),
    band: ({ name, ...request }) =>
      readBand(store, name, { ...request, dayRule: { timeZone: 'UTC', startMinute: 0 } }),
    callForecasts: ({ name, ...request }) => forecasts.read(store, name, request, () => Promise.resolve()),
  }
}
