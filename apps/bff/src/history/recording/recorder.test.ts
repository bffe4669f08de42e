import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTestClocks, createTestStream } from '../../live/hub/stream-fixture.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { readMoment } from '../reading/read-moment.ts'
import type { HistoryStore } from '../store/history-store.ts'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { createHistoryWriter } from './history-writer.ts'
import { maxStallMs } from './posting-state.ts'
import { createRecorder, type WriterPort } from './recorder.ts'
import type { WriterMessage, WriterReport } from './writer-message.ts'

const queues = 'ACD_STATUS'
const house = { org: '1', username: 'house' }
const removing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const remove of removing.splice(0)) await remove()
})

/** A recorder over a store in files, with a port that hands messages on when the test says so. */
async function setUp() {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-history-'))
  removing.push(() => rm(directory, { recursive: true, force: true }))
  const { clocks, pass, stepWall } = createTestClocks()
  const feed = createTestStream(clocks.monotonic)
  feed.setLink({ confirmedAt: clocks.monotonic() })
  const store = openSqliteHistoryStore(directory)
  let failure: StorageError | undefined
  const failing: HistoryStore = {
    ...store,
    write: (id, batch) => (failure === undefined ? store.write(id, batch) : Promise.reject(failure)),
    feedId: (name) => (failure === undefined ? store.feedId(name) : Promise.reject(failure)),
  }
  const waiting: WriterMessage[] = []
  let listener: (report: WriterReport) => void = () => undefined
  const writer = createHistoryWriter({
    ...{ house: failing, personal: openSqliteHistoryStore(join(directory, 'personal')), queueSource: queues },
    ...{ dayRule: { timeZone: 'UTC', startMinute: 0 }, statisticsSource: 'AGENT_STATISTIC' },
    report: (report) => {
      listener(report)
    },
  })
  const port: WriterPort = {
    post: (message) => waiting.push(message),
    onReport: (added) => {
      listener = added
    },
    end: () => Promise.resolve(),
  }
  const logged: string[] = []
  const recorder = createRecorder({
    ...{ port, clocks, retention: { days: 30, maxBytes: 1e9 }, flushEveryMs: 10_000, timeZone: 'UTC' },
    ownerOf: () => ({ ...house, isPersonal: false }),
    log: (event) => logged.push(event),
  })
  recorder.started('house', feed.stream)
  const handleAll = async () => {
    for (const message of waiting.splice(0)) await writer.handle(message)
  }
  /** A second passes; the feed is confirmed unless the link is down. */
  const second = (isConfirmed = true) => {
    pass(1_000)
    if (isConfirmed) feed.setLink({ confirmedAt: clocks.monotonic() })
    recorder.tick()
  }
  const callsAt = async (at: number) => {
    await handleAll()
    const reply = await readMoment(store, house, [queues], at)
    if (reply.type === 'nothing') return undefined
    const { rows, sources } = reply.moment
    return { calls: rows[0]?.data[0]?.callsInQueue, kind: sources[0]?.coverage?.kind }
  }
  const report = (message: WriterReport) => {
    listener(message)
  }
  return {
    ...{ report, clocks, pass, stepWall, feed, recorder, second, handleAll, callsAt, waiting, logged, store },
    setFailure: (fault: StorageError | undefined) => {
      failure = fault
    },
  }
}

/** Eleven seconds, so that at least one flush is posted. */
const untilFlush = 11

