import {
  allQueuesBoard,
  allQueuesBoardId,
  floorTrend,
  floorTrends,
  trendKey,
  trendSubjectOf,
} from '@wallboard/boards'
import type { AccountReply } from '@wallboard/relay/rest/account'
import type { AlertReply } from '@wallboard/relay/rest/alerts'
import { alertReplyTo } from './staged-alert-replies.ts'
import { stageTime } from './staged-display.ts'
import { stagedFloor, stagedQueues } from './staged-floor.ts'

const minute = 60_000
const hour = 60 * minute
/** Two hours before the stage. */
const recordedFrom = stageTime - 2 * hour

const wave = (index: number, scale: number): number =>
  Math.max(0, Math.round(scale * (1 + 0.6 * Math.sin(index / 9) + 0.4 * Math.sin(index / 2.3))))

const outage = { startsAt: stageTime - 78 * minute, endsAt: stageTime - 69 * minute }

const dayPoints = Array.from(
  { length: 120 },
  (_, index) => [recordedFrom + index * minute, wave(index, 6)] as const,
).filter(([at]) => at < outage.startsAt || at >= outage.endsAt)

const coverageOf = (dataSource: string) => ({
  dataSource,
  spans: [
    { kind: 'live', startsAt: recordedFrom, endsAt: outage.startsAt },
    { kind: 'link-down', ...outage },
    { kind: 'live', startsAt: outage.endsAt, endsAt: stageTime },
  ],
})

const trends = {
  ...{ until: stageTime, bucketMs: minute, gaps: [], usual: [] },
  trends: [
    {
      key: trendKey({ queues: undefined, metric: 'callsInQueue', span: '1h', comparison: 'none' }),
      points: Array.from({ length: 60 }, (_, index) => {
        const value = wave(index, 9)
        return [stageTime - (60 - index) * minute, value, value + 1]
      }),
    },
    ...floorTrends.map((metric, trend) => ({
      key: trendKey(trendSubjectOf(floorTrend(metric))),
      points: Array.from({ length: 60 }, (_, index) => {
        const value = wave(index + 5 * trend, 6) * (metric.endsWith('Time') ? 40_000 : 1)
        return [stageTime - (60 - index) * minute, value, value]
      }),
    })),
  ],
  sparkLines: stagedQueues.map(({ id }, queue) => ({
    queue: id,
    points: Array.from({ length: 20 }, (_, index) => {
      const value = wave(index + 7 * queue, queue < 5 ? 3 : 0.6)
      return [stageTime - (20 - index) * minute, value, value]
    }),
  })),
}

const noTrends = { ...trends, until: null, trends: [], sparkLines: [] }

const estimates = {
  ...{ until: stageTime, from: stageTime - 30 * minute },
  queues: stagedQueues.map(({ id }, index) => ({
    ...{ queue: id, arrivals: { calls: 22 - index, seconds: 1_800, isExact: index % 2 === 0 } },
    ...{ recentAnswers: 18 - index, answers: 18 - index },
    handleTime: { seconds: 312 - index * 4, calls: 80, of: 'queue' },
    patience: { seconds: 240, abandons: 60 },
  })),
}

const why = {
  ...{ queue: '300001', from: stageTime - 15 * minute, to: stageTime, usual: { basis: 'weeks', weeks: 6 } },
  ...{ calls: { now: 18, usual: 11 }, areCallsExact: true, staffed: { now: 5, usual: 6 } },
  ...{
    effectiveAgents: { now: 4.2, usual: 5.1 },
    handleTime: { now: 312, usual: 280 },
    handled: { now: 14, usual: 12 },
  },
  ...{ abandoned: { now: 2, usual: 1 }, wait: { now: 250, usual: 60 }, patience: 240 },
  shares: {
    calls: { seconds: 110, share: 58 },
    staffed: { seconds: 51, share: 27 },
    handleTime: { seconds: 29, share: 15 },
  },
  noShares: null,
  agentTime: [{ kind: 'reason', reason: 'Coaching', now: 20, usual: 4, share: 60 }],
  moves: [
    {
      at: stageTime - 8 * minute,
      to: 'away',
      reason: 'Coaching',
      agent: { id: '200002', name: 'Noor Hart' },
      backAt: null,
    },
  ],
  ...{ changes: [], gaps: [] },
}

