import { EventId } from '@wallboard/five9/events'
import { RuleDocument } from '@wallboard/alerts'
import { createFloor, createStatisticsStream } from '@wallboard/simulator'
import { queueSource } from '@wallboard/statistics'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { JournalEntry } from '../src/alerts/alert-record.ts'
import { startEvaluatedScope } from '../src/alerts/evaluated-feed.ts'
import { evaluatedRuleOf } from '../src/alerts/evaluated-rule.ts'
import { wireTry } from '../src/app/wire-try.ts'
import { readCoverage } from '../src/history/reading/read-coverage.ts'
import { readMoment } from '../src/history/reading/read-moment.ts'
import { readSteps } from '../src/history/reading/read-steps.ts'
import { createHistoryWriter } from '../src/history/recording/history-writer.ts'
import { createRecorder } from '../src/history/recording/recorder.ts'
import type { WriterMessage, WriterReport } from '../src/history/recording/writer-message.ts'
import { openSqliteHistoryStore } from '../src/history/store/sqlite-history-store.ts'
import { createFeedFixture } from '../src/upstream/feed-fixture.ts'
import { rethrow } from '../src/live/hub/stream-fixture.ts'
import { temporaryDirectory } from './clean-up.ts'

const second = 1_000
const minute = 60 * second
/** A whole day, as `npm run faults` plays it. Otherwise three busy hours are enough. */
const isWholeDay = Number(process.env['RECORDED_DAYS'] ?? 0) > 0
/** In a Thursday. */
const startAt = Date.parse(isWholeDay ? '2026-11-26T00:00:00Z' : '2026-11-26T10:00:00Z')
const day = (isWholeDay ? 24 : 3) * 60 * minute
const person = { username: 'house', org: '1' }

/** The recording begins before the day. */
const warmUpMs = 5 * minute

/**
 * Frames come at whole steps of the dry run: a recording is read in steps, and what happens in one is dated at its end.
 * No delay of a rule ends at the instant of a frame: which of the two comes first is not defined.
 */
const frameMs = 10 * second
const frameOffsetMs = 4 * second
const flushEveryMs = 5 * minute
/** No alert begins in the ten seconds before, after the last frame: the recording counts them as lost, and live data was not old yet. */
const outageAt = 85 * minute
const outageMs = 10 * minute

const rule = (key: string, of: object, metric: string, written: object) =>
  RuleDocument.parse({
    version: 1,
    key: key.replaceAll(' ', '-'),
    name: key,
    of,
    metric,
    when: 'above',
    ...written,
  })

const office = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '10:30', to: '12:30' }]

/** A rule of each kind that a recording can answer. */
const rulesOf = (queueId: string, other: string) => [
  rule('waiting calls', { queues: 'all' }, 'callsInQueue', {
    warn: 2,
    critical: 5,
    onDelay: 15,
    offDelay: 33,
  }),
  rule('without delays', { queues: 'all' }, 'callsInQueue', { warn: 1, onDelay: 0, offDelay: 0 }),
  rule('longest wait', { queues: [queueId] }, 'currentLongestQueueTime', { warn: 60, critical: 180 }),
  rule('in office hours', { queues: 'all' }, 'currentLongestQueueTime', { warn: 45, hours: office }),
  rule('a rise', { queues: 'all' }, 'callsInQueue', { when: 'increase', warn: 2, offDelay: 97 }),
  rule('few agents', { queues: 'all' }, 'agentsInQueue', {
    when: 'below',
    warn: 1,
    onDelay: 121,
    offDelay: 7,
  }),
  rule('the floor', { floor: true }, 'callsInQueue', { warn: 6, critical: 12, onDelay: 15, offDelay: 33 }),
  rule('two queues', { group: { name: 'Both', queues: [queueId, other] } }, 'callsInQueue', {
    ...{ warn: 3, onDelay: 15, offDelay: 33 },
  }),
  rule('calls for each agent', { queues: 'all' }, 'callsInQueue', {
    ...{ relativeTo: 'available-agents', warn: 1.5, onDelay: 15, offDelay: 33 },
  }),
  rule('agents on a call', { agents: { queues: 'all', state: 'on-call' } }, 'timeInState', { warn: 600 }),
  rule('answered in time', { campaigns: 'all' }, 'serviceLevelQueue', {
    ...{ when: 'below', warn: 80, onDelay: 63, offDelay: 127 },
  }),
]

