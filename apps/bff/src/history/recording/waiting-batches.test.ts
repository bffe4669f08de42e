import { createFeedRecorder } from '@wallboard/history'
import { describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../../tests/clean-up.ts'
import { StorageError } from '../../storage/storage-error.ts'
import { openStores } from '../store/open-history.ts'
import type { HistoryBatch, HistoryStore } from '../store/history-store.ts'
import { createHistoryWriter } from './history-writer.ts'
import { postedChanges } from './posted-changes.ts'
import { createWaitingBatches, createWaitingMemory } from './waiting-batches.ts'
import type { WriterReport } from './writer-message.ts'

const mebibyte = 1024 * 1024
const empty: HistoryBatch = {
  ...createFeedRecorder({ startedAt: 0, queueSource: 'ACD_STATUS' }).take(0),
  names: [],
}
const batchOf = (bytes: number): HistoryBatch => ({
  ...empty,
  names: [
    {
      ...{ from: 0, to: 0, crc: 0 },
      body: new Uint8Array(bytes),
    } as unknown as HistoryBatch['names'][number],
  ],
})

describe(createWaitingBatches, () => {
  it('takes 64 MB of all feeds together, and again when some is written', () => {
    const memory = createWaitingMemory()
    const [first, second] = [createWaitingBatches(memory), createWaitingBatches(memory)]
    const part = batchOf(16 * mebibyte)
    expect([1, 2, 3].map((number) => first.add({ batch: part, number }))).toEqual([true, true, true])
    expect(second.add({ batch: part, number: 1 })).toBe(true)
    expect([first.add({ batch: part, number: 4 }), second.add({ batch: part, number: 2 })]).toEqual([
      false,
      false,
    ])
    first.written()
    expect(first.add({ batch: part, number: 4 })).toBe(true)
    second.clear()
    expect(memory.bytes).toBe(48 * mebibyte)
  })
})

const startAt = Date.parse('2026-11-26T12:00:00Z')
const queues = 'ACD_STATUS'

/** A store whose database can be made unreachable. */
function withOutage(store: HistoryStore) {
  let isDown = false
  const write: HistoryStore['write'] = (...of) =>
    isDown ? Promise.reject(new StorageError('unreachable', 'the database is down')) : store.write(...of)
  return { store: { ...store, write }, setDown: (down: boolean) => (isDown = down) }
}

describe(createHistoryWriter, () => {
  it('writes what waited for the database when it is back, and calls what had no room a gap: shed', async () => {
    const stores = openStores({ historyDirectory: await temporaryDirectory() })
    const { store, setDown } = withOutage(stores.house)
    const reports: WriterReport[] = []
    const writer = createHistoryWriter({
      ...{
        house: store,
        personal: stores.personal,
        queueSource: queues,
        statisticsSource: 'AGENT_STATISTIC',
      },
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      report: (report) => reports.push(report),
      maxWaitingBytes: 8_000, // a flush takes about 2,000
    })
    const name = { org: '1', username: 'house' }
    let second = 0
    const now = () => startAt + second * 1_000
    const of = { feed: 'house', offsetMs: 0 }
    await writer.handle({
      ...{ type: 'start', feed: 'house', at: now(), name, isPersonal: false, fence: 1 },
      serverStartedAt: startAt - 60_000,
    })
    await writer.handle({
      ...{ type: 'full', ...of, at: now(), seq: 1 },
      text: JSON.stringify([{ dataSource: queues, data: [{ id: '1', asOf: now(), callsInQueue: 0 }] }]),
    })
    const record = async (seconds: number) => {
      for (const end = second + seconds; second < end;) {
        second += 1
        const updated = [{ id: '1', asOf: now(), callsInQueue: second }]
        await writer.handle({
          ...{ type: 'changes', ...of, at: now(), seq: second + 1 },
          changes: postedChanges([{ dataSource: queues, added: [], updated, removed: [] }]),
        })
        await writer.handle({
          type: 'state',
          feed: 'house',
          at: now(),
          sources: [[queues, { confirmedAt: now() }]],
        })
        if (second % 10 === 0) await writer.handle({ type: 'flush', at: now() })
      }
    }
    await record(60)
    setDown(true)
    await record(120)
    const shed = reports.filter((report) => report.type === 'failed')
    expect(shed[0]?.reason).toBe('too much waits for the database')
    const firstShedFlush = 12 - shed.length // the later flushes of the outage
    expect(firstShedFlush).toBeGreaterThan(1)
    setDown(false)
    await record(60)
    await writer.handle({ type: 'stop', feed: 'house', at: now() })

    const feed = (await stores.house.findFeed(name)) ?? 0
    const spans = await stores.house.coverage(feed, queues, 0, now())
    const shown = spans.map(({ kind, startsAt, endsAt }) => [
      kind,
      (startsAt - startAt) / 1_000,
      (endsAt - startAt) / 1_000,
    ])
    // What follows is live from the first confirmed second on.
    const [from, to] = [60 + firstShedFlush * 10, 181]
    expect(shown.filter(([kind]) => kind === 'shed')).toEqual([['shed', from, to]])
    expect(shown.filter(([kind]) => kind === 'live')).toEqual([
      ['live', 1, from],
      ['live', to, 240],
    ])
    await Promise.all([stores.house.close(), stores.personal.close()])
  })
})
