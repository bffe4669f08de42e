import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inspectInChild } from '../../storage/inspect-in-child.ts'
import type { MovedPart, MoveContext, MoveStep } from '../../storage/move/move-step.ts'
import { openPostgres } from '../../storage/postgres.ts'
import { StorageUnusable } from '../../storage/storage-error.ts'
import type { HistorySchema } from '../store/postgres-schema.ts'
import { createPostgresWorker } from '../store/postgres-work.ts'
import { execute } from '../store/sql-work.ts'
import { openSummaryFile } from '../store/summary-file.ts'
import { daySources, tableSources } from './history-sources.ts'
import { movePart } from './move-part.ts'

/** The schemas, and the directory of each in DATA_DIR. */
const places = [
  { schema: 'history', path: ['history'] },
  { schema: 'history_personal', path: ['history', 'personal'] },
] as const satisfies readonly { readonly schema: HistorySchema; readonly path: readonly string[] }[]

const movedPlaces = ({ dataDir }: MoveContext) =>
  places
    .map(({ schema, path }) => ({ schema, directory: join(dataDir, ...path) }))
    .filter(({ directory }) => existsSync(join(directory, 'history.db')))

async function copyPlace(
  { databaseUrl }: MoveContext,
  schema: HistorySchema,
  directory: string,
): Promise<readonly MovedPart[]> {
  const postgres = openPostgres({
    url: databaseUrl,
    ...{ name: 'wallboard move', maxConnections: 2, statementTimeoutMs: 0, lockTimeoutMs: 60_000 },
  })
  const target = createPostgresWorker(postgres, schema)
  const summary = openSummaryFile(join(directory, 'history.db')) // an older file gets the tables that it lacks
  const days = daySources(directory)
  const parts: MovedPart[] = []
  try {
    for (const source of [...tableSources(summary), ...days.parts()]) {
      const moved = await movePart(source, target)
      parts.push({ ...moved, name: `${schema} ${moved.name}` })
    }
    // New feeds and data sources get numbers after those that were moved.
    for (const table of ['feed', 'source'])
      await target.transaction(() =>
        execute(
          `SELECT setval(pg_get_serial_sequence('${table}', 'id'), coalesce(max(id), 0) + 1, false) FROM ${table}`,
        ),
      )
    return parts
  } finally {
    days.close()
    summary.close()
    await postgres.close()
  }
}

/**
 * Moves the recorded history: the tables of `history.db` and the segments of each day. Each table and each day is copied
 * in a transaction of its own, so that a move that was interrupted goes on where it stopped.
 */
export const moveHistory: MoveStep = {
  title: 'history',
  async check(context) {
    for (const { directory } of movedPlaces(context)) {
      const path = join(directory, 'history.db')
      const { isGood } = await inspectInChild(path)
      if (!isGood)
        throw new StorageUnusable(
          `${path} is damaged: start the server once without DATABASE_URL, which sets it aside, or move the directory ${directory} away. Nothing was changed`,
        )
    }
  },
  async copy(context) {
    const parts: MovedPart[] = []
    for (const { schema, directory } of movedPlaces(context))
      parts.push(...(await copyPlace(context, schema, directory)))
    return parts
  },
}
