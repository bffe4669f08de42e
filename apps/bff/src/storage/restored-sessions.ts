import type { Sqlite } from './sqlite.ts'

const tables = ['browser_sessions', 'pairings']

/** Removes the sessions and pairings that a backup contains: some of them have ended since it was made. */
export function endRestoredSessions(sqlite: Sqlite): void {
  const existing = new Set(
    sqlite.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map(({ name }) => name),
  )
  for (const table of tables) if (existing.has(table)) sqlite.exec(`DELETE FROM ${table}`)
}
