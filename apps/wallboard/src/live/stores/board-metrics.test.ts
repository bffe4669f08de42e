import type { ServerMessage } from '@wallboard/relay'
import { agentListOf, campaignMetric, figureOf, type Board } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { createQueueOrder } from '../order/queue-order-store.ts'
import { createAlertStore } from './alert-store.ts'
import { createBoardEvaluation } from './board-evaluation.ts'
import { createScreenMetrics } from './board-metrics.ts'
import { createQueueStatisticsStore } from './queue-statistics-store.ts'
import { createSourcesStore } from './sources-store.ts'
import { createGapStore } from './gap-store.ts'
import { createTrendStore } from './trend-store.ts'
import { upLink } from '../link-fixture.ts'

const link = upLink()
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
  const statistics = createQueueStatisticsStore({ monotonic: () => now, wall: () => now }, sources)
  const figures = createScreenMetrics(statistics, sources)
  statistics.messageReceived(snapshot)
  return { sources, statistics, figures, at: (time: number) => (now = time) }
}

describe(createScreenMetrics, () => {
  it('sums a group’s calls, takes its longest wait, and counts its agents once', () => {
    const { figures } = setUp()
    expect(figures.group(['1', '2'], 'callsInQueue', 0).value).toBe(7)
    expect(figures.group('all', 'currentLongestQueueTime', 1_000).value).toBe(41_000)
    expect(figures.group(['1', '2'], 'agentsInQueue', 0)).toEqual({ value: 1, isAtLeast: false })
    expect(figures.summary(['1'])).toMatchObject({ ready: 1, 'not-ready': 1, loggedIn: 2 })
  })

  it('counts all agents once until one of them changes', () => {
    const { figures, statistics } = setUp()
    const before = figures.summary('all')
    expect(before).toMatchObject({ ready: 2, 'not-ready': 1 })
    statistics.tick()
    expect(figures.summary('all')).toBe(before)
    statistics.messageReceived({
      ...{ type: 'changes', eventId: '5012', epoch: 'e', prev: 1, seq: 2, asOf: 0 },
      payLoad: [{ dataSource: 'AGENT_STATE', added: [], updated: [agent('a', 'NOT_READY')], removed: [] }],
    })
    expect(figures.summary('all')).toMatchObject({ ready: 1, 'not-ready': 2 })
  })

  it('takes the floor’s agents from row "0", and its calls from the queues where they hold more', () => {
    const { figures } = setUp()
    expect(figures.floor('agentsInQueue', 0).value).toBe(9)
    expect(figures.floor('callsInQueue', 0).value).toBe(7)
    expect(figureOf(figures, { of: 'floor', metric: 'callsInQueue' }, 0).value).toBe(7)
  })

  it('reads the figures of some queues for a board about these, and the floor’s for a board about all', () => {
    const { figures } = setUp()
    expect(figures.ofBoard('all', 'agentsInQueue', 0).value).toBe(9)
    expect(figures.ofBoard(['1', '2'], 'agentsInQueue', 0)).toEqual({ value: 1, isAtLeast: false })
    expect(figures.ofBoard(['1'], 'callsInQueue', 0).value).toBe(3)
    expect(figures.ofBoard(['1'], 'agentsInQueue', 0).value).toBe(1)
  })

  it.each([
    ['a moment apart are one caller’s, and the queue’s is shown', 39_100, 40_000],
    ['farther apart are not, and the floor’s own is shown', 70_000, 70_000],
  ])('takes the longest wait of the floor for waits that are %s', (_what, told, shown) => {
    const { statistics, figures } = setUp()
    const totals = { ...queue('0', 6), currentLongestQueueTime: told }
    const payLoad = [{ dataSource: 'ACD_STATUS', data: [queue('1', 3), queue('2', 4), totals] }]
    statistics.messageReceived({ ...snapshot, payLoad })
    expect(figures.floor('currentLongestQueueTime', 0).value).toBe(shown)
    expect(figures.floor('currentLongestQueueTime', 5_000).value).toBe(shown + 5_000)
  })

  it('lists the agents of a queue with activity, reason and start', () => {
    expect(agentListOf(setUp().figures.data, ['1'])?.[1]).toEqual({
      id: 'b',
      name: 'Bert',
      activity: 'not-ready',
      reason: 'Lunch',
      since: 500,
    })
  })

  it('has no figures of a source that Five9 has not sent: unknown is not none', () => {
    const { figures, statistics } = setUp()
    const [acd] = snapshot.payLoad
    statistics.messageReceived({ ...snapshot, seq: 2, payLoad: acd === undefined ? [] : [acd] })
    expect(figures.summary('all')).toBeUndefined()
    expect(agentListOf(figures.data, 'all')).toBeUndefined()
    expect(figures.group(['1', '2'], 'agentsInQueue', 0)).toEqual({ value: 1, isAtLeast: true })
  })

  it('does not report zero agents while the list of agents is unread', () => {
    const { figures, statistics } = setUp()
    const directory = { agents: [], campaigns: [], reasons: [] }
    statistics.messageReceived({ ...snapshot, seq: 2, directory })
    expect(figures.summary(['1', '2'])).toBeUndefined()
    expect(figures.group(['1', '2'], 'agentsInQueue', 0)).toEqual({ value: 1, isAtLeast: true })
    expect(figures.summary('all')).toMatchObject({ ready: 2 })
  })

  it('counts without a queue that left the domain, and reports a minimum while the list of queues is unread', () => {
    const { figures, statistics } = setUp()
    const payLoad = [{ dataSource: 'ACD_STATUS', data: [queue('1', 3), queue('0', 0)] }]
    const say = (message: Partial<typeof snapshot>) => {
      statistics.messageReceived({ ...snapshot, seq: 2, payLoad, ...message })
      return figures.group(['1', '3'], 'callsInQueue', 0)
    }
    expect(say({})).toEqual({ value: 3, isAtLeast: false })
    const unreadLists = [{ list: 'queues', reason: { code: 'permission-denied' } } as const]
    expect(say({ link: { ...link, unreadLists } })).toEqual({ value: 3, isAtLeast: true })
    expect(say({ queues: [] })).toEqual({ value: 3, isAtLeast: true })
    expect(say({ queues: [...snapshot.queues, { id: '3', name: 'Night' }] }).isAtLeast).toBe(true)
  })

  it('tells whether the longest wait is a callback’s, of queues and of the floor', () => {
    const { figures, statistics } = setUp()
    const overnight = { ...queue('2', 0), callbacksInQueue: 8, currentLongestQueueTime: 66_767_000 }
    const only = { ...queue('0', 0), callbacksInQueue: 0, currentLongestQueueTime: 0 }
    const payLoad = [{ dataSource: 'ACD_STATUS', data: [queue('1', 3), overnight, only] }]
    statistics.messageReceived({ ...snapshot, payLoad })
    expect(figures.floor('currentLongestQueueTime', 0).value).toBe(66_767_000)
    expect(figures.floor('currentLongestQueueTime', 0, 'threshold').value).toBe(30_000)
    expect(figures.isCallbackWait('floor', 0)).toBe(true)
    expect(figures.isCallbackWait(['1', '2'], 0)).toBe(true)
    expect(figures.isCallbackWait(['1'], 0)).toBe(false)
    expect(figures.group(['2'], 'currentLongestCallbackTime', 0).value).toBe(66_767_000)
  })

  it('reads each queue once to tell that no callback waits', () => {
    const { statistics } = setUp()
    let reads = 0
    const counted = {
      ...statistics,
      tile(id: string) {
        reads += 1
        return statistics.tile(id)
      },
    }
    expect(createScreenMetrics(counted, createSourcesStore()).isCallbackWait(['1', '2'], 0)).toBe(false)
    expect(reads).toBe(2)
  })

  it('reads no agent for a figure of queues that counts none', () => {
    const { statistics, sources } = setUp()
    let reads = 0
    const counted = {
      ...sources,
      rows(dataSource: string) {
        reads += 1
        return sources.rows(dataSource)
      },
    }
    const figures = createScreenMetrics(statistics, counted)
    expect(figures.group(['1', '2'], 'callsInQueue', 0).value).toBe(7)
    expect(figures.group(['1', '2'], 'currentLongestQueueTime', 0).value).toBe(40_000)
    expect(reads).toBe(0)
    expect(figures.group(['1', '2'], 'agentsInQueue', 0).isAtLeast).toBe(false)
    expect(reads).toBe(1)
  })

  it('finds the agents of queues once for each list of agents, not with each change', () => {
    const { statistics, figures } = setUp()
    let reads = 0
    const directory = {
      ...{ campaigns: [], reasons: [] },
      agents: ['a', 'b', 'c'].map((id) => ({
        ...{ id, name: id },
        get queueIds() {
          reads += 1
          return id === 'c' ? ['3'] : ['1']
        },
      })),
    }
    statistics.messageReceived({ ...snapshot, seq: 2, directory })
    const queues = ['1', '2']
    const ready = () => figures.ofBoard(queues, 'agentsInQueue', 0).value
    expect([ready(), ready(), reads]).toEqual([1, 1, 3])
    statistics.messageReceived({
      ...{ type: 'changes', eventId: '5012', epoch: 'e', prev: 2, seq: 3, asOf: 0 },
      payLoad: [{ dataSource: 'AGENT_STATE', added: [], updated: [agent('b', 'READY')], removed: [] }],
    })
    expect([ready(), reads]).toEqual([2, 3])
    statistics.messageReceived({ ...snapshot, seq: 4 })
    expect(ready()).toBe(1)
  })

  it('reads rates by the scale of their source, even after the figure that revealed it is gone', () => {
    const { figures, statistics } = setUp()
    const campaigns = (...levels: number[]) => ({
      dataSource: 'INBOUND_CAMPAIGN_STATISTICS',
      data: levels.map((serviceLevelQueue, index) => ({ id: `c${index}`, asOf: 0, serviceLevelQueue })),
    })
    statistics.messageReceived({ ...snapshot, seq: 2, payLoad: [campaigns(0.5, 0.995)] })
    expect(campaignMetric(figures.data, 'c0', 'serviceLevelQueue')).toBe(0.5)
    statistics.messageReceived({ ...snapshot, seq: 3, payLoad: [campaigns(0.5, 81.5)] })
    expect(campaignMetric(figures.data, 'c0', 'serviceLevelQueue')).toBe(0.005)
    statistics.messageReceived({ ...snapshot, seq: 4, payLoad: [campaigns(0.5, 1)] })
    expect(campaignMetric(figures.data, 'c1', 'serviceLevelQueue')).toBe(0.01)
  })
})

