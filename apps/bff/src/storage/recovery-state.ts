import type { Contents } from './change-record.ts'
import type { Inspection } from './inspection.ts'

/** The storage at start. `file` is undefined without a database; `record` is what the database last contained. */
export interface StorageState {
  readonly file: Inspection | undefined
  readonly record: Contents | undefined
  /** The newest good backup. */
  readonly backup: { readonly name: string; readonly contents: Contents } | undefined
}

/** What to open. `lost`: the number of acknowledged changes that it does not contain. */
export type RecoveryPlan =
  | { readonly kind: 'create' }
  | { readonly kind: 'open'; readonly lost: number }
  | {
      readonly kind: 'use-backup'
      readonly name: string
      readonly contents: Contents
      readonly reason: string
      readonly lost: number
    }
  | { readonly kind: 'refuse'; readonly reason: string }

const lostFrom = (contents: Contents, record: Contents | undefined): number =>
  Math.max(0, (record?.changes ?? 0) - contents.changes)

const describeContents = ({ displays, boards }: Contents) => `${displays} displays and ${boards} boards`

/** True when the database is good and complete: no backup needs to be inspected. */
export function isIntact({ file, record }: Pick<StorageState, 'file' | 'record'>): boolean {
  return file?.isGood === true && lostFrom(file.contents, record) === 0
}

/**
 * Chooses between the database and its newest good backup: the one with more of the acknowledged changes is used. Without
 * a backup the database is used while no display and no board is missing from it; otherwise a person has to decide.
 */
export function planRecovery({ file, record, backup }: StorageState): RecoveryPlan {
  const useBackup = (reason: string): RecoveryPlan | undefined =>
    backup && { kind: 'use-backup', ...backup, reason, lost: lostFrom(backup.contents, record) }

  if (file === undefined) {
    const reason =
      record === undefined || record.changes === 0
        ? 'wallboard.db is missing'
        : `wallboard.db is missing; it held ${describeContents(record)}`
    if (backup !== undefined) return useBackup(reason) ?? { kind: 'create' }
    return record === undefined || record.changes === 0 ? { kind: 'create' } : { kind: 'refuse', reason }
  }
  if (!file.isGood) {
    const reason = `wallboard.db is damaged (${file.reason})`
    return useBackup(reason) ?? { kind: 'refuse', reason }
  }
  const { contents } = file
  const lost = lostFrom(contents, record)
  if (lost === 0 || record === undefined) return { kind: 'open', lost: 0 }
  const reason = `wallboard.db holds ${describeContents(contents)} and lacks its last ${lost} changes; it held ${describeContents(record)}`
  if (backup !== undefined && backup.contents.changes > contents.changes)
    return useBackup(reason) ?? { kind: 'open', lost }
  const hasFewerRows = contents.displays < record.displays || contents.boards < record.boards
  return hasFewerRows ? { kind: 'refuse', reason } : { kind: 'open', lost }
}
