import type { Contents } from './change-record.ts'
import type { Inspection } from './inspection.ts'

/** What is known at start. `file` is undefined when there is no database; `record` is what it held last. */
export interface Found {
  readonly file: Inspection | undefined
  readonly record: Contents | undefined
  /** The newest backup that can be used. */
  readonly backup: { readonly name: string; readonly contents: Contents } | undefined
}

/** What to open. `lost`: changes that were acknowledged and are not in it. */
export type RecoveryPlan =
  | { readonly kind: 'create' }
  | { readonly kind: 'open'; readonly lost: number }
  | {
      readonly kind: 'use-backup'
      readonly name: string
      readonly contents: Contents
      readonly why: string
      readonly lost: number
    }
  | { readonly kind: 'refuse'; readonly why: string }

const lostFrom = (contents: Contents, record: Contents | undefined): number =>
  Math.max(0, (record?.changes ?? 0) - contents.changes)

const held = ({ displays, boards }: Contents) => `${displays} displays and ${boards} boards`

/** True when the database is as it was left: no backup needs to be looked at. */
export function isIntact({ file, record }: Pick<Found, 'file' | 'record'>): boolean {
  return file?.isGood === true && lostFrom(file.contents, record) === 0
}

/**
 * Chooses between the database and its newest good backup: what holds more of the acknowledged changes is used. Without
 * a backup the database is used as long as no display and no board of it is missing; else a person has to decide.
 */
export function planRecovery({ file, record, backup }: Found): RecoveryPlan {
  const useBackup = (why: string): RecoveryPlan | undefined =>
    backup && { kind: 'use-backup', ...backup, why, lost: lostFrom(backup.contents, record) }

  if (file === undefined) {
    const why =
      record === undefined || record.changes === 0
        ? 'wallboard.db is missing'
        : `wallboard.db is missing; it held ${held(record)}`
    if (backup !== undefined) return useBackup(why) ?? { kind: 'create' }
    return record === undefined || record.changes === 0 ? { kind: 'create' } : { kind: 'refuse', why }
  }
  if (!file.isGood) {
    const why = `wallboard.db is damaged (${file.reason})`
    return useBackup(why) ?? { kind: 'refuse', why }
  }
  const { contents } = file
  const lost = lostFrom(contents, record)
  if (lost === 0 || record === undefined) return { kind: 'open', lost: 0 }
  const why = `wallboard.db holds ${held(contents)} and lacks its last ${lost} changes; it held ${held(record)}`
  if (backup !== undefined && backup.contents.changes > contents.changes)
    return useBackup(why) ?? { kind: 'open', lost }
  const hasFewerRows = contents.displays < record.displays || contents.boards < record.boards
  return hasFewerRows ? { kind: 'refuse', why } : { kind: 'open', lost }
}
