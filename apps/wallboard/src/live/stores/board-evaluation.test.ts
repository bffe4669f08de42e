import {
  boardDataOf,
  createBoardMetrics,
  evaluateBoard,
  planOf,
  type Alert,
  type Board,
  type BoardEvaluation,
  type Tile,
} from '@wallboard/boards'
import { createQueueStatistics, createStatistics, queueSource, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAlertStore } from './alert-store.ts'
import { createBoardEvaluation } from './board-evaluation.ts'
import { createScreenMetrics } from './board-metrics.ts'
import { createQueueStatisticsStore } from './queue-statistics-store.ts'
import { createSourcesStore } from './sources-store.ts'
import { createGapStore } from './gap-store.ts'
import { createTrendStore } from './trend-store.ts'
import { upLink } from '../link-fixture.ts'

const waits = { metric: 'currentLongestQueueTime', level: 'critical', when: 'above', value: 30 } as const
const queued = { metric: 'callsInQueue', level: 'warn', when: 'above', value: 2, onDelay: 3 } as const
const few = { metric: 'agentsInQueue', level: 'warn', when: 'below', value: 2, onDelay: 0 } as const
const rate = { metric: 'serviceLevelQueue', level: 'critical', when: 'below', value: 80, onDelay: 0 } as const
const tiles: Tile[] = [
  { kind: 'queues', queues: 'all', thresholds: [waits, queued, few] },
  { kind: 'group', name: 'Both', queues: ['1', '2'], thresholds: [queued, few] },
  { kind: 'campaign', campaign: 'c', thresholds: [rate] },
  {
    kind: 'number',
    figure: { of: 'floor', metric: 'callsInQueue' },
    thresholds: [{ level: 'warn', when: 'above', value: 5, onDelay: 0 }],
  },
  { kind: 'trend', queues: ['1', '2'] },
  { kind: 'trend' },
]
const board: Board = {
  version: 1,
  name: 'B',
  mode: 'supervisor',
  theme: 'night',
  viewing: { distanceM: 5, diagonalInches: 55 },
  rotateSeconds: 10,
  pages: [{ tiles }],
}
const link = upLink()
const directory = {
  agents: [
    { id: 'a', name: 'Ada', queueIds: ['1', '2'] },
    { id: 'b', name: 'Bert', queueIds: ['1'] },
  ],
  campaigns: [{ id: 'c', name: 'Spring' }],
  reasons: [],
}
const names = [
  { id: '1', name: 'Sales' },
  { id: '2', name: 'Help' },
  { id: '3', name: 'Night' },
]

/** One step of a feed: the rows of all sources at an instant. */
const steps = fc.array(
  fc.record({
    passedMs: fc.integer({ min: 250, max: 20_000 }),
    queues: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('1', '2', '3'),
        callsInQueue: fc.integer({ min: 0, max: 8 }),
        callbacksInQueue: fc.integer({ min: 0, max: 2 }),
        agentsInQueue: fc.integer({ min: 0, max: 4 }),
        waited: fc.integer({ min: 0, max: 60_000 }),
      }),
      { selector: ({ id }) => id, minLength: 1 },
    ),
    states: fc.array(fc.constantFrom('READY', 'NOT_READY', 'ON_CALL'), { minLength: 2, maxLength: 2 }),
    level: fc.constantFrom(0.5, 0.9, 1, 50, 81.5),
    calls: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 1, maxLength: 8 },
)

