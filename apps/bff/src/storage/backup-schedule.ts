/** Lists backups, and decides from their names when the next one is due and which ones to remove. */

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const keptNewest = 24
const keptDays = 14

/** The name of a backup made at an instant (epoch milliseconds): `wallboard-2026-11-26T04-00Z.db`. */
export function backupName(at: number): string {
  return `wallboard-${new Date(at).toISOString().slice(0, 16).replace(':', '-')}Z.db`
}

/** The instant in the name of a backup; undefined for any other file. */
export function backupTime(name: string): number | undefined {
  const match = /^wallboard-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})Z\.db$/.exec(name)
  if (match === null) return undefined
  const at = Date.parse(`${match[1] ?? ''}T${match[2] ?? ''}:${match[3] ?? ''}Z`)
  return Number.isNaN(at) ? undefined : at
}

/** The backups among file names, newest first. */
export function backupsOf(names: readonly string[]): readonly string[] {
  const timed = names.flatMap((name) => {
    const at = backupTime(name)
    return at === undefined ? [] : [{ name, at }]
  })
  return timed.sort((a, b) => b.at - a.at).map(({ name }) => name)
}

/** A backup is due hourly while data change, daily otherwise. The age of a backup from the future is unknown: the clock was set back. */
export function isBackupDue(state: {
  readonly newestAt: number | undefined
  /** True when data have changed since the newest backup. */
  readonly hasChanged: boolean
  readonly now: number
}): boolean {
  const { newestAt, hasChanged, now } = state
  if (newestAt === undefined || newestAt > now) return hasChanged
  return now - newestAt >= (hasChanged ? hourMs : dayMs)
}

/** The backups to remove: all except the 24 newest, and the newest one of each of the last 14 days with a backup. */
export function backupsToRemove(names: readonly string[]): readonly string[] {
  const backups = backupsOf(names)
  const kept = new Set(backups.slice(0, keptNewest))
  const days = new Set<string>()
  for (const name of backups) {
    const day = name.slice(0, 'wallboard-2026-11-26'.length)
    if (days.has(day) || days.size === keptDays) continue
    days.add(day)
    kept.add(name)
  }
  return backups.filter((name) => !kept.has(name))
}
