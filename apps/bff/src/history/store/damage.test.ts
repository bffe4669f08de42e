import { copyFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { readMoment } from '../reading/read-moment.ts'
import { createHistoryWriter } from '../recording/history-writer.ts'
import { postedChanges } from '../recording/posted-changes.ts'
import type { WriterReport } from '../recording/writer-message.ts'
import { openSqlite } from '../../storage/sqlite.ts'
import { inspectInChild } from '../../storage/inspect-in-child.ts'
import type { HistoryBatch } from './history-store.ts'
import { openHistory, openStores } from './open-history.ts'

const queues = 'ACD_STATUS'
const noon = Date.parse('2026-11-26T12:00:00Z')
const name = { org: '1', username: 'house' }
const flushMs = 10_000
const keyframeMs = 300_000

const removing: string[] = []
afterEach(async () => {
  for (const directory of removing.splice(0)) await rm(directory, { recursive: true, force: true })
})

const withoutSeekPoints = (batch: HistoryBatch): HistoryBatch => ({
  ...batch,
  segments: batch.segments.filter(({ segment }) => segment.kind !== 'seek-point'),
})

/** A writer over files; `record` records the calls of a queue every ten seconds, as many as the number of the flush. */
function openWriter(directory: string) {
  const { house, personal } = openStores({ historyDirectory: directory })
  const reports: WriterReport[] = []
  const writer = createHistoryWriter({
    ...{
      // After a seek point instants are right although a segment before it is damaged.
      house: {
        ...house,
        write: (feed, batch, origin) => house.write(feed, withoutSeekPoints(batch), origin),
      },
      personal,
      queueSource: queues,
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      statisticsSource: 'AGENT_STATISTIC',
    },
    report: (report) => reports.push(report),
  })
  const of = { feed: 'house', offsetMs: 0 }
  const row = (n: number) => ({ id: '1', asOf: noon + n * flushMs, callsInQueue: n })
  return {
    ...{ house, writer, reports },
    start: async (n: number) => {
      const at = noon + n * flushMs
      await writer.handle({
        type: 'start',
        feed: 'house',
        at,
        name,
        isPersonal: false,
        fence: null,
        serverStartedAt: 0,
      })
      const text = JSON.stringify([{ dataSource: queues, data: [row(n)] }])
      await writer.handle({ type: 'full', ...of, at, seq: n, text })
      await writer.handle({ type: 'state', feed: 'house', at, sources: [[queues, { confirmedAt: at }]] })
    },
    record: async (from: number, to: number) => {
      for (let n = from; n <= to; n += 1) {
        const at = noon + n * flushMs
        const changes = postedChanges([{ dataSource: queues, added: [], updated: [row(n)], removed: [] }])
        await writer.handle({ type: 'changes', ...of, at, seq: n, changes })
        await writer.handle({ type: 'state', feed: 'house', at, sources: [[queues, { confirmedAt: at }]] })
        await writer.handle({ type: 'flush', at })
      }
    },
    close: (n: number) => writer.handle({ type: 'close', at: noon + n * flushMs }),
  }
}

async function recorded(flushes: number) {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-history-'))
  removing.push(directory)
  const first = openWriter(directory)
  await first.start(0)
  await first.record(1, flushes)
  return { directory, ...first }
}

/** Flips one bit of a stored body, as a failing disk would; pages that SQLite has freed may hold a copy. */
async function flipBit(path: string, body: Uint8Array): Promise<void> {
  const bytes = await readFile(path)
  expect(bytes.indexOf(body)).toBeGreaterThan(0)
  const file = await open(path, 'r+')
  for (let at = bytes.indexOf(body); at > 0; at = bytes.indexOf(body, at + 1)) {
    const position = at + Math.floor(body.length / 2)
    await file.write(Buffer.from([(bytes[position] ?? 0) ^ 4]), 0, 1, position)
  }
  await file.close()
}

describe('a write-ahead log that is cut off', () => {
  it('[H4] makes what is lost a gap, before anything else is recorded', async () => {
    const last = 30
    const { directory, close } = await recorded(last)
    // The files of a server that was killed: nothing of the log is in the day file yet.
    const killed = await mkdtemp(join(tmpdir(), 'wallboard-history-'))
    removing.push(killed)
    for (const file of ['history.db', 'history.db-wal', '2026-11-26.db', '2026-11-26.db-wal'])
      await copyFile(join(directory, file), join(killed, file))
    await close(last)
    const log = join(killed, '2026-11-26.db-wal')
    await truncate(log, Math.floor((await stat(log)).size / 2))

    const opened = await openHistory(
      { historyDirectory: killed },
      { inspect: inspectInChild, now: () => noon },
    )
    const { house } = opened
    const kinds = new Set<string>()
    for (let n = 0; n < last; n += 1) {
      const reply = await readMoment(house, name, [queues], noon + n * flushMs + 5_000)
      if (reply.type === 'nothing') throw new Error('nothing is recorded')
      const { rows, sources } = reply.moment
      const kind = sources[0]?.coverage?.kind ?? 'none'
      kinds.add(kind)
      expect([n, rows[0]?.data[0]?.callsInQueue]).toEqual([n, kind === 'live' ? n : undefined])
    }
    expect([...kinds]).toEqual(['live', 'damaged'])
    const spans = await house.coverage(1, queues, 0, Infinity)
    for (const [index, span] of spans.slice(1).entries()) expect(span.startsAt).toBe(spans[index]?.endsAt)
    await house.close()
    await opened.personal.close()
  })
})

describe('a segment that is missing in the middle', () => {
  const middle = noon + 15 * flushMs

  /** Reads each instant; the wrong ones must be covered as damaged, and all others right. */
  async function readAll(directory: string, last: number) {
    const { house, personal } = openStores({ historyDirectory: directory })
    const damaged: number[] = []
    const found: { readonly dataSource: string; readonly from: number }[] = []
    for (let n = 0; n < last; n += 1) {
      const at = noon + n * flushMs + 5_000
      const reply = await readMoment(house, name, [queues], at, (dataSource, from) => {
        found.push({ dataSource, from })
      })
      if (reply.type === 'nothing') throw new Error('nothing is recorded')
      const { rows, sources } = reply.moment
      if (sources[0]?.coverage?.kind === 'damaged') damaged.push(n)
      else expect([n, rows[0]?.data[0]?.callsInQueue]).toEqual([n, n])
    }
    await house.close()
    await personal.close()
    return { damaged, found }
  }

  it.each([
    ['its row is removed', 'DELETE FROM segment WHERE kind = 1 AND starts_at = ?'],
    [
      'a bit of its instant is flipped',
      'UPDATE segment SET starts_at = (starts_at | 4194304) - (starts_at & 4194304) WHERE kind = 1 AND starts_at = ?',
    ],
    [
      'a bit of its source is flipped',
      'UPDATE segment SET source = source + 4 WHERE kind = 1 AND starts_at = ?',
    ],
  ])('[H4] becomes a damaged row when %s, and every other instant is right', async (_, statement) => {
    const last = 40
    const { directory, close } = await recorded(last)
    await close(last)
    const day = openSqlite(join(directory, '2026-11-26.db'))
    expect(day.run(statement, [middle])).toBe(1)
    day.close()
    const { damaged, found } = await readAll(directory, last)
    // From the last known change on, until the next keyframe five minutes after the first one.
    expect(damaged).toEqual(Array.from({ length: 16 }, (__, index) => 14 + index))
    const [first] = found
    if (first === undefined) throw new Error('no damage was found')
    expect(first).toEqual({ dataSource: queues, from: middle - flushMs + 1 })

    const again = openWriter(directory)
    await again.writer.handle({
      type: 'damaged',
      at: noon + last * flushMs,
      name,
      isPersonal: false,
      ...first,
    })
    const spans = await again.house.coverage(1, queues, 0, Infinity)
    expect(spans.map(({ kind }) => kind)).toEqual(['live', 'damaged', 'live'])
    for (const [index, span] of spans.slice(1).entries()) expect(span.startsAt).toBe(spans[index]?.endsAt)
    await again.close(last)
  })

  it('is not compacted away: the day stays as it is', async () => {
    const { directory, close } = await recorded(40)
    await close(40)
    const day = openSqlite(join(directory, '2026-11-26.db'))
    day.run('DELETE FROM segment WHERE kind = 1 AND starts_at = ?', [middle])
    day.close()
    const { house, personal } = openStores({ historyDirectory: directory })
    const rule = { now: noon + 2 * 86_400_000, dropped: [], dropBefore: 0, forMs: 10_000 }
    await expect(house.compact(rule)).rejects.toThrow('damaged')
    await house.close()
    await personal.close()
    expect((await readAll(directory, 40)).damaged).toHaveLength(16)
  })

  it('cannot be noticed in a file of an older version, which is read as before', async () => {
    const { directory, close } = await recorded(10)
    await close(10)
    const day = openSqlite(join(directory, '2026-11-26.db'))
    for (const column of ['previous_at', 'previous_seq'])
      day.exec(`ALTER TABLE segment DROP COLUMN ${column}`)
    day.exec('PRAGMA user_version = 1')
    day.close()
    expect((await readAll(directory, 10)).damaged).toEqual([])
  })
})

describe('damage in a day file', () => {
  it('[H4] is found by checksum, where SQLite finds none: that time is damaged, every other instant is right', async () => {
    const last = 100
    const { directory, close } = await recorded(last)
    await close(last)
    const path = join(directory, '2026-11-26.db')
    const day = openSqlite(path)
    day.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const bodyOf = (kind: number, at: number) => {
      const [row] = day.allBinary('SELECT body FROM segment WHERE kind = ? AND starts_at = ?', [kind, at])
      if (!(row?.body instanceof Uint8Array)) throw new Error('no such segment')
      return row.body
    }
    // The changes of flush 20, and the keyframe of five minutes later than the first one.
    const keyframes = day.allBinary('SELECT starts_at FROM segment WHERE kind = 0 ORDER BY starts_at')
    const [firstAt, secondAt, thirdAt] = keyframes.map(({ starts_at: at }) => Number(at))
    const damagedAt = noon + 20 * flushMs
    const bodies = [bodyOf(1, damagedAt), bodyOf(0, secondAt ?? 0)]
    day.close()
    for (const body of bodies) await flipBit(path, body)
    const checked = openSqlite(path)
    expect(checked.all('SELECT quick_check AS result FROM pragma_quick_check')).toEqual([{ result: 'ok' }])
    checked.close()

    expect([firstAt, secondAt]).toEqual([noon, noon + keyframeMs])
    const { house, writer, reports, close: closeAgain, record, start } = openWriter(directory)
    await start(last)
    await record(last, last + 1)
    const isDamaged = (at: number) => at >= damagedAt && at < (thirdAt ?? 0)
    async function readAll() {
      const found = new Set<number>()
      for (let n = 0; n <= last; n += 1) {
        const at = noon + n * flushMs
        const reply = await readMoment(house, name, [queues], at, (_, from) => found.add(from))
        if (reply.type === 'nothing') throw new Error('nothing is recorded')
        const { rows, sources } = reply.moment
        const expected = isDamaged(at) ? [undefined, 'damaged'] : [n, 'live']
        expect([rows[0]?.data[0]?.callsInQueue, sources[0]?.coverage?.kind]).toEqual(expected)
      }
      return [...found]
    }
    const found = await readAll()
    expect(found).toEqual([damagedAt, secondAt])
    for (const from of found)
      await writer.handle({
        ...{
          type: 'damaged',
          at: noon + (last + 2) * flushMs,
          name,
          isPersonal: false,
          fence: null,
          serverStartedAt: 0,
        },
        ...{ dataSource: queues, from },
      })
    expect(await readAll()).toEqual([])
    const spans = await house.coverage(1, queues, 0, Infinity)
    expect(spans.map(({ kind }) => kind)).toEqual(['live', 'damaged', 'damaged', 'live', 'live'])
    for (const [index, span] of spans.slice(1).entries()) expect(span.startsAt).toBe(spans[index]?.endsAt)
    expect(reports.filter(({ type }) => type === 'failed' || type === 'not-marked')).toEqual([])
    await closeAgain(last + 3)
  })

  it('[H4] in the time that is being recorded leaves coverage exactly once, and a keyframe follows', async () => {
    const { house, writer, record, close } = await recorded(10)
    const damaged = (from: number) =>
      writer.handle({
        ...{
          type: 'damaged',
          at: noon + 10 * flushMs,
          name,
          isPersonal: false,
          fence: null,
          serverStartedAt: 0,
        },
        ...{ dataSource: queues, from: noon + from * flushMs },
      })
    await damaged(7)
    await record(11, 13)
    const spans = await house.coverage(1, queues, 0, Infinity)
    expect(spans).toEqual([
      { kind: 'live', startsAt: noon, endsAt: noon + 7 * flushMs },
      { kind: 'damaged', startsAt: noon + 7 * flushMs, endsAt: noon + 10 * flushMs },
      { kind: 'live', startsAt: noon + 10 * flushMs, endsAt: noon + 13 * flushMs },
    ])
    expect((await house.keyframe(1, queues, noon + 12 * flushMs))?.startsAt).toBe(noon + 11 * flushMs)
    await close(13)
  })

  it('[H4] that drops the end of what was written is found where a keyframe is missing', async () => {
    const { directory, house, close } = await recorded(60)
    const day = openSqlite(join(directory, '2026-11-26.db'))
    day.run('DELETE FROM segment WHERE starts_at > ?', [noon + 20 * flushMs])
    day.close()
    const found: number[] = []
    const reply = await readMoment(house, name, [queues], noon + 59 * flushMs, (_, from) => found.push(from))
    expect(reply).toMatchObject({ moment: { sources: [{ coverage: { kind: 'damaged' } }], rows: [] } })
    expect(found).toEqual([noon + 20 * flushMs + 1])
    await close(60)
  })

  it('[H5] that stops writing makes it go on in another file of that day; what is readable stays readable', async () => {
    const { directory, close } = await recorded(5)
    await close(5)
    const day = openSqlite(join(directory, '2026-11-26.db'))
    day.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    day.close()
    await writeFile(join(directory, '2026-11-26.db'), 'x'.repeat(8_192))
    const { house, start, record, reports, close: closeAgain } = openWriter(directory)
    await start(10)
    await record(11, 20)
    expect(reports.filter(({ type }) => type === 'failed')).toHaveLength(1)
    expect(readdirSync(directory)).toContain('2026-11-26.2.db')
    expect(await readFile(join(directory, '2026-11-26.db'), 'utf8')).toBe('x'.repeat(8_192))
    const kindAt = async (n: number) => {
      const reply = await readMoment(house, name, [queues], noon + n * flushMs)
      if (reply.type === 'nothing') return undefined
      return [reply.moment.rows[0]?.data[0]?.callsInQueue, reply.moment.sources[0]?.coverage?.kind]
    }
    expect(await kindAt(15)).toEqual([15, 'live'])
    expect(await kindAt(3)).toEqual([undefined, 'damaged'])
    await closeAgain(20)
  })
})
