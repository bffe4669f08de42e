import { createQueueStatistics, createStatistics, queueSource, type Row } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import {
  boardDataOf,
  createBoardMetrics,
  evaluateBoard,
  planOf,
  type BoardEvaluation,
  type Tile,
} from '../index.ts'

const queue = (id: string, callsInQueue: number): Row => ({
  id,
  asOf: 0,
  callsInQueue,
  currentLongestQueueTime: callsInQueue * 10_000,
  agentsInQueue: 1,
})

/** A feed of two queues, two agents and a campaign, as a server holds it: statistics and nothing else. */
function startFeed() {
  const sources = createStatistics()
  const queues = createQueueStatistics(sources)
  queues.setQueues([
    { id: '1', name: 'Sales' },
    { id: '2', name: 'Help' },
  ])
  sources.applyFull([
    { dataSource: queueSource, data: [queue('1', 3), queue('2', 4), queue('0', 7)] },
    { dataSource: 'AGENT_STATE', data: [{ id: 'a', asOf: 0, state: 'READY' }] },
    { dataSource: 'INBOUND_CAMPAIGN_STATISTICS', data: [{ id: 'c', asOf: 0, totalCallsCount: 40 }] },
  ])
  const directory = {
    agents: [{ id: 'a', name: 'Ada', queueIds: ['1', '2'] }],
    campaigns: [{ id: 'c', name: 'Spring' }],
    reasons: [],
  }
  const data = boardDataOf({ queues, sources, directory, isQueueListUnread: false, shareScale: 'fraction' })
  return { queues, sources, metrics: createBoardMetrics(data) }
}

const waits = { metric: 'currentLongestQueueTime', level: 'critical', when: 'above', value: 35 } as const
const calls = { metric: 'totalCallsCount', level: 'warn', when: 'above', value: 5, onDelay: 0 } as const
const tiles: Tile[] = [
  { kind: 'queues', queues: 'all', thresholds: [waits] },
  { kind: 'group', name: 'Both', queues: ['1', '2'], thresholds: [waits] },
  { kind: 'campaign', campaign: 'c', thresholds: [calls] },
  { kind: 'trend', queues: ['1', '2'] },
  { kind: 'trend' },
]
const plan = planOf({ pages: [{ tiles }] })
const at = (time: number) => ({ figures: time, server: time })
const summary = ({ alerts }: BoardEvaluation) =>
  alerts.map(({ key, name, level }) => `${key} ${name} ${level}`)

describe(evaluateBoard, () => {
  it('evaluates a board over statistics alone, without a store', () => {
    const { metrics } = startFeed()
    const result = evaluateBoard(plan, { metrics, isLive: () => true }, undefined, at(0))
    expect(summary(result)).toEqual(['0.0.2 Help critical', '0.1 Both critical', '0.2 Spring warn'])
    expect(result.levels).toEqual(new Map([['2', 'critical']]))
    expect(result.trends).toEqual([
      { key: '[["1","2"],"callsInQueue","1h","none"]', spanMs: 3_600_000, value: 7 },
      { key: '["floor","callsInQueue","1h","none"]', spanMs: 3_600_000, value: 7 },
    ])
  })

  it('continues from its state: an alert keeps its start, and the oldest of a level comes first', () => {
    const { metrics } = startFeed()
    const input = { metrics, isLive: () => true }
    const first = evaluateBoard(plan, input, undefined, at(0))
    const second = evaluateBoard(plan, input, first.state, at(6_000))
    expect(second.alerts.map(({ key, since }) => [key, since])).toEqual([
      ['0.0.2', 0],
      ['0.1', 0],
      ['0.0.1', 6_000],
      ['0.2', 0],
    ])
  })

  it('changes neither its state nor its plan: the same input gives the same result again', () => {
    const { metrics } = startFeed()
    const input = { metrics, isLive: () => true }
    const { state } = evaluateBoard(plan, input, undefined, at(0))
    const once = evaluateBoard(plan, input, state, at(6_000))
    expect(evaluateBoard(plan, input, state, at(6_000))).toEqual(once)
    expect(summary(evaluateBoard(plan, input, undefined, at(0)))).toHaveLength(3)
  })

  it('neither starts nor ends an alert by a source that is not live', () => {
    const { metrics, sources } = startFeed()
    const live = evaluateBoard(plan, { metrics, isLive: () => true }, undefined, at(0))
    const calm = { dataSource: queueSource, data: [queue('1', 0), queue('2', 0), queue('0', 0)] } as const
    sources.applyFull([calm])
    const isLive = (dataSource: string) => dataSource !== queueSource
    const old = evaluateBoard(plan, { metrics, isLive }, live.state, at(1_000))
    expect(summary(old)).toEqual(summary(live))
    expect(old.alerts.map((alert) => alert.isLive)).toEqual([false, false, true])
    expect(summary(evaluateBoard(plan, { metrics, isLive: () => true }, old.state, at(2_000)))).toEqual([
      '0.2 Spring warn',
    ])
  })

  it('ends an alert when its queue leaves the domain, and evaluates a group over the queues that are left', () => {
    const { metrics, sources, queues } = startFeed()
    const input = { metrics, isLive: () => true }
    const { state } = evaluateBoard(plan, input, undefined, at(0))
    queues.setQueues([{ id: '1', name: 'Sales' }])
    sources.applyChanges([{ dataSource: queueSource, added: [], updated: [], removed: ['2'] }])
    expect(summary(evaluateBoard(plan, input, state, at(0)))).toEqual([
      '0.1 Both critical',
      '0.2 Spring warn',
    ])
  })
})

describe('thresholds of an outbound campaign', () => {
  const fewRecords = {
    metric: 'availableRecordsCount',
    level: 'critical',
    when: 'below',
    value: 100,
    onDelay: 0,
  } as const
  const outbound: Tile[] = [
    { kind: 'outbound-campaign', campaign: 'o', thresholds: [fewRecords] },
    {
      kind: 'number',
      label: 'Left',
      figure: { of: 'outbound-campaign', campaign: 'o', metric: 'availableRecordsCount' },
      thresholds: [{ level: 'warn', when: 'below', value: 50, onDelay: 0 }],
    },
  ]
  const evaluate = (data: readonly Row[] | undefined) => {
    const { sources, metrics } = startFeed()
    if (data !== undefined) sources.applyFull([{ dataSource: 'OUTBOUND_CAMPAIGN_MANAGER', data }])
    return summary(
      evaluateBoard(
        planOf({ pages: [{ tiles: outbound }] }),
        { metrics, isLive: () => true },
        undefined,
        at(0),
      ),
    )
  }
  const row = (availableRecordsCount?: number): Row => ({
    id: 'o',
    asOf: 0,
    ...(availableRecordsCount === undefined ? {} : { availableRecordsCount }),
  })

  it('evaluate the records that are left', () => {
    expect(evaluate([row(99)])).toEqual(['0.0 o critical'])
    expect(evaluate([row(3)])).toEqual(['0.0 o critical', '0.1 Left warn'])
    expect(evaluate([row(100)])).toEqual([])
  })

  it('start no alert without a figure, without the campaign, and without the source', () => {
    expect([evaluate([row()]), evaluate([]), evaluate(undefined)]).toEqual([[], [], []])
  })
})
