import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIntact, planRecovery, type StorageState } from './recovery-state.ts'

const contents = (changes: number, displays = 1, boards = 2) => ({ changes, displays, boards })
const good = (changes: number, displays = 1, boards = 2) =>
  ({ isGood: true, contents: contents(changes, displays, boards) }) as const
const damaged = { isGood: false, reason: 'page 2 is broken' } as const
const backup = (changes: number) => ({ name: 'wallboard-2026-11-26T04-00Z.db', contents: contents(changes) })
const plan = (state: Partial<StorageState>) =>
  planRecovery({ file: undefined, record: undefined, backup: undefined, ...state })

describe(planRecovery, () => {
  it('creates a database at the first start, and never in place of one that contained something', () => {
    expect(plan({})).toEqual({ kind: 'create' })
    expect(plan({ record: contents(0, 0, 0) })).toEqual({ kind: 'create' })
    expect(plan({ record: contents(3) })).toMatchObject({
      kind: 'refuse',
      reason: 'wallboard.db is missing; it held 1 displays and 2 boards',
    })
    expect(plan({ backup: backup(2), record: contents(3) })).toMatchObject({ kind: 'use-backup', lost: 1 })
    expect(plan({ backup: backup(2) })).toMatchObject({ kind: 'use-backup', lost: 0 })
  })

  it('opens a database with all acknowledged changes, also when the record is outdated or missing', () => {
    expect(plan({ file: good(3), record: contents(3) })).toEqual({ kind: 'open', lost: 0 })
    expect(plan({ file: good(3), record: contents(2) })).toEqual({ kind: 'open', lost: 0 })
    expect(plan({ file: good(3) })).toEqual({ kind: 'open', lost: 0 })
  })

  it('uses the backup in place of a damaged database, and refuses to start without one', () => {
    expect(plan({ file: damaged, record: contents(5), backup: backup(4) })).toMatchObject({
      kind: 'use-backup',
      reason: 'wallboard.db is damaged (page 2 is broken)',
      lost: 1,
    })
    expect(plan({ file: damaged })).toMatchObject({ kind: 'refuse' })
  })

  it('chooses between a shortened database and a backup the one with more changes', () => {
    expect(plan({ file: good(3), record: contents(9), backup: backup(8) })).toMatchObject({
      kind: 'use-backup',
      lost: 1,
    })
    expect(plan({ file: good(8), record: contents(9), backup: backup(3) })).toEqual({ kind: 'open', lost: 1 })
  })

  it('refuses a shortened database with missing rows that no backup has', () => {
    expect(plan({ file: good(0, 0, 0), record: contents(9) })).toMatchObject({
      kind: 'refuse',
      reason:
        'wallboard.db holds 0 displays and 0 boards and lacks its last 9 changes; it held 1 displays and 2 boards',
    })
  })

  it('needs no backup when the database is good and complete', () => {
    const file = fc.oneof(
      fc.constant(undefined),
      fc.constant(damaged),
      fc.nat(5).map((n) => good(n)),
    )
    const record = fc.oneof(
      fc.constant(undefined),
      fc.nat(5).map((n) => contents(n)),
    )
    fc.assert(
      fc.property(file, record, fc.nat(5), (file, record, changes) => {
        if (!isIntact({ file, record })) return
        expect(plan({ file, record })).toEqual(plan({ file, record, backup: backup(changes) }))
      }),
    )
  })
})