const byKey = (alerts: readonly Alert[]) =>
  alerts
    .map(({ key, level, since, value, name, isLive }) => ({ key, level, since, value, name, isLive }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

it('evaluates a board over the stores of a page as over plain statistics', () => {
  fc.assert(
    fc.property(steps, (feed) => {
      let now = 0
      const sources = createSourcesStore()
      const store = createQueueStatisticsStore({ monotonic: () => now, wall: () => now }, sources)
      const stores = {
        statistics: store,
        figures: createScreenMetrics(store, sources),
        alerts: createAlertStore(),
        trend: createTrendStore(),
        gaps: createGapStore(),
      }
      const screen = createBoardEvaluation({ board, ...stores })
      const plan = planOf(board)
      let state: BoardEvaluation['state'] | undefined
      let shareScale: 'fraction' | 'percent' = 'fraction'

      feed.forEach(({ passedMs, queues, states, level, calls }, index) => {
        now += passedMs
        const rows: Row[] = queues.map(({ waited, ...row }) => ({
          ...row,
          asOf: now,
          currentLongestQueueTime: row.callsInQueue + row.callbacksInQueue === 0 ? 0 : waited,
        }))
        const payLoad = [
          {
            dataSource: queueSource,
            data: [...rows, { id: '0', asOf: now, agentsInQueue: 2, callsInQueue: 1 }],
          },
          {
            dataSource: 'AGENT_STATE' as const,
            data: states.map((value, at) => ({ id: at === 0 ? 'a' : 'b', asOf: now, state: value })),
          },
          {
            dataSource: 'INBOUND_CAMPAIGN_STATISTICS' as const,
            data: [{ id: 'c', asOf: now, totalCallsCount: calls, serviceLevelQueue: level }],
          },
        ]
        const listed = names.filter(({ id }) => rows.some((row) => row.id === id))
        store.messageReceived({
          type: 'snapshot',
          eventId: '5000',
          epoch: 'e',
          seq: index + 1,
          asOf: now,
          serverTime: now,
          wallOffsetMs: 0,
          queues: listed,
          payLoad,
          directory,
          link: { ...link, confirmedAt: now },
        })
        store.tick()
        screen.tick()

        const plain = createStatistics()
        const plainQueues = createQueueStatistics(plain)
        plainQueues.setQueues(listed)
        plain.applyFull(payLoad)
        const data = boardDataOf({
          queues: plainQueues,
          sources: plain,
          directory,
          isQueueListUnread: false,
          shareScale,
        })
        shareScale = data.shareScale((campaigns, before) =>
          [...campaigns].some((row) => Number(row['serviceLevelQueue']) > 1) ? 'percent' : before,
        )
        const { serverNow, now: figures } = store.status.getState()
        const metrics = createBoardMetrics({ ...data, shareScale: () => shareScale })
        const time = { figures, server: serverNow }
        const direct = evaluateBoard(plan, { metrics, isLive: () => true }, state, time)
        state = direct.state

        expect(byKey(stores.alerts.active.getState().list)).toEqual(byKey(direct.alerts))
        for (const { key, value } of direct.trends) {
          const sample = stores.trend.of(key).getState().points.at(-1)
          if (sample?.at === now) expect(sample.value).toBe(value ?? null)
        }
      })
    }),
    { numRuns: 60 },
  )
})

it('reads no figure in a tick between two whole seconds, unless rows have changed', () => {
  let now = 1_000
  const sources = createSourcesStore()
  const statistics = createQueueStatisticsStore({ monotonic: () => now, wall: () => now }, sources)
  const figures = createScreenMetrics(statistics, sources)
  let reads = 0
  const counted = {
    ...figures,
    data: {
      ...figures.data,
      queueRow(id: string) {
        reads += 1
        return figures.data.queueRow(id)
      },
    },
  }
  const alerts = createAlertStore()
  const screen = createBoardEvaluation({
    board,
    ...{ statistics, alerts, figures: counted, trend: createTrendStore(), gaps: createGapStore() },
  })
  const position = (seq: number) => ({ epoch: 'e', seq, asOf: now })
  function readsOfTick(passedMs: number): number {
    reads = 0
    now += passedMs
    statistics.tick()
    screen.tick()
    return reads
  }
  const row = { id: '1', asOf: now, callsInQueue: 1, currentLongestQueueTime: 0 }
  statistics.messageReceived({
    ...{ type: 'snapshot', eventId: '5000', ...position(1), serverTime: now, wallOffsetMs: 0 },
    queues: names,
    payLoad: [{ dataSource: queueSource, data: [row] }],
    directory,
    link: { ...link, confirmedAt: now },
  })
  expect(readsOfTick(1_000)).toBeGreaterThan(0)
  expect(readsOfTick(500)).toBe(0)
  expect(readsOfTick(500)).toBeGreaterThan(0) // a whole second: waits are longer
  statistics.messageReceived({
    ...{ type: 'changes', eventId: '5012', ...position(2), prev: 1 },
    payLoad: [{ dataSource: queueSource, added: [], updated: [{ ...row, callsInQueue: 4 }], removed: [] }],
  })
  expect(readsOfTick(500)).toBeGreaterThan(0)
})