describe(createRecorder, () => {
  it('records what a feed emits, and what confirms it', async () => {
    const { clocks, feed, second, callsAt } = await setUp()
    feed.change({ id: '1', callsInQueue: 3 })
    second()
    const at = clocks.wall()
    second()
    feed.change({ id: '1', callsInQueue: 7 })
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    expect(await callsAt(at)).toEqual({ calls: 3, kind: 'live' })
    expect(await callsAt(clocks.wall() - untilFlush * 1_000)).toEqual({ calls: 7, kind: 'live' })
  })

  it('encodes a change once, to post it and to store it, and parses it once', async () => {
    const { feed, second, handleAll } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    for (let n = 0; n < untilFlush; n += 1) second()
    await handleAll()
    const [stringify, parse] = [vi.spyOn(JSON, 'stringify'), vi.spyOn(JSON, 'parse')]
    onTestFinished(() => {
      for (const spy of [stringify, parse]) spy.mockRestore()
    })
    const changes = 20
    for (let n = 0; n < changes; n += 1) feed.change({ id: '1', callsInQueue: 2 + n })
    expect([stringify.mock.calls.length, parse.mock.calls.length]).toEqual([changes, 0])
    for (let n = 0; n < untilFlush; n += 1) second()
    await handleAll()
    expect([stringify.mock.calls.length, parse.mock.calls.length]).toEqual([changes, changes])
  })

  it('records a lost connection as a gap from the last confirmation on', async () => {
    const { clocks, feed, second, callsAt } = await setUp()
    feed.change({ id: '1', callsInQueue: 3 })
    second()
    second()
    const lastLive = clocks.wall()
    second(false)
    feed.setLink({ state: 'down', since: clocks.monotonic() })
    for (let n = 0; n < untilFlush; n += 1) second(false)
    expect(await callsAt(lastLive - 500)).toEqual({ calls: 3, kind: 'live' })
    expect(await callsAt(lastLive + 500)).toEqual({ calls: 3, kind: 'link-down' })
  })

  it('[H5] goes on after the disk was full: that time is a gap, and what follows is whole', async () => {
    const { clocks, feed, second, callsAt, handleAll, setFailure, recorder, logged } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    for (let n = 0; n < untilFlush; n += 1) second()
    await handleAll()
    setFailure(new StorageError('full', 'the disk is full'))
    feed.change({ id: '1', callsInQueue: 2 })
    const during = clocks.wall() + 2_000
    for (let n = 0; n < untilFlush; n += 1) second()
    await handleAll()
    expect(recorder.health().failure).toBe('the disk is full')
    setFailure(undefined)
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    await handleAll()
    expect(await callsAt(during)).toMatchObject({ kind: 'shed' })
    expect(await callsAt(clocks.wall() - untilFlush * 1_000)).toEqual({ calls: 2, kind: 'live' })
    expect(recorder.health().failure).toBeUndefined()
    expect(logged).toHaveLength(2)
  })

  it('[H5] records a feed whose recording could not start, when the storage works again', async () => {
    const { clocks, feed, second, callsAt, handleAll, setFailure, recorder } = await setUp()
    setFailure(new StorageError('full', 'the disk is full'))
    feed.change({ id: '1', callsInQueue: 1 })
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    await handleAll()
    expect(recorder.health().failure).toBe('the disk is full')
    setFailure(undefined)
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    expect(await callsAt(clocks.wall() - untilFlush * 1_000)).toEqual({ calls: 1, kind: 'live' })
    expect(recorder.health().failure).toBeUndefined()
  })

  it('records a message that cannot be handled as a gap, and all rows after it', async () => {
    const { clocks, feed, second, callsAt, waiting, handleAll, logged } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    for (let n = 0; n < untilFlush; n += 1) second()
    await handleAll()
    feed.change({ id: '1', callsInQueue: 2 })
    waiting.splice(0, waiting.length, {
      ...{
        type: 'changes',
        feed: 'house',
        at: clocks.wall(),
        seq: 2,
        offsetMs: 0,
        changes: [['ACD_STATUS', '{"u":[{"id":1}]}']],
      },
    })
    const during = clocks.wall() + 500
    second()
    await handleAll()
    expect(logged).toHaveLength(1)
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    expect(await callsAt(during)).toMatchObject({ kind: 'shed' })
    expect(await callsAt(clocks.wall() - untilFlush * 1_000)).toEqual({ calls: 2, kind: 'live' })
  })

  it('posts nothing once the thread has ended, and gives the reason', async () => {
    const { feed, second, waiting, recorder, report, logged } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    second()
    report({ type: 'off', reason: 'history.db is a directory' })
    waiting.splice(0)
    feed.change({ id: '1', callsInQueue: 2 })
    second()
    expect(waiting).toEqual([])
    expect(recorder.health()).toMatchObject({ state: 'off', failure: 'history.db is a directory' })
    expect(await recorder.opened).toBe('history.db is a directory')
    expect(logged).toHaveLength(1)
  })

  it('[H6] drops changes while the writing thread stalls, and records all rows when it goes on', async () => {
    const { clocks, feed, second, callsAt, waiting, pass, recorder } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    second()
    pass(maxStallMs + 1_000)
    feed.change({ id: '1', callsInQueue: 2 })
    const posted = waiting.length
    feed.change({ id: '1', callsInQueue: 3 })
    feed.change({ id: '1', callsInQueue: 4 })
    expect(waiting.length).toBe(posted)
    expect(recorder.health().isShedding).toBe(true)
    for (let n = 0; n < untilFlush; n += 1) second()
    expect(await callsAt(clocks.wall() - 5_000)).toMatchObject({ kind: 'shed' })
    for (let n = 0; n < untilFlush; n += 1) second()
    expect(await callsAt(clocks.wall() - 5_000)).toEqual({ calls: 4, kind: 'live' })
  })

  it('records a clock that was set forward as a gap, and never dates anything twice after one set back', async () => {
    const { clocks, feed, second, callsAt, stepWall, store } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    second()
    second()
    const before = clocks.wall()
    stepWall(600_000)
    for (let n = 0; n < untilFlush; n += 1) second()
    expect(await callsAt(before + 300_000)).toMatchObject({ kind: 'clock-step' })
    stepWall(-5_000)
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    await callsAt(0)
    const spans = await store.coverage((await store.findFeed(house)) ?? 0, queues, 0, clocks.wall() + 1e6)
    for (const [index, span] of spans.slice(1).entries()) expect(span.startsAt).toBe(spans[index]?.endsAt)
  })

  it('goes on recording after the clock was set back by a day, with the step in the coverage', async () => {
    const { clocks, feed, second, callsAt, stepWall, store, handleAll } = await setUp()
    feed.change({ id: '1', callsInQueue: 1 })
    for (let n = 0; n < untilFlush; n += 1) second()
    const before = clocks.wall()
    stepWall(-86_400_000)
    for (let n = 0; n < untilFlush; n += 1) second()
    feed.change({ id: '1', callsInQueue: 2 })
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    await handleAll()
    // The recording goes on as if the clock had not been set.
    expect(await callsAt(before + 5_000)).toEqual({ calls: 1, kind: 'live' })
    expect(await callsAt(before + 20_000)).toEqual({ calls: 2, kind: 'live' })
    const spans = await store.coverage((await store.findFeed(house)) ?? 0, queues, 0, before + 1e6)
    expect(spans.filter(({ kind }) => kind === 'clock-step')).toHaveLength(1)
    for (const [index, span] of spans.slice(1).entries()) expect(span.startsAt).toBe(spans[index]?.endsAt)
  })

  it('continues behind what is stored when it starts with a clock that was set back', async () => {
    const { clocks, feed, second, callsAt, store } = await setUp()
    const id = await store.feedId(house)
    const future = clocks.wall() + 86_400_000
    const span = { kind: 'live', startsAt: future - 60_000, endsAt: future } as const
    const stored = { dataSource: queues, span }
    await store.write(id, {
      ...{ segments: [], names: [], minutes: new Map(), calls: new Map(), coverage: [stored] },
    })
    feed.change({ id: '1', callsInQueue: 3 })
    for (let n = 0; n < 2 * untilFlush; n += 1) second()
    expect(await callsAt(future + 10_000)).toEqual({ calls: 3, kind: 'live' })
    const spans = await store.coverage(id, queues, 0, future + 1e6)
    expect(spans.map(({ kind }) => kind).slice(0, 3)).toEqual(['live', 'clock-step', 'live'])
    for (const [index, each] of spans.slice(1).entries()) expect(each.startsAt).toBe(spans[index]?.endsAt)
  })
})
