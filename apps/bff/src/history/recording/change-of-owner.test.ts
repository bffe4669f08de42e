import type { PostgresServer } from '@wallboard/engines'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { usePostgres } from '../../../tests/storage-engines.ts'
import { readMoment } from '../reading/read-moment.ts'
import { openStores } from '../store/open-history.ts'
import { createHistoryWriter, type HistoryWriter } from './history-writer.ts'
import { postedChanges } from './posted-changes.ts'
import type { WriterReport } from './writer-message.ts'

const postgres = usePostgres(afterAll)
const queues = 'ACD_STATUS'
const name = { org: '1', username: 'house' }
const startAt = Date.parse('2026-11-26T23:58:00Z')
const flushSeconds = 10

/** The instants are virtual: a second passes when a test says so, the same one for all servers. */
function createFloor() {
  let second = 0
  return {
    now: () => startAt + second * 1_000,
    second: () => second,
    pass: () => {
      second += 1
    },
  }
}
type Floor = ReturnType<typeof createFloor>

/** What the floor shows at a second. */
const row = (second: number) => ({ id: '1', asOf: startAt + second * 1_000, callsInQueue: second })

/** A server that records the feed while it has the lease with this fence. */
function createServer(databaseUrl: string, floor: Floor, fence: number) {
  const reports: WriterReport[] = []
  const { house, personal } = openStores({ historyDirectory: '', databaseUrl })
  closing.push(house.close, personal.close)
  const writer: HistoryWriter = createHistoryWriter({
    ...{ house, personal, queueSource: queues, statisticsSource: 'AGENT_STATISTIC' },
    dayRule: { timeZone: 'UTC', startMinute: 0 },
    report: (report) => reports.push(report),
  })
  const of = { feed: 'house', offsetMs: 0 }
  return {
    house,
    reports,
    async start() {
      const at = floor.now()
      const serverStartedAt = startAt - 60_000
      await writer.handle({
        type: 'start',
        feed: 'house',
        at,
        name,
        isPersonal: false,
        fence,
        serverStartedAt,
      })
      const text = JSON.stringify([{ dataSource: queues, data: [row(floor.second())] }])
      await writer.handle({ type: 'full', ...of, at, seq: floor.second() + 1, text })
    },
    /** The change of this second, and what confirms it. */
    async record() {
      const at = floor.now()
      const second = floor.second()
      const changes = postedChanges([{ dataSource: queues, added: [], updated: [row(second)], removed: [] }])
      await writer.handle({ type: 'changes', ...of, at, seq: second + 1, changes })
      await writer.handle({ type: 'state', feed: 'house', at, sources: [[queues, { confirmedAt: at }]] })
    },
    flush: () => writer.handle({ type: 'flush', at: floor.now() }),
    stop: () => writer.handle({ type: 'stop', feed: 'house', at: floor.now() }),
  }
}
type Server = ReturnType<typeof createServer>

async function recordSeconds(server: Server, floor: Floor, seconds: number): Promise<void> {
  for (let n = 0; n < seconds; n += 1) {
    floor.pass()
    await server.record()
    if (floor.second() % flushSeconds === 0) await server.flush()
  }
}

async function spansOf(server: Server): Promise<readonly CoverageSpan[]> {
  const feed = (await server.house.findFeed(name)) ?? 0
  return server.house.coverage(feed, queues, 0, startAt + 1e9)
}

/** H2: every instant belongs to one span. */
function expectOnce(spans: readonly CoverageSpan[]): void {
  for (const [index, span] of spans.entries()) {
    expect(span.endsAt).toBeGreaterThan(span.startsAt)
    if (index > 0) expect(span.startsAt).toBe(spans[index - 1]?.endsAt)
  }
}