interface Fired {
  readonly at: number
  readonly endedAt: number | null
  readonly entity: string
  readonly level: string
}

const inOrder = (alerts: readonly Fired[]): readonly Fired[] =>
  [...alerts].sort((a, b) => a.at - b.at || (a.entity < b.entity ? -1 : 1))

/** The alerts of each rule, as the log of the journal has them. */
function loggedAlerts(entries: readonly JournalEntry[]): ReadonlyMap<string, readonly Fired[]> {
  const records = new Map(
    entries.flatMap(({ opened, changed }) => [...opened, ...changed]).map((each) => [each.id, each]),
  )
  const byRule = new Map<string, Fired[]>()
  for (const { rule: id, firedAt: at, endedAt, subject, level } of records.values())
    byRule.set(id, [...(byRule.get(id) ?? []), { at, endedAt, entity: subject, level }])
  return byRule
}

/** A floor of a few queues, a feed of the product on it, and the product's recorder. Time is the test's. */
async function setUp() {
  const floor = createFloor({ seed: 7, queues: 4, agents: 14, load: 1.1, startAt: Date.now() })
  const stream = createStatisticsStream()
  const queues =
    floor
      .rows()
      .get(queueSource)
      ?.filter(({ id }) => id !== '0') ?? []
  const names = queues.map(({ id }) => ({ id, name: `Queue ${id}` }))
  const users = floor.users().map(({ id, userName, fullName, activeSkillIds }) => ({
    ...{ id, userName, fullName },
    skillLevels: activeSkillIds.map((skillId) => ({ skillId, level: 1 })),
  }))
  const { feed, notify } = createFeedFixture({
    DomainQueues: () => Promise.resolve(names),
    GetDomainUsers: () => Promise.resolve(users),
  })
  const clocks = { monotonic: Date.now, wall: Date.now }
  const store = openSqliteHistoryStore(await temporaryDirectory())
  const personal = openSqliteHistoryStore(await temporaryDirectory())
  const posted: WriterMessage[] = []
  let reported: (report: WriterReport) => void = () => undefined
  const writer = createHistoryWriter({
    ...{
      house: store,
      personal,
      queueSource,
      statisticsSource: 'AGENT_STATISTIC',
      dayRule: { timeZone: 'UTC', startMinute: 0 },
    },
    report: (report) => {
      reported(report)
    },
  })
  const recorder = createRecorder({
    port: {
      post: (message) => posted.push(message),
      onReport: (listener) => {
        reported = listener
      },
      end: () => Promise.resolve(),
    },
    ...{ clocks, retention: { days: 30, maxBytes: 1e9 }, flushEveryMs, timeZone: 'UTC' },
    ownerOf: () => ({ ...person, isPersonal: false }),
    log: () => undefined,
  })
  const none = { messageId: null, userId: null, correlationId: null, userName: null, tenantId: null }

  function frame(isFull: boolean): void {
    floor.advanceTo(Date.now())
    const blocks = isFull
      ? [...floor.rows()].map(([dataSource, data]) => ({ dataSource, data }))
      : stream.next(floor.rows(), true).map(({ before: _before, ...block }) => block)
    if (isFull) stream.next(floor.rows(), true)
    const eventId = isFull ? EventId.EVENT_STATS : EventId.EVENT_INCREMENTAL_STATS_UPDATE
    const context = { ...none, eventId, eventReason: null, timeStamp: Date.now(), broadCast: null }
    notify({ type: 'event', event: { context, payLoad: blocks }, receivedAt: Date.now() })
  }

  return {
    ...{ feed, clocks, store, recorder, names, frame },
    link: (isUp: boolean) => {
      if (isUp) notify({ type: 'chain-broken', reason: 'new-connection' })
      notify({ type: 'status', status: { state: isUp ? 'up' : 'down', reason: null } })
    },
    write: async () => {
      for (const message of posted.splice(0)) await writer.handle(message)
    },
    close: async () => {
      await feed.stop()
      await Promise.all([store.close(), personal.close()])
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({
    now: startAt - warmUpMs,
    toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  })
})
afterEach(() => {
  vi.useRealTimers()
})

/** The product's evaluation of some rules on a feed, with a journal that is kept in memory. */
async function evaluate(
  { feed, clocks }: Awaited<ReturnType<typeof setUp>>,
  documents: readonly RuleDocument[],
) {
  const written: JournalEntry[] = []
  const scope = await startEvaluatedScope({
    ...{ ...person, scope: person.username, feed, clocks, offsetMs: () => 0 },
    rules: documents.flatMap(
      (document) => evaluatedRuleOf({ id: document.key, revision: 1, document }, 'UTC') ?? [],
    ),
    store: {
      states: () => Promise.resolve([]),
      open: () => Promise.resolve([]),
      events: () => Promise.resolve(new Map()),
    },
    write: (entry) => written.push(entry),
    ...{
      displays: () => [],
      bandEdge: () => null,
      silentFrom: () => null,
      suppressionOf: () => null,
      onChanged: () => undefined,
    },
    ...{ notifies: () => true, logError: rethrow },
  })
  return { scope, alerts: () => loggedAlerts(written) }
}

/** No rule of this test depends on what is usual. */
const notAsked = () => Promise.reject(new Error('a rule asked for what is usual'))

/** The product's dry run over the recording. */
function tryOver({ feed, store }: Awaited<ReturnType<typeof setUp>>) {
  return wireTry({
    history: {
      reader: {
        moment: ({ name, dataSources, at }) => readMoment(store, name, dataSources, at),
        steps: ({ name, dataSources, from, to, stepMs }) =>
          readSteps(store, name, dataSources, { from, to, stepMs }),
        ...{ band: notAsked, callForecasts: notAsked },
        coverage: ({ name, from, to }) => readCoverage(store, name, from, to, Date.now()),
      },
    },
    feeds: {
      find: () => feed,
      serviceFeed: () => ({ org: person.org, username: person.username, feed }),
    },
    ...{
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      markedDates: () => Promise.resolve([]),
      logError: rethrow,
    },
  }).tryRule
}

describe('a rule that is tried on a recorded day', () => {
  it('says what it did on that day, alert by alert', { timeout: 120_000 }, async () => {
    const floor = await setUp()
    const { feed, recorder, names, frame, link, write, close } = floor
    const documents = rulesOf(names[0]?.id ?? '', names[1]?.id ?? '')
    link(true)
    await vi.advanceTimersByTimeAsync(0) // the lists are read
    frame(true)
    recorder.started(person.username, feed)
    const ticking = setInterval(recorder.tick, second)
    let live: Awaited<ReturnType<typeof evaluate>> | undefined

    for (let at = startAt - warmUpMs + frameMs; at <= startAt + day; at += frameMs) {
      // Ten minutes without Five9 nothing starts or ends.
      const lostMs = at - (startAt + outageAt)
      const isLost = lostMs >= 0 && lostMs < outageMs
      if (at === startAt + frameMs) live = await evaluate(floor, documents)
      vi.advanceTimersByTime(frameOffsetMs)
      if (lostMs === 0) link(false)
      if (lostMs === outageMs) link(true)
      if (!isLost) frame(lostMs === outageMs || at % (5 * minute) === 0)
      vi.advanceTimersByTime(frameMs - frameOffsetMs)
      await write()
    }
    live?.scope.close()
    vi.advanceTimersByTime(flushEveryMs + minute)
    clearInterval(ticking)
    await write()
    vi.useRealTimers()

    const alerts = live?.alerts()
    const tryRule = tryOver(floor)
    for (const document of documents) {
      const { key: rule } = document
      const outcome = await tryRule(person, document, startAt, startAt + day)
      if (!outcome.ok) throw new Error(outcome.error.code)
      if ('unknown' in outcome.tried) throw new Error(outcome.tried.unknown.reason)
      const tried = outcome.tried.alerts.map(({ at, endedAt, entity: { kind, id }, level }) => ({
        ...{ at, endedAt, entity: `${kind}:${id}`, level },
      }))
      const logged = alerts?.get(rule) ?? []
      expect({ rule, alerts: inOrder(tried) }).toEqual({ rule, alerts: inOrder(logged) })
      expect(outcome.tried).toMatchObject({ fired: logged.length, isCapped: false })
      // A day without an alert proves nothing.
      expect(logged.length, rule).toBeGreaterThan(0)
    }
    await close()
  })
})
