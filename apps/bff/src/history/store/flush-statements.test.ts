import { createFeedRecorder } from '@wallboard/history'
import type * as FileSystem from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Sqlite } from '../../storage/sqlite.ts'

const sqlitePath = '../../storage/sqlite.ts'

interface Counted {
  compiled: number
  run: number
  transactions: number
  /** Queries that are compiled once. */
  read: number
  /** How often the directory is listed. */
  listed: number
}

interface Query<Row> {
  readonly all: (parameters: readonly unknown[]) => readonly Row[]
}

const countingQuery = <Row>(query: Query<Row>, counted: Counted): Query<Row> => ({
  all(parameters) {
    counted.read += 1
    return query.all(parameters)
  },
})

/** A SQLite file that counts its transactions and statements, and how many of these it compiles. */
function counting(sqlite: Sqlite, counted: Counted): Sqlite {
  const note = (isCompiled: boolean) => {
    counted.run += 1
    if (isCompiled) counted.compiled += 1
  }
  return {
    ...sqlite,
    run(...passed) {
      note(true)
      return sqlite.run(...passed)
    },
    all(...passed) {
      note(true)
      return sqlite.all(...passed)
    },
    allBinary(...passed) {
      note(true)
      return sqlite.allBinary(...passed)
    },
    prepare(sql) {
      const statement = sqlite.prepare(sql)
      let isFirst = true
      return {
        run(parameters) {
          note(isFirst)
          isFirst = false
          return statement.run(parameters)
        },
      }
    },
    prepareQuery: (sql) => countingQuery(sqlite.prepareQuery(sql), counted),
    prepareBinaryQuery: (sql) => countingQuery(sqlite.prepareBinaryQuery(sql), counted),
    transaction(work) {
      counted.transactions += 1
      return sqlite.transaction(work)
    },
  }
}

/** A store in a folder of its own whose files count, loaded anew: other tests of this process have loaded it without the count. */
async function countingStore() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-history-'))
  const counted: Counted = { compiled: 0, run: 0, transactions: 0, read: 0, listed: 0 }
  vi.resetModules()
  vi.doMock('node:fs', async (importOriginal) => {
    const original = await importOriginal<typeof FileSystem>()
    const readdirSync = new Proxy(original.readdirSync, {
      apply(list, self, passed): unknown {
        counted.listed += 1
        return Reflect.apply(list, self, passed)
      },
    })
    return { ...original, readdirSync }
  })
  vi.doMock(sqlitePath, async (importOriginal) => {
    const original = await importOriginal<{ readonly openSqlite: (path: string) => Sqlite }>()
    return { ...original, openSqlite: (path: string) => counting(original.openSqlite(path), counted) }
  })
  onTestFinished(() => {
    vi.doUnmock(sqlitePath)
    vi.doUnmock('node:fs')
    vi.resetModules()
  })
  const { openSqliteHistoryStore } = await import('./sqlite-history-store.ts')
  const store = openSqliteHistoryStore(directory)
  onTestFinished(async () => {
    await store.close()
    await rm(directory, { recursive: true, force: true })
  })
  return { store, counted }
}

const queues = 'ACD_STATUS'
const agents = 'AGENT_STATE'
const noon = Date.parse('2026-11-26T12:00:00Z')

describe('a flush', () => {
  it('is two transactions of a fixed number of statements, which are compiled once', async () => {
    const { store, counted } = await countingStore()
    const recorder = createFeedRecorder({ startedAt: noon, queueSource: queues })
    const feed = await store.feedId({ org: '1', username: 'house' })
    const row = (id: string, at: number) => ({ id, asOf: at, callsInQueue: at % 7 })
    /** Ten seconds of two data sources, with a change of each in each second, and the statements that write them. */
    async function flush(at: number) {
      for (let second = 1; second <= 10; second += 1) {
        const now = at + second * 1_000
        const rows = ['1', '2', '3'].map((id) => row(id, now))
        recorder.changed(
          now,
          now,
          [queues, agents].map((dataSource) => ({ dataSource, added: [], updated: rows, removed: [] })),
        )
        recorder.confirmed(
          now,
          new Map([queues, agents].map((dataSource) => [dataSource, { confirmedAt: now }])),
        )
      }
      const before = { ...counted }
      await store.write(feed, { ...recorder.take(at + 10_000), names: [] })
      return {
        compiled: counted.compiled - before.compiled,
        run: counted.run - before.run,
        transactions: counted.transactions - before.transactions,
      }
    }
    await flush(noon)
    await flush(noon + 10_000)
    const [segments, ends, spans, minutes, quarters, flows] = [2, 2, 2, 3, 3, 3]
    expect(await flush(noon + 20_000)).toEqual({
      compiled: 0,
      run: segments + ends + spans + minutes + quarters + flows,
      transactions: 2,
    })
  })
})

