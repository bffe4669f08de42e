import { allQueuesBoard, allQueuesBoardId } from '@wallboard/boards'
import { describe, expect, it } from 'vitest'
import { createAssignments } from './assignment.ts'
import type { Display } from './display.ts'

const display: Display = {
  ...{ id: 'd1', org: '1', feed: 'wall@example.test', name: 'Door', boardId: 'b1' },
  ...{ pairedAt: 0, pairedBy: 'boss@example.test' },
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}

/** Boards of a database, which counts what is read and can be down. */
function setUp() {
  const stored = new Map([
    ['b1', 1],
    ['b2', 1],
  ])
  const reads = { boards: 0, lists: 0 }
  const state = { isDown: false }
  const assignments = createAssignments({
    find(_org, id) {
      reads.boards += 1
      if (state.isDown) return Promise.reject(new Error('the database is down'))
      const revision = id === allQueuesBoardId ? 0 : stored.get(id)
      return Promise.resolve(revision === undefined ? undefined : { id, revision, board: allQueuesBoard })
    },
    list() {
      reads.lists += 1
      if (state.isDown) return Promise.reject(new Error('the database is down'))
      const each = { name: '', changedAt: null, changedBy: null, isBuiltIn: false }
      return Promise.resolve(Array.from(stored, ([id, revision]) => ({ ...each, id, revision })))
    },
  })
  const shown = async (id: string) => {
    const { initialMessage } = await assignments.assign(display, id)
    return initialMessage.type === 'board' ? [initialMessage.boardId, initialMessage.revision] : []
  }
  return { stored, reads, state, assignments, shown }
}

describe(createAssignments, () => {
  it('finds the boards in memory that another node has changed, by one list of each domain', async () => {
    const { stored, reads, assignments, shown } = setUp()
    await shown('b1')
    await shown('b2')
    expect(await assignments.outdated(undefined)).toEqual([])
    stored.set('b2', 2)
    expect(await assignments.outdated('2')).toEqual([])
    expect(await assignments.outdated('1')).toEqual([{ org: '1', boardId: 'b2' }])
    assignments.boardChanged('1', 'b2')
    expect(await shown('b2')).toEqual(['b2', 2])
    expect(await assignments.outdated(undefined)).toEqual([])
    expect(reads).toEqual({ boards: 3, lists: 3 })
  })

  it('finds a board that was removed, and one that can be shown again', async () => {
    const { stored, assignments, shown } = setUp()
    await shown('b1')
    stored.delete('b1')
    expect(await assignments.outdated(undefined)).toEqual([{ org: '1', boardId: 'b1' }])
    assignments.boardChanged('1', 'b1')
    expect(await shown('b1')).toEqual([allQueuesBoardId, 0])
    expect(await assignments.outdated(undefined)).toEqual([])
    stored.set('b1', 4)
    expect(await assignments.outdated(undefined)).toEqual([{ org: '1', boardId: 'b1' }])
  })

  it('shows the board that was read last while the database is down, and the new one afterwards', async () => {
    const { stored, state, assignments, shown } = setUp()
    await shown('b1')
    stored.set('b1', 2)
    assignments.boardChanged('1', 'b1')
    state.isDown = true
    expect(await shown('b1')).toEqual(['b1', 1])
    await expect(shown('b2')).rejects.toThrow('down')
    state.isDown = false
    expect(await shown('b1')).toEqual(['b1', 2])
  })
})
