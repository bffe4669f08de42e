import { expect, it } from 'vitest'
import { createUpkeepSchedule } from './upkeep-schedule.ts'

const startedAt = Date.parse('2026-11-25T20:00:00Z')
const hour = 3_600_000

it('compacts and removes old days on the one node that does the shared work, and goes on at the next', () => {
  let holder = 'a'
  const posted: string[] = []
  const nodes = ['a', 'b'].map((node) =>
    createUpkeepSchedule({
      post: ({ type }) => posted.push(`${node} ${type}`),
      ...{ startedAt, retention: { days: 90, maxBytes: 1e9 }, timeZone: 'UTC' },
      doesSharedWork: () => holder === node,
    }),
  )
  const tick = (at: number) => {
    for (const node of nodes) node.tick(at)
    return posted.splice(0)
  }
  expect(tick(startedAt)).toEqual(['a retain'])
  expect(tick(startedAt + 1_000)).toEqual([])
  expect(tick(startedAt + hour)).toEqual(['a retain'])
  // At 03:00 the days that have finished are compacted, in slices.
  const night = startedAt + 7 * hour
  expect(tick(night)).toEqual(['a retain', 'a compact'])
  nodes[0]?.compacted(true)
  expect(tick(night + 1_000)).toEqual(['a compact'])
  // The node stops in the middle: the other one does what is left.
  holder = 'b'
  expect(tick(night + 2_000)).toEqual(['b retain', 'b compact'])
  nodes[0]?.compacted(true) // the slice that was under way
  expect(tick(night + 3_000)).toEqual([])
  nodes[1]?.compacted(false)
  expect(tick(night + 4_000)).toEqual(['b retain'])
  holder = 'nobody'
  expect(tick(night + 24 * hour)).toEqual([])
})
