import { describe, expect, it } from 'vitest'
import { backupName, backupsOf, backupsToRemove, backupTime, isBackupDue } from './backup-schedule.ts'

const hour = 3_600_000
const at = Date.UTC(2026, 10, 26, 4, 0)

describe(backupName, () => {
  it('contains the instant to the minute, which no other file name does', () => {
    expect(backupName(at)).toBe('wallboard-2026-11-26T04-00Z.db')
    expect(backupTime(backupName(at))).toBe(at)
    expect(backupTime('wallboard-2026-11-26T04-00Z.db.unfinished')).toBeUndefined()
    expect(backupTime('wallboard-2026-19-99T04-00Z.db')).toBeUndefined()
  })
})

describe(isBackupDue, () => {
  it('returns true hourly after changes, daily without, and at once after the first change', () => {
    expect(isBackupDue({ newestAt: undefined, hasChanged: false, now: at })).toBe(false)
    expect(isBackupDue({ newestAt: undefined, hasChanged: true, now: at })).toBe(true)
    expect(isBackupDue({ newestAt: at, hasChanged: true, now: at + hour - 1 })).toBe(false)
    expect(isBackupDue({ newestAt: at, hasChanged: true, now: at + hour })).toBe(true)
    expect(isBackupDue({ newestAt: at, hasChanged: false, now: at + 24 * hour - 1 })).toBe(false)
    expect(isBackupDue({ newestAt: at, hasChanged: false, now: at + 24 * hour })).toBe(true)
  })

  it('does not wait when the clock was set back', () => {
    expect(isBackupDue({ newestAt: at + 1_000 * hour, hasChanged: true, now: at })).toBe(true)
    expect(isBackupDue({ newestAt: at + 1_000 * hour, hasChanged: false, now: at })).toBe(false)
  })
})

describe(backupsToRemove, () => {
  it('keeps the 24 newest, one of each of 14 days, and every other file', () => {
    const hourly = Array.from({ length: 30 * 24 }, (_, hours) => backupName(at - hours * hour))
    const removed = new Set(backupsToRemove(['notes.txt', ...hourly]))
    const kept = hourly.filter((name) => !removed.has(name))
    expect(kept.slice(0, 24)).toEqual(hourly.slice(0, 24))
    expect(kept).toHaveLength(24 + 12)
    expect(new Set(kept.map((name) => name.slice(0, 20))).size).toBe(14)
    expect(removed.has('notes.txt')).toBe(false)
    expect(backupsOf(['notes.txt', ...hourly.toReversed()])).toEqual(hourly)
  })
})