describe(createBoardEvaluation, () => {
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

  it('sorts an alert before a longer wait', () => {
    const { statistics, figures, at } = setUp()
    const alerts = createAlertStore()
    const order = createQueueOrder(statistics, alerts)
    const ready = { metric: 'agentsInQueue', level: 'warn', when: 'below', value: 9, onDelay: 0 } as const
    const own = {
      ...board,
      pages: [{ tiles: [{ kind: 'queue' as const, queue: '1', thresholds: [ready] }] }],
    }
    at(1_000)
    statistics.tick()
    expect(order.getState().ids).toEqual(['2', '1'])
    createBoardEvaluation({
      board: own,
      statistics,
      figures,
      alerts,
      trend: createTrendStore(),
      gaps: createGapStore(),
    }).tick()
    expect(order.getState().ids).toEqual(['1', '2'])
  })

  it('neither starts nor ends an alert of an unconfirmed source, and leaves a gap in its trend', () => {
    const { statistics, figures, at } = setUp()
    const alerts = createAlertStore()
    const trend = createTrendStore()
    const gaps = createGapStore()
    const watch = createBoardEvaluation({ board, figures, statistics, alerts, trend, gaps })
    const tick = (time: number) => {
      at(time)
      statistics.tick()
      watch.tick()
      return alerts.active.getState().list.map(({ key, isLive }) => [key, isLive])
    }
    expect(tick(1_000)).toEqual([['0.0.2', true]])
    const unconfirmed = [{ dataSource: 'ACD_STATUS', confirmedAt: 1_000 }]
    statistics.messageReceived({
      type: 'link',
      serverTime: 1_000,
      wallOffsetMs: 0,
      link: { ...link, confirmedAt: 1_000, unconfirmed },
    })
    // By now the wait of the other queue would be beyond its limit.
    expect(tick(7_000)).toEqual([['0.0.2', false]])
    expect(trend.of('[["1","2"],"callsInQueue","1h","none"]').getState().points.at(-1)).toEqual({
      at: 7_000,
      value: null,
    })
    expect(gaps.getState().gaps).toEqual([{ kind: 'unconfirmed', startsAt: 1_000, endsAt: 7_000 }])
    const agentsOnly = [{ dataSource: 'AGENT_STATE', confirmedAt: 1_000 }]
    statistics.messageReceived({
      type: 'link',
      serverTime: 7_000,
      wallOffsetMs: 0,
      link: { ...link, confirmedAt: 7_000, unconfirmed: agentsOnly },
    })
    expect(tick(7_100)).toEqual([
      ['0.0.2', true],
      ['0.0.1', true],
    ])
  })

  it('moves a queue with a higher level to the front, and ends the alert with its figures', () => {
    const { statistics, figures, at } = setUp()
    const alerts = createAlertStore()
    const order = createQueueOrder(statistics, alerts)
    const trend = createTrendStore()
    const watch = createBoardEvaluation({ board, statistics, figures, alerts, trend, gaps: createGapStore() })
    const tick = (time: number) => {
      at(time)
      statistics.tick()
      watch.tick()
    }
    tick(1_000)
    expect(alerts.active.getState().list.map(({ key, name }) => [key, name])).toEqual([['0.0.2', 'Help']])
    expect(order.getState().ids).toEqual(['2', '1'])
    expect(trend.of('[["1","2"],"callsInQueue","1h","none"]').getState().points).toEqual([
      { at: 1_000, value: 7 },
    ])
    // Two queues of three tens of seconds and more: the longest wait of the other runs into its limit.
    tick(6_000)
    expect(alerts.alertOf('0.0.1').getState().level).toBe('critical')
  })

  /** A board of one page whose alarms are evaluated each time that `say` brings a message. */
  function watched(...tiles: Board['pages'][number]['tiles']) {
    const { statistics, figures, at } = setUp()
    const alerts = createAlertStore()
    const own = { ...board, pages: [{ tiles }] }
    const watch = createBoardEvaluation({
      board: own,
      statistics,
      figures,
      alerts,
      trend: createTrendStore(),
      gaps: createGapStore(),
    })
    return {
      at,
      say: (message: ServerMessage) => {
        statistics.messageReceived(message)
        statistics.tick()
        watch.tick()
        return alerts.active.getState().list.map(({ key, level }) => `${key} ${level}`)
      },
    }
  }
  const waits = { metric: 'currentLongestQueueTime', level: 'critical', when: 'above', value: 15 } as const
  const acd = (...data: ReturnType<typeof queue>[]) => ({ dataSource: 'ACD_STATUS', data })
  let seq = 10
  const snapshotOf = (...payLoad: typeof snapshot.payLoad) => ({ ...snapshot, seq: (seq += 1), payLoad })
  const changesOf = (change: object): ServerMessage => ({
    type: 'changes',
    eventId: '5012',
    epoch: 'e',
    prev: seq,
    seq: (seq += 1),
    asOf: 0,
    payLoad: [{ dataSource: 'ACD_STATUS', added: [], updated: [], removed: [], ...change }],
  })

  it('evaluates a wait only while calls wait, and callbacks by their own thresholds', () => {
    const overnight = { ...queue('1', 0), callbacksInQueue: 8, currentLongestQueueTime: 66_767_000 }
    const only = { ...queue('0', 0), callbacksInQueue: 0, currentLongestQueueTime: 0 }
    const { say } = watched(
      { kind: 'queue', queue: '1', thresholds: [waits] },
      { kind: 'group', name: 'Both', queues: ['1', '2'], thresholds: [waits] },
      {
        kind: 'number',
        figure: { of: 'floor', metric: 'currentLongestQueueTime' },
        thresholds: [{ level: 'critical', when: 'above', value: 15 }],
      },
      {
        kind: 'queue',
        queue: '1',
        thresholds: [
          { metric: 'currentLongestCallbackTime', level: 'warn', when: 'above', value: 3_600 },
          { metric: 'callbacksInQueue', level: 'warn', when: 'above', value: 5, onDelay: 0 },
        ],
      },
    )
    expect(say(snapshotOf(acd(overnight, queue('2', 0), only)))).toEqual(['0.3 warn'])
    const calling = { ...queue('2', 1), currentLongestQueueTime: 16_000 }
    expect(say(snapshotOf(acd(overnight, calling, only)))).toEqual([
      '0.1 critical',
      '0.2 critical',
      '0.3 warn',
    ])
    // A call and callbacks in one queue: the wait may be of either, so thresholds are evaluated on it.
    expect(say(snapshotOf(acd({ ...overnight, callsInQueue: 1 }, queue('2', 0), only)))).toContain(
      '0.0 critical',
    )
  })

  it('ends an alert with its queue, the queue of its group and its campaign', () => {
    const { say } = watched(
      { kind: 'queue', queue: '2', thresholds: [waits] },
      { kind: 'queues', queues: 'all', thresholds: [waits] },
      { kind: 'group', name: 'Both', queues: ['1', '2'], thresholds: [waits] },
      { kind: 'group', name: 'One', queues: ['2'], thresholds: [waits] },
      {
        kind: 'campaign',
        campaign: 'c',
        thresholds: [{ metric: 'totalCallsCount', level: 'warn', when: 'above', value: 5, onDelay: 0 }],
      },
    )
    const campaigns = (...ids: string[]) => ({
      dataSource: 'INBOUND_CAMPAIGN_STATISTICS',
      data: ids.map((id) => ({ id, asOf: 0, totalCallsCount: 40 })),
    })
    expect(say(snapshotOf(acd(queue('1', 0), queue('2', 4)), campaigns('c')))).toEqual([
      '0.0 critical',
      '0.1.2 critical',
      '0.2 critical',
      '0.3 critical',
      '0.4 warn',
    ])
    expect(say(changesOf({ removed: ['2'] }))).toEqual(['0.4 warn'])
    expect(say(snapshotOf(acd(queue('1', 0)), campaigns('d')))).toEqual([])
  })

  it('keeps an alert while the page receives nothing about its subject', () => {
    const { say } = watched({ kind: 'queue', queue: '2', thresholds: [waits] })
    expect(say(snapshotOf(acd(queue('1', 0), queue('2', 4))))).toEqual(['0.0 critical'])
    const down = { ...link, state: 'down' } as const
    expect(say({ type: 'link', serverTime: 0, wallOffsetMs: 0, link: down })).toEqual(['0.0 critical'])
  })

  it('distinguishes queues of one name in alerts', () => {
    const { statistics, figures, at } = setUp()
    const names = [
      { id: '1', name: 'Sales' },
      { id: '2', name: 'Sales' },
    ]
    statistics.messageReceived({ ...snapshot, seq: 2, queues: names })
    const alerts = createAlertStore()
    const watch = createBoardEvaluation({
      board,
      statistics,
      figures,
      alerts,
      trend: createTrendStore(),
      gaps: createGapStore(),
    })
    at(10_000)
    statistics.tick()
    watch.tick()
    expect(alerts.active.getState().list.map(({ name }) => name)).toEqual(['Sales (1)', 'Sales (2)'])
  })
})