describe('folding half-hours', () => {
  it('compiles no statement again, neither for each queue nor with each flush that ends none', async () => {
    const { store, counted } = await countingStore()
    const recorder = createFeedRecorder({ startedAt: noon, queueSource: queues })
    const feed = await store.feedId({ org: '1', username: 'house' })
    const added = ['1', '2', '3'].map((id) => ({ id, asOf: noon, callsInQueue: 1 }))
    recorder.changed(1, noon, [{ dataSource: queues, added, updated: [], removed: [] }])
    const dayRule = { timeZone: 'UTC', startMinute: 0 }
    async function record(minute: number) {
      const at = noon + minute * 60_000
      for (let now = at - 50_000; now <= at; now += 10_000)
        recorder.confirmed(now, new Map([[queues, { confirmedAt: now }]]))
      await store.write(feed, { ...recorder.take(at), names: [] })
      const { compiled, read } = counted
      await store.foldSlots(feed, at, dayRule)
      return { compiled: counted.compiled - compiled, read: counted.read - read }
    }
    for (let minute = 1; minute <= 30; minute += 1) await record(minute)
    const flushes = []
    for (let minute = 31; minute <= 60; minute += 1) flushes.push(await record(minute))
    expect(await store.slots(feed, '1', ['2026-11-26'])).toHaveLength(2)
    expect(flushes.map(({ compiled }) => compiled)).toEqual(flushes.map(() => 0))
    const groups = 1
    const [listOfQueues, minutes, calls] = [1, 3, 1]
    expect(flushes.map(({ read }) => read)).toEqual([
      ...flushes.slice(1).map(() => groups),
      listOfQueues + minutes + calls + groups,
    ])
  })
})

describe('listing the queues of a feed', () => {
  it('is one query, however many queues there are', async () => {
    const { store, counted } = await countingStore()
    const recorder = createFeedRecorder({ startedAt: noon, queueSource: queues })
    const feed = await store.feedId({ org: '1', username: 'house' })
    const ids = Array.from({ length: 40 }, (_, index) => String(100 + index))
    const added = ['0', ...ids].map((id) => ({ id, asOf: noon, callsInQueue: 1 }))
    recorder.changed(1, noon, [{ dataSource: queues, added, updated: [], removed: [] }])
    for (const confirmedAt of [noon, noon + 10_000])
      recorder.confirmed(confirmedAt, new Map([[queues, { confirmedAt }]]))
    await store.write(feed, { ...recorder.take(noon + 10_000), names: [] })
    const { read, run } = counted
    expect(await store.bucketQueues(feed, 'minute')).toEqual(ids)
    expect(counted.read + counted.run - read - run).toBe(1)
  })
})

describe('reading an instant', () => {
  it('compiles no statement after the first time, reads each data source twice, and lists the day files once for all', async () => {
    const { store, counted } = await countingStore()
    const name = { org: '1', username: 'house' }
    const feed = await store.feedId(name)
    const recorder = createFeedRecorder({ startedAt: noon, queueSource: queues })
    const added = [{ id: '1', asOf: noon, callsInQueue: 1 }]
    recorder.changed(1, noon, [{ dataSource: queues, added, updated: [], removed: [] }])
    await store.write(feed, { ...recorder.take(noon + 10_000), names: [] })
    const updated = [{ id: '1', asOf: noon + 15_000, callsInQueue: 2 }]
    recorder.changed(2, noon + 15_000, [{ dataSource: queues, added: [], updated, removed: [] }])
    await store.write(feed, { ...recorder.take(noon + 20_000), names: [] })
    async function read() {
      expect(await store.findFeed(name)).toBe(feed)
      await store.extent(feed)
      await store.coverage(feed, queues, noon, noon + 1)
      expect((await store.seek(feed, queues, noon))?.changes).toHaveLength(1)
      await store.names(feed, noon)
    }
    await read()
    const before = counted.compiled
    await read()
    expect(counted.compiled).toBe(before)
    const seekAll = () =>
      Promise.all([queues, agents].map((dataSource) => store.seek(feed, dataSource, noon)))
    await seekAll()
    const { read: reads, listed } = counted
    await seekAll()
    const [ofQueues, ofAgents] = [['start', 'changes and link'].length, ['start'].length]
    expect(counted.read - reads).toBe(ofQueues + ofAgents)
    expect(counted.listed - listed).toBe(1)
    await store.seek(feed, queues, noon)
    expect(counted.listed - listed).toBe(2)
  })
})