const settings = { timeZone: 'UTC', nightHours: null, schedule: [], room: 'Floor 2' }

function display(index: number, name: string, health: string) {
  return {
    ...{ id: `d${index}`, name, boardId: allQueuesBoardId, shownBoardId: allQueuesBoardId, settings, health },
    ...{ pairedAt: stageTime - 40 * 24 * hour, pairedBy: 'jordan@acme.example', drill: null },
    ...{
      onlineSince: stageTime - 3 * hour,
      lastSeenAt: stageTime - (health === 'silent' ? 3 * minute : 8_000),
    },
    ...{ address: '10.0.7.21', browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0.0.0 Safari/537.36' },
    report: {
      ...{ width: 1_920, height: 1_080, build: 'stage', paintedAgeMs: health === 'stale' ? 24_000 : 400 },
      ...{ frameMsP50: 16, frameMsP95: 18, heapBytes: 24_000_000, sound: 'off' },
    },
  }
}

const displays = [
  ['Lobby', 'silent'],
  ['Floor 2 left', 'stale'],
  ['Floor 2 right', 'healthy'],
  ['Team room', 'healthy'],
  ['Canteen', 'healthy'],
  ['Floor 3', 'healthy'],
].map(([name = '', health = ''], index) => display(index, name, health))

const boards = [
  {
    id: allQueuesBoardId,
    name: 'All queues',
    revision: 1,
    changedAt: null,
    changedBy: null,
    isBuiltIn: true,
  },
  ...['Support floor', 'Sales', 'Executive'].map((name, index) => ({
    ...{ id: `b${index}`, name, revision: 3 + index, isBuiltIn: false },
    ...{ changedAt: stageTime - (index + 1) * 20 * hour, changedBy: 'jordan@acme.example' },
  })),
]

const timeline = {
  ...{ from: stageTime - 2 * hour, to: stageTime, gaps: [{ kind: 'link-down', ...outage }] },
  spans: Array.from({ length: 12 }, (_, index) => ({
    ...{
      startsAt: stageTime - 120 * minute + index * 10 * minute,
      endsAt: stageTime - 110 * minute + index * 10 * minute,
    },
    state: ['READY', 'ON_CALL', 'ACW', 'ON_CALL', 'NOT_READY', 'ON_CALL'][index % 6],
    ...{ reasonId: index % 6 === 4 ? '600001' : null, campaignId: null, callType: null, since: null },
  })),
}

/** The band of the day of the stage; outside of 08:00 to 20:00 fewer than four weeks are known. */
const band = {
  ...{ day: '2026-11-26', timeZone: 'UTC', figure: 'callsInQueue', isHoliday: false },
  slots: Array.from({ length: 48 }, (_, index) => {
    const startsAt = Date.UTC(2026, 10, 26) + index * 30 * minute
    const slot = { startsAt, endsAt: startsAt + 30 * minute }
    const median = 2 + 3 * Math.sin(index / 5) ** 2
    const isKnown = index >= 16 && index < 40
    return isKnown
      ? { ...slot, low: median - 1.5, median, high: median + 1.5, weeks: 6 }
      : { ...slot, weeksKnown: 2 }
  }),
}

export const stagedAccount: AccountReply = {
  ...{ domain: '1234', domainName: 'Acme Support', region: 'US', timeZone: 'UTC' },
  ...{ dayStartMinute: 0, seesCluster: false },
}

/**
 * Replies of the server by path, for a full and an empty domain. Undefined: the stage has none.
 *
 * @param news alerts that have fired since the page was opened
 */
export function replyTo(path: string, isEmpty: boolean, news: readonly AlertReply[] = []): unknown {
  const board = /^\/api\/boards\/([^/]+)$/.exec(path)?.[1]
  if (board !== undefined) return { id: board, revision: 1, board: allQueuesBoard }
  if (/^\/api\/history\/agents\//.test(path)) return isEmpty ? { ...timeline, spans: [], gaps: [] } : timeline
  if (path.startsWith('/api/alerts')) return alertReplyTo(path, isEmpty, news)
  const shared: Record<string, unknown> = {
    '/api/account': stagedAccount,
    '/api/site': {
      hasHistory: true,
      reasonLimits: [{ name: 'lunch', minutes: 30 }],
      serviceLevelFormula: 'answered-in-time-of-offered',
      five9ServiceLevelFormula: null,
    },
    '/api/actions': { actions: [] },
    '/api/notices': { notices: [] },
    '/api/views': [],
    '/api/history/lengths': { until: null, afterCall: [], teamAfterCall: null, onCall: [], reasons: [] },
    '/api/history/forecasts': { day: '2026-11-26', dayStartsAt: 0, isLeftOut: false, campaigns: [] },
    '/api/queue-groups': [{ name: 'Support', queues: ['300001', '300002'] }],
  }
  if (path in shared) return shared[path]
  const nothing: Record<string, unknown> = {
    '/api/favourites': { queues: [] },
    '/api/queues': [],
    '/api/directory': { queues: [], campaigns: [] },
    '/api/boards': boards.slice(0, 1),
    '/api/displays': { serverTime: stageTime, displays: [] },
    '/api/estimates': { until: null, from: null, queues: [] },
    '/api/history/days': { spans: [], marked: [], timeZone: 'UTC', dayStartMinute: 0 },
    '/api/history/coverage': { recorded: null, aheadOfClockMs: 0, filling: null, sources: [] },
    '/api/history/day': { bucketMs: minute, points: [], parts: [], alerts: [], isCapped: false },
    '/api/history/trends': noTrends,
    '/api/history/band': { ...band, slots: [] },
  }
  if (isEmpty) return nothing[path]
  const full: Record<string, unknown> = {
    '/api/favourites': { queues: ['300002'] },
    '/api/queues': stagedQueues,
    '/api/directory': { queues: stagedQueues, campaigns: [{ id: '400001', name: 'Inbound 1' }] },
    '/api/boards': boards,
    '/api/displays': { serverTime: stageTime, displays },
    '/api/estimates': estimates,
    '/api/history/days': {
      spans: [{ from: recordedFrom, to: stageTime }],
      marked: [],
      timeZone: 'UTC',
      dayStartMinute: 0,
    },
    '/api/history/coverage': {
      ...{ recorded: { from: recordedFrom, to: stageTime }, aheadOfClockMs: 0, filling: null },
      sources: ['ACD_STATUS', 'AGENT_STATE'].map(coverageOf),
    },
    '/api/history/day': {
      ...{ bucketMs: minute, points: dayPoints, parts: [], isCapped: false },
      alerts: [
        {
          startsAt: stageTime - 33 * minute,
          endsAt: stageTime - 21 * minute,
          level: 'warn',
          name: 'Renewals',
          metric: 'currentLongestQueueTime',
        },
        {
          startsAt: stageTime - 9 * minute,
          endsAt: stageTime,
          level: 'critical',
          name: 'Renewals',
          metric: 'currentLongestQueueTime',
        },
      ],
    },
    '/api/history/trends': trends,
    '/api/history/why': why,
    '/api/history/band': band,
    '/api/history/state': {
      ...{ at: stageTime - 20 * minute, queues: stagedQueues, domainOffsetMs: 0 },
      directory: stagedFloor(stageTime).directory,
      sources: ['ACD_STATUS'].map((dataSource) => ({
        dataSource,
        coverage: { kind: 'live', startsAt: recordedFrom, endsAt: stageTime },
      })),
      payLoad: stagedFloor(stageTime - 20 * minute).payLoad,
    },
  }
  return full[path]
}
