import { boardDataOf, createBoardMetrics, type Board } from '@wallboard/boards'
import { noDirectory } from '@wallboard/relay'
import { createQueueStatistics, createStatistics, queueSource } from '@wallboard/statistics'
import { describe, expect, it } from 'vitest'
import { createPictures } from './picture-state.ts'

const busy = { metric: 'callsInQueue', level: 'critical', when: 'above', value: 3, onDelay: 0 } as const
const board: Board = {
  version: 1,
  name: 'B',
  mode: 'supervisor',
  theme: 'night',
  viewing: { distanceM: 5, diagonalInches: 55 },
  rotateSeconds: 10,
  pages: [{ tiles: [{ kind: 'queues', queues: 'all', thresholds: [busy] }, { kind: 'trend' }] }],
}
const names = [
  { id: '1', name: 'Sales' },
  { id: '2', name: 'Help' },
]

function metricsOf(waiting: readonly [number, number]) {
  const sources = createStatistics()
  const queues = createQueueStatistics(sources)
  queues.setQueues(names)
  const source = {
    dataSource: queueSource,
    data: waiting.map((callsInQueue, index) => ({ id: String(index + 1), asOf: 0, callsInQueue })),
  }
  sources.applyFull([source])
  const data = boardDataOf({
    ...{ queues, sources, directory: noDirectory },
    isQueueListUnread: false,
    shareScale: 'fraction',
  })
  return createBoardMetrics(data)
}

const size = { width: 1920, height: 1080 }
const input = (waiting: readonly [number, number]) => ({
  ...{ metrics: metricsOf(waiting), isLive: () => true, queueIds: ['2', '1'] },
  ...{ now: 1_000, serverNow: 1_000 },
})

describe(createPictures, () => {
  it('draws each tile of the first page inside the screen, with names, waiting calls and levels', () => {
    const { tiles } = createPictures(board, size)(input([1, 4]), undefined)
    expect(tiles.map(({ name, figure, level }) => [name, figure, level])).toEqual([
      ['Help', '4', 'critical'],
      ['Sales', '1', 'none'],
      ['', '', 'none'],
    ])
    for (const { x, y, width, height } of tiles) {
      expect(Math.min(x, y, width, height)).toBeGreaterThan(0)
      expect(x + width).toBeLessThanOrEqual(size.width)
      expect(y + height).toBeLessThanOrEqual(size.height)
    }
  })

  it('continues the alerts of the picture before', () => {
    const next = createPictures(board, size)
    const first = next(input([0, 4]), undefined)
    const second = next({ ...input([0, 0]), now: 2_000, serverNow: 2_000 }, first.evaluation)
    expect(first.tiles[0]?.level).toBe('critical')
    // Alerts clear after their off-delay.
    expect(second.tiles[0]?.level).toBe('critical')
  })
})
