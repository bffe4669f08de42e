import type { ServerMessage } from '@wallboard/relay'
import type { Board } from '@wallboard/relay/board'
import { describe, expect, it } from 'vitest'
import { createAlertStore } from './alert-store.ts'
import { createBoardWatch } from './board-watch.ts'
import { createFigures } from './figures.ts'
import { createQueueStatisticsStore } from './queue-statistics-store.ts'
import { createSourcesStore } from './sources-store.ts'
import { createTrendStore } from './trend-store.ts'

const link = {
  state: 'up',
  since: 0,
  reason: null,
  confirmedAt: 0,
  unconfirmed: [],
  unread: [],
  domainOffsetMs: 0,
} as const
const queue = (id: string, callsInQueue: number, ready = 1) => ({
  id,
  asOf: 0,
  callsInQueue,
  currentLongestQueueTime: callsInQueue * 10_000,
  agentsInQueue: ready,
})
const agent = (id: string, state: string) => ({ id, asOf: 0, state, stateSince: 500, reasonCodeId: 'r' })

const snapshot: Extract<ServerMessage, { type: 'snapshot' }> = {
  type: 'snapshot',
  eventId: '5000',
  epoch: 'e',
  seq: 1,
  asOf: 0,
  serverTime: 0,
  wallOffsetMs: 0,
  queues: [
    { id: '1', name: 'Sales' },
    { id: '2', name: 'Help' },
  ],
  payLoad: [
    {
      dataSource: 'ACD_STATUS',
      data: [queue('1', 3), queue('2', 4), { ...queue('0', 6), agentsInQueue: 9 }],
    },
    { dataSource: 'AGENT_STATE', data: [agent('a', 'READY'), agent('b', 'NOT_READY'), agent('c', 'READY')] },
  ],
  directory: {
    agents: [
      { id: 'a', name: 'Ada', queueIds: ['1', '2'] },
      { id: 'b', name: 'Bert', queueIds: ['1'] },
      { id: 'c', name: null, queueIds: ['3'] },
    ],
    campaigns: [],
    reasons: [{ id: 'r', name: 'Lunch' }],
  },
  link,
}

function setUp() {
  const sources = createSourcesStore()
  let now = 0
  const statistics = createQueueStatisticsStore(() => now, sources)
  const figures = createFigures(statistics, sources)
  statistics.messageReceived(snapshot)
  return { sources, statistics, figures, at: (time: number) => (now = time) }
}

describe(createFigures, () => {
  it('adds a group’s calls up, takes its longest wait, and counts its people once', () => {
    const { figures } = setUp()
    expect(figures.group(['1', '2'], 'callsInQueue', 0).value).toBe(7)
    expect(figures.group('all', 'currentLongestQueueTime', 1_000).value).toBe(41_000)
    expect(figures.group(['1', '2'], 'agentsInQueue', 0)).toEqual({ value: 1, isAtLeast: false })
    expect(figures.summary(['1'])).toMatchObject({ ready: 1, 'not ready': 1, loggedIn: 2 })
  })

  it('takes the floor from the totals row, which is no sum', () => {
    expect(setUp().figures.floor('callsInQueue', 0)).toBe(6)
  })

  it.each([
    ['a moment apart are one caller’s, and the queue’s is shown', 39_100, 40_000],
    ['farther apart are not, and the floor’s own is shown', 70_000, 70_000],
  ])('longest waits of floor and worst queue that are %s', (_what, told, shown) => {
    const { statistics, figures } = setUp()
    const totals = { ...queue('0', 6), currentLongestQueueTime: told }
    const payLoad = [{ dataSource: 'ACD_STATUS', data: [queue('1', 3), queue('2', 4), totals] }]
    statistics.messageReceived({ ...snapshot, payLoad })
    expect(figures.floor('currentLongestQueueTime', 0)).toBe(shown)
    expect(figures.floor('currentLongestQueueTime', 5_000)).toBe(shown + 5_000)
  })

  it('tells who serves a queue, what they do, why and since when', () => {
    expect(setUp().figures.agents(['1'])?.[1]).toEqual({
      id: 'b',
      name: 'Bert',
      activity: 'not ready',
      reason: 'Lunch',
      since: 500,
    })
  })

  it('knows nothing of a source that Five9 has not given, which is not the same as none', () => {
    const { figures, statistics } = setUp()
    const [acd] = snapshot.payLoad
    statistics.messageReceived({ ...snapshot, seq: 2, payLoad: acd === undefined ? [] : [acd] })
    expect(figures.summary('all')).toBeUndefined()
    expect(figures.agents('all')).toBeUndefined()
    expect(figures.group(['1', '2'], 'agentsInQueue', 0)).toEqual({ value: 1, isAtLeast: true })
  })
})

describe(createBoardWatch, () => {
  const board: Board = {
    version: 1,
    name: 'B',
    mode: 'floor',
    theme: 'night',
    viewing: { distanceM: 5, diagonalInches: 55 },
    rotateSeconds: 10,
    pages: [
      {
        tiles: [
          {
            kind: 'queues',
            queues: 'all',
            thresholds: [{ metric: 'currentLongestQueueTime', level: 'critical', when: 'above', value: 35 }],
          },
          { kind: 'trend', queues: ['1', '2'] },
        ],
      },
    ],
  }

  it('puts an alarm before a longer wait', () => {
    const { statistics, figures, at } = setUp()
    const alerts = createAlertStore()
    const ready = { metric: 'agentsInQueue', level: 'warn', when: 'below', value: 9, onDelay: 0 } as const
    const own = {
      ...board,
      pages: [{ tiles: [{ kind: 'queue' as const, queue: '1', thresholds: [ready] }] }],
    }
    at(1_000)
    statistics.tick()
    expect(statistics.membership.getState().ids).toEqual(['2', '1'])
    createBoardWatch({ board: own, statistics, figures, alerts, trend: createTrendStore() }).tick()
    expect(statistics.membership.getState().ids).toEqual(['1', '2'])
  })

  it('brings a queue that got worse to the front, and ends with its figures', () => {
    const { statistics, figures, at } = setUp()
    const alerts = createAlertStore()
    const trend = createTrendStore()
    const watch = createBoardWatch({ board, statistics, figures, alerts, trend })
    const tick = (time: number) => {
      at(time)
      statistics.tick()
      watch.tick()
    }
    tick(1_000)
    expect(alerts.alarms.getState().list.map(({ key, name }) => [key, name])).toEqual([['0.0.2', 'Help']])
    expect(statistics.membership.getState().ids).toEqual(['2', '1'])
    expect(trend.of('[["1","2"],"callsInQueue"]').getState().points).toEqual([{ at: 1_000, value: 7 }])
    // Two queues of three tens of seconds and more: the longest wait of the other runs into its limit.
    tick(6_000)
    expect(alerts.alertOf('0.0.1').getState().level).toBe('critical')
  })
})
