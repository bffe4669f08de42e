import { existsSync } from 'node:fs'
import { Kysely } from 'kysely'
import { filesOf } from '../data-directory.ts'
import { openDatabase } from '../database.ts'
import { migrateTables } from '../migrate-tables.ts'
import { createPostgresDialect } from '../postgres-dialect.ts'
import { openPostgres } from '../postgres.ts'
import { StorageUnusable } from '../storage-error.ts'
import type { Tables } from '../tables.ts'
import type { MoveContext, MovedPart, MoveStep } from './move-step.ts'

const lineOf = ({ name, rows, checksum, outcome }: MovedPart): string =>
  `  ${name.padEnd(28)}${String(rows).padStart(10)} rows  checksum ${checksum}  ${outcome}`

async function runSteps(context: MoveContext, steps: readonly MoveStep[], print: (line: string) => void) {
  for (const step of steps) await step.check(context)
  const parts: MovedPart[] = []
  for (const step of steps) {
    print(`${step.title}:`)
    const moved = await step.copy(context)
    for (const part of moved) print(lineOf(part))
    parts.push(...moved)
  }
  return parts
}

/**
 * Copies a DATA_DIR into a PostgreSQL database, whose tables are created or migrated. Every step compares counts and
 * checksums of both sides. The directory stays as it is. A second run compares, and changes nothing.
 * @param print takes the lines for the user
 * @throws StorageUnusable when a server uses the directory, it holds no database, or the target holds other data; nothing
 * is changed then
 */
export async function moveToPostgres(
  config: Pick<MoveContext, 'dataDir' | 'databaseUrl' | 'installationKey'>,
  steps: readonly MoveStep[],
  print: (line: string) => void,
): Promise<void> {
  const { dataDir, databaseUrl } = config
  const { directory, database } = filesOf(dataDir)
  if (!existsSync(database))
    throw new StorageUnusable(`there is no database in DATA_DIR ${directory}: nothing to move`)
  const sqlite = await openDatabase(dataDir) // locks the directory, and checks the database
  const postgres = openPostgres({
    ...{ url: databaseUrl, name: 'wallboard move', maxConnections: 4 },
    ...{ statementTimeoutMs: 0, lockTimeoutMs: 60_000 },
  })
  try {
    const target = new Kysely<Tables>({ dialect: createPostgresDialect(postgres) })
    await migrateTables(target)
    print(`from DATA_DIR ${directory} to PostgreSQL at ${postgres.address}`)
    const parts = await runSteps({ ...config, sqlite, postgres, target }, steps, print)
    const isCopied = parts.some(({ outcome }) => outcome === 'copied')
    print(
      isCopied
        ? 'All counts and checksums are equal. Start the server with DATABASE_URL.'
        : 'All counts and checksums are equal; everything was there already, and nothing was changed.',
    )
  } finally {
    await postgres.close()
    await sqlite.destroy()
  }
}
