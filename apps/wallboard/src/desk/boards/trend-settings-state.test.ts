import { allQueuesBoard, Board } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { isOfSeveralAgents, trendTilesOf, withTrendChange } from './trend-settings-state.ts'

const board: Board = {
  ...allQueuesBoard,
  pages: [
    { tiles: [{ kind: 'clock' }, { kind: 'trend', name: 'Sales', queues: ['1'] }] },
    { tiles: [{ kind: 'trend' }] },
  ],
}

describe(withTrendChange, () => {
  const [first, second] = trendTilesOf(board)

  it('changes one trend tile and nothing else, and leaves defaults out', () => {
    if (first === undefined || second === undefined) throw new Error('the board has two trends')
    const longer = withTrendChange(board, first, {
      span: '8h',
      comparison: 'last-week',
      metric: 'agentsInQueue',
    })
    expect(Board.parse(longer)).toEqual({
      ...board,
      pages: [
        {
          tiles: [
            { kind: 'clock' },
            {
              ...{ kind: 'trend', name: 'Sales', queues: ['1'] },
              ...{ metric: 'agentsInQueue', span: '8h', comparison: 'last-week' },
            },
          ],
        },
        board.pages[1],
      ],
    })
    const back = withTrendChange(longer, first, { span: '1h', comparison: 'none', metric: 'callsInQueue' })
    expect(back).toEqual(board)
    expect(withTrendChange(board, first, { queues: undefined }).pages[0]?.tiles[1]).toEqual({
      ...{ kind: 'trend', name: 'Sales' },
    })
  })
})

it('knows which trends have no normal band: agents of several queues, each counted once', () => {
  expect(isOfSeveralAgents({ metric: 'agentsInQueue', queues: ['1', '2'] })).toBe(true)
  expect(isOfSeveralAgents({ metric: 'agentsInQueue', queues: ['1'] })).toBe(false)
  expect(isOfSeveralAgents({ metric: 'agentsInQueue' })).toBe(false)
  expect(isOfSeveralAgents({ metric: 'callsInQueue', queues: ['1', '2'] })).toBe(false)
})
