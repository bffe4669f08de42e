import { allQueuesBoard } from '@wallboard/boards'
import { expect, it } from 'vitest'
import { createShowBoard } from './show-board.ts'

it('shows a changed board on a thousand displays in slices of 5 ms of a turn of the event loop', async () => {
  const displays = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ id: `d${index}`, org: '1', feed: 'f', name: 'Door', boardId: 'b', pairedAt: 0, pairedBy: 'boss' },
    settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
  }))
  let now = 0
  let turn = 0
  const shownPerTurn = new Map<number, number>()
  const shown = new Set<string>()
  const showBoard = createShowBoard({
    boards: {
      list: () => Promise.resolve([]),
      find: (_org, id) => Promise.resolve({ id, revision: 1, board: allQueuesBoard }),
    },
    displays: () => displays,
    show(id) {
      now += 1
      shown.add(id)
      shownPerTurn.set(turn, (shownPerTurn.get(turn) ?? 0) + 1)
    },
    now: () => 0,
    monotonic: () => now,
  })
  const isDone = showBoard.boardChanged('1', 'b').then(() => true)
  const nextTurn = () => new Promise<false>((resolve) => setImmediate(resolve, false))
  while (!(await Promise.race([isDone, nextTurn()]))) turn += 1
  expect(shown.size).toBe(1_000)
  expect(Math.max(...shownPerTurn.values())).toBeLessThanOrEqual(10) // this count of turns and the queue's may differ by one
  expect(turn).toBeGreaterThanOrEqual(100)
})
