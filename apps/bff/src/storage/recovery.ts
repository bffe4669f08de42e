import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backupsOf } from './backup-schedule.ts'
import { readRecord, writeRecord, type Contents } from './change-record.ts'
import { databaseSuffixes, type DataFiles } from './data-directory.ts'
import type { Inspection } from './inspection.ts'
import { isIntact, planRecovery, type RecoveryPlan } from './recovery-state.ts'
import type { StorageLog } from './storage-log.ts'
import { StorageUnusable } from './storage-error.ts'

const stampOf = (at: number) => new Date(at).toISOString().replaceAll(':', '-')

/**
 * Renames the database and the files that SQLite created beside it, so that they are neither lost nor read by mistake.
 * @returns the new name; undefined without a database
 */
function setAside(files: DataFiles, label: string, at: number): string | undefined {
  if (!existsSync(files.database)) return undefined
  const name = `wallboard.db.${label}-${stampOf(at)}`
  // The database file last: if this is interrupted, the database is inspected again at the next start.
  for (const suffix of [...databaseSuffixes].reverse())
    if (existsSync(files.database + suffix))
      renameSync(files.database + suffix, join(files.directory, name + suffix))
  return name
}

/**
 * Replaces the database by a copy of another file with known contents. The former database is renamed. The copy is
 * complete before any file is renamed.
 * @returns the new name of the former database; undefined when there was none
 */
export function replaceDatabase(
  files: DataFiles,
  replacement: { readonly path: string; readonly contents: Contents },
  label: string,
  at: number,
): string | undefined {
  const incoming = `${files.database}.incoming`
  copyFileSync(replacement.path, incoming)
  chmodSync(incoming, 0o600)
  const formerName = setAside(files, label, at)
  for (const suffix of databaseSuffixes) rmSync(files.database + suffix, { force: true })
  renameSync(incoming, files.database)
  writeRecord(files.record, replacement.contents, { isSynced: true })
  return formerName
}

const namesIn = (directory: string) => (existsSync(directory) ? readdirSync(directory) : [])

type Inspect = (path: string) => Promise<Inspection>

async function findGoodBackup(files: DataFiles, log: StorageLog, inspect: Inspect) {
  for (const name of backupsOf(namesIn(files.backups))) {
    const inspection = await inspect(join(files.backups, name)).catch((error: unknown) => ({
      isGood: false as const,
      reason: error instanceof Error ? error.message : String(error),
    }))
    if (inspection.isGood) return { name, contents: inspection.contents }
    log.warn({ backup: name, reason: inspection.reason }, 'a backup cannot be used')
  }
  return undefined
}

const advice =
  'restore a backup with "npm run restore -- FILE", or move the directory away to start with an empty one'

/**
 * Checks that the database is good and contains all acknowledged changes; otherwise replaces it by the newest good backup
 * where that contains more.
 * @throws StorageUnusable when there is no backup and a person has to decide
 */
export async function recoverDatabase(
  files: DataFiles,
  deps: { readonly log: StorageLog; readonly now: () => number; readonly inspect: Inspect },
): Promise<RecoveryPlan> {
  const { log, now, inspect } = deps
  const record = readRecord(files.record)
  const file = existsSync(files.database) ? await inspect(files.database) : undefined
  const isFirstStart = file === undefined && record === undefined && !existsSync(files.backups)
  const backup =
    isIntact({ file, record }) || isFirstStart ? undefined : await findGoodBackup(files, log, inspect)
  const plan = planRecovery({ file, record, backup })
  switch (plan.kind) {
    case 'create':
      break
    case 'open':
      if (plan.lost > 0)
        log.error({ lostChanges: plan.lost }, 'the database lacks its last changes; there is no newer backup')
      break
    case 'refuse':
      throw new StorageUnusable(
        `DATA_DIR ${files.directory}: ${plan.reason}, and there is no good backup; ${advice}`,
      )
    case 'use-backup': {
      const path = join(files.backups, plan.name)
      const setAsideAs = replaceDatabase(files, { path, contents: plan.contents }, 'damaged', now())
      log.error(
        { backup: plan.name, setAside: setAsideAs ?? null, reason: plan.reason, lostChanges: plan.lost },
        'the database could not be used; the newest good backup is used instead: displays that were revoked after it was made are paired again',
      )
    }
  }
  return plan
}
