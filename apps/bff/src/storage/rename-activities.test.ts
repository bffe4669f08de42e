import { describe, expect, it } from 'vitest'
import { renameActivities } from './rename-activities.ts'

const boardOf = (states: readonly string[]) =>
  JSON.stringify({ name: 'on call', pages: [{ tiles: [{ kind: 'agents', queues: 'all', states }] }] })

describe('renameActivities', () => {
  it('replaces labels of activities in states by their codes, and nothing else', () => {
    expect(renameActivities(boardOf(['ready', 'on call', 'after call', 'not ready', 'logged out']))).toBe(
      boardOf(['ready', 'on-call', 'after-call', 'not-ready', 'logged-out']),
    )
  })

  it('leaves a document that has been migrated, and one that is not JSON, as it is', () => {
    const migrated = boardOf(['on-call'])
    expect(renameActivities(migrated)).toBe(migrated)
    expect(renameActivities('{ no')).toBe('{ no')
  })
})