/** H1: what is read of a live instant is what the floor showed. */
async function expectTruth(server: Server, spans: readonly CoverageSpan[], seconds: number): Promise<number> {
  let live = 0
  for (let second = 0; second <= seconds; second += 7) {
    const at = startAt + second * 1_000 + 500
    if (!spans.some(({ kind, startsAt, endsAt }) => kind === 'live' && startsAt <= at && at < endsAt))
      continue
    const reply = await readMoment(server.house, name, [queues], at, () => {
      throw new Error('nothing is damaged')
    })
    if (reply.type !== 'moment') throw new Error('a live instant cannot be read')
    expect(reply.moment.rows[0]?.data[0]?.['callsInQueue']).toBe(second)
    live += 1
  }
  return live
}

const arbitraryTurns = fc.array(
  fc.record({
    seconds: fc.integer({ min: 1, max: 45 }),
    /** Until the next owner starts. */
    pause: fc.integer({ min: 0, max: 12 }),
    /** `killed`: it flushes nothing more. `stopped`: it says good-bye. `late`: it goes on after the next one has started. */
    end: fc.constantFrom('killed', 'stopped', 'late'),
  }),
  { minLength: 2, maxLength: 5 },
)

describe('a recording whose owner changes', () => {
  it('[H1] [H2] has every instant once, and what is live is what the floor showed, when any owner is killed', async (context) => {
    const server: PostgresServer = await postgres.server(context)
    await fc.assert(
      fc.asyncProperty(arbitraryTurns, async (turns) => {
        const url = await server.newDatabase()
        const floor = createFloor()
        const late: Server[] = []
        let fence = 0
        let last: Server | undefined
        for (const [index, { seconds, pause, end }] of turns.entries()) {
          fence += 1
          const owner = createServer(url, floor, fence)
          last = owner
          await owner.start()
          await recordSeconds(owner, floor, seconds)
          for (const other of late.splice(0)) {
            await other.record()
            await other.flush()
            expect(other.reports.some(({ type }) => type === 'fenced-out')).toBe(true)
          }
          if (index === turns.length - 1) break
          if (end === 'stopped') await owner.stop()
          if (end === 'late') late.push(owner)
          for (let n = 0; n < pause; n += 1) floor.pass()
        }
        if (last === undefined) return
        await last.flush()
        const spans = await spansOf(last)
        expectOnce(spans)
        expect(await expectTruth(last, spans, floor.second())).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 6 },
    )
  }, 120_000)

  it('says that another server took over, where this one had been running', async (context) => {
    const url = await (await postgres.server(context)).newDatabase()
    const floor = createFloor()
    const first = createServer(url, floor, 1)
    await first.start()
    await recordSeconds(first, floor, 20)
    for (let n = 0; n < 8; n += 1) floor.pass()
    const second = createServer(url, floor, 2)
    await second.start()
    await recordSeconds(second, floor, 20)
    await second.flush()
    const spans = await spansOf(second)
    expect(spans.map(({ kind }) => kind)).toEqual(['server-off', 'live', 'fail-over', 'live'])
    expectOnce(spans)
    expect(await expectTruth(second, spans, floor.second())).toBeGreaterThan(3)
  })

  it('waits while PostgreSQL is unreachable, and is whole afterwards', async (context) => {
    const server = await postgres.server(context)
    const address = new URL(await server.newDatabase())
    // The servers of tests confirm commits before they have written them.
    address.searchParams.set('options', '-c synchronous_commit=on')
    const url = address.href
    const floor = createFloor()
    const owner = createServer(url, floor, 1)
    await owner.start()
    await recordSeconds(owner, floor, 25)
    await server.kill()
    await recordSeconds(owner, floor, 30)
    expect(owner.reports.filter(({ type }) => type === 'waiting')).toHaveLength(3)
    await server.restart()
    await recordSeconds(owner, floor, 15)
    expect(owner.reports.filter(({ type }) => type === 'written')).toHaveLength(4)
    const spans = await spansOf(owner)
    expect(spans.slice(1)).toEqual([{ kind: 'live', startsAt: startAt + 1_000, endsAt: startAt + 70_000 }])
    await expectTruth(owner, spans, floor.second())
    const [quarter] = await owner.house.buckets(
      (await owner.house.findFeed(name)) ?? 0,
      ...(['1', 'quarter', 0, startAt + 1e9] as const),
    )
    expect(quarter?.liveMs).toBe(69_000)
  }, 60_000)
})
