import { acdStatusFields } from '@wallboard/five9/events'
import { noDirectory } from '@wallboard/relay'
import { queueMetrics, sortByUrgency, type QueueMetric, type Row } from '@wallboard/statistics'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allQueuesBoard, viewSpecOf, type Tile } from '../index.ts'
import type { BoardData } from '../evaluation/board-data.ts'
import { evaluateBoard, planOf } from '../evaluation/evaluate-board.ts'
import { createBoardMetrics } from '../evaluation/metrics.ts'
import { queueFieldsOf } from './queue-fields.ts'

const metrics = Object.keys(queueMetrics) as [QueueMetric] // Object.keys returns string[]

const dataOf = (totals: Row, rows: readonly Row[]): BoardData => ({
  queueIds: () => rows.map(({ id }) => id),
  queueRow: (id) => rows.find((row) => row.id === id),
  queueLabel: (id) => id,
  isQueueGone: () => false,
  totals: () => totals,
  rows: () => new Map(),
  isAvailable: () => false,
  directory: () => noDirectory,
  shareScale: (determine) => determine([], 'fraction'),
})

const tileOf = (metric: QueueMetric): fc.Arbitrary<Tile> => {
  const thresholds = [{ metric, level: 'warn' as const, when: 'above' as const, value: 2 }]
  const [own] = thresholds.map(({ metric: _metric, ...rest }) => rest)
  return fc.constantFrom<Tile>(
    { kind: 'queue', queue: '1', thresholds },
    { kind: 'queues', queues: 'all', thresholds },
    { kind: 'group', name: 'Group', queues: ['1', '2'], thresholds },
    { kind: 'number', figure: { of: 'floor', metric }, thresholds: own === undefined ? [] : [own] },
    { kind: 'number', figure: { of: 'queues', queues: ['2'], metric } },
    { kind: 'trend', metric },
    { kind: 'trend', queues: ['1', '2'], metric },
    { kind: 'agent-summary', queues: 'all' },
  )
}

const rowOf = (id: string) =>
  fc
    .record(Object.fromEntries(acdStatusFields.map((field) => [field, fc.nat({ max: 5 })])), {
      requiredKeys: [],
    })
    .map((fields): Row => ({ ...fields, id, asOf: 1_000 }))

describe(queueFieldsOf, () => {
  it('is enough for every figure, threshold, trend and order of a board, and of its header', () => {
    const board = fc
      .array(fc.constantFrom(...metrics).chain(tileOf), { minLength: 1, maxLength: 4 })
      .map((tiles) => ({ ...allQueuesBoard, pages: [{ tiles }] }))
    const rows = fc.tuple(rowOf('0'), rowOf('1'), rowOf('2'))
    fc.assert(
      fc.property(board, rows, (shown, whole) => {
        const fields = new Set<string>(['id', 'asOf', ...(viewSpecOf(shown, 'wall').queueFields ?? [])])
        const cut = whole.map((row): Row => ({
          ...Object.fromEntries(Object.entries(row).filter(([field]) => fields.has(field))),
          id: row.id,
          asOf: row.asOf,
        }))
        const read = ([totals, ...queues]: readonly Row[]) => {
          const figures = createBoardMetrics(dataOf(totals ?? { id: '0', asOf: 0 }, queues))
          const input = { metrics: figures, isLive: () => true }
          const { alerts, levels, trends } = evaluateBoard(planOf(shown), input, undefined, {
            figures: 9_000,
            server: 9_000,
          })
          return {
            ...{ alerts, levels, trends },
            order: sortByUrgency(queues, 9_000).map(({ id }) => id),
            header: (['callsInQueue', 'currentLongestQueueTime', 'agentsInQueue'] as const).map((metric) => [
              figures.ofBoard('all', metric, 9_000),
              figures.ofBoard(['1'], metric, 9_000),
            ]),
            callback: figures.isCallbackWait('floor', 9_000),
            numbers: shown.pages[0]?.tiles.flatMap((tile) =>
              tile.kind === 'number' &&
              tile.figure.of !== 'campaign' &&
              tile.figure.of !== 'outbound-campaign'
                ? [figures.floor(tile.figure.metric, 9_000), figures.group(['2'], tile.figure.metric, 9_000)]
                : [],
            ),
          }
        }
        expect(read(cut)).toEqual(read(whole))
      }),
      { numRuns: 300 },
    )
  })
})
