/**
 * A program that records history as fast as it can, for tests that kill it: `node … DIRECTORY`. It first writes what it
 * found, then the number of each change when its batch is acknowledged. The nth change sets the calls of a queue to n, ten
 * seconds of the recording clock after the change before it.
 */
import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { unpackSegment } from '@wallboard/history'
import { createHistoryWriter } from '../src/history/recording/history-writer.ts'
import { postedChanges } from '../src/history/recording/posted-changes.ts'
import { readMoment } from '../src/history/reading/read-moment.ts'
import { openStores } from '../src/history/store/open-history.ts'
import { openSqlite } from '../src/storage/sqlite.ts'

const [directory = ''] = process.argv.slice(2)
const dataSource = 'ACD_STATUS'
const name = { org: '1', username: 'house' }
/** Half an hour before midnight, so that the end of a day is among what is killed. */
const start = Date.parse('2026-11-26T23:30:00Z')
const instantOf = (n: number) => start + n * 10_000

/** At once, so that a kill loses no line that was written. */
const say = (line: string) => {
  writeSync(1, `${line}\n`)
}

function isGood(file: string): boolean {
  const path = join(directory, file)
  if (!existsSync(path)) return true
  const sqlite = openSqlite(path)
  const [check] = sqlite.all('SELECT integrity_check AS result FROM pragma_integrity_check(1)')
  sqlite.close()
  return check?.result === 'ok'
}

const { house, personal } = openStores({ historyDirectory: directory })
const feed = await house.feedId(name)
const until = (await house.coveredUntil(feed)).get(dataSource) ?? start
const segments = await house.changes(feed, dataSource, 0, until + 86_400_000)
const recorded = segments.flatMap((segment) => {
  const unpacked = unpackSegment(segment)
  if (unpacked.type === 'fault') throw new Error(`a segment is ${unpacked.fault}`)
  return unpacked.changes.flatMap(({ added, updated }) =>
    [...added, ...updated].map(({ callsInQueue }) => Number(callsInQueue)),
  )
})
const last = Math.max(0, ...recorded)
const spans = await house.coverage(feed, dataSource, 0, until + 1)
const reply = await readMoment(house, name, [dataSource], until)
say(
  JSON.stringify({
    last,
    missing: Array.from({ length: last }, (_, n) => n + 1).filter((n) => !recorded.includes(n)),
    calls: reply.type === 'moment' ? (reply.moment.rows[0]?.data[0]?.callsInQueue ?? null) : null,
    coveredTo: until,
    isPartitioned: spans.slice(1).every(({ startsAt }, index) => startsAt === spans[index]?.endsAt),
    isGood: ['history.db', '2026-11-26.db', '2026-11-27.db'].every(isGood),
  }),
)

const writer = createHistoryWriter({
  ...{
    house,
    personal,
    queueSource: dataSource,
    dayRule: { timeZone: 'UTC', startMinute: 0 },
    statisticsSource: 'AGENT_STATISTIC',
  },
  report(report) {
    if (report.type === 'written' && report.at > instantOf(last)) say(`${(report.at - start) / 10_000}`)
    if (report.type === 'failed') throw new Error(report.reason)
  },
})
const row = (n: number) => ({ id: '1', asOf: instantOf(n), callsInQueue: n })
const posted = { feed: 'house', offsetMs: 0 }
await writer.handle({
  type: 'start',
  feed: 'house',
  at: instantOf(last),
  name,
  isPersonal: false,
  fence: null,
  serverStartedAt: 0,
})
for (let n = last; ; n += 1) {
  const at = instantOf(n)
  const of = { ...posted, at, seq: n }
  const changes = postedChanges([{ dataSource, added: [], updated: [row(n)], removed: [] }])
  const text = JSON.stringify([{ dataSource, data: [row(n)] }])
  await writer.handle(n === last ? { type: 'full', ...of, text } : { type: 'changes', ...of, changes })
  await writer.handle({ type: 'state', feed: 'house', at, sources: [[dataSource, { confirmedAt: at }]] })
  await writer.handle({ type: 'flush', at })
}
