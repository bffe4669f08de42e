import { missingEngine, startPostgres, type PostgresServer } from '@wallboard/engines'
import type { Db } from '../src/storage/database.ts'
import { openStorage } from '../src/storage/open-storage.ts'
import { closing, temporaryDirectory } from './clean-up.ts'

/** The part of a test's context that skips it. */
export interface SkipContext {
  readonly skip: (reason: string) => void
}

/** `afterAll` of Vitest, imported by the test file: a hook of this module would belong to the first file that loads it. */
type AfterAll = (hook: () => Promise<void>, timeoutMs: number) => void

/** An engine that stores are tested on. */
export interface StorageEngine {
  readonly name: 'sqlite' | 'postgres'
  /** Opens an empty database, which is closed after the test. Skips the test where the engine is missing. */
  readonly open: (context: SkipContext) => Promise<Db>
  /** Opens an empty database as two nodes do; on SQLite, which one process uses, both are the same. */
  readonly openTwice: (context: SkipContext) => Promise<readonly [Db, Db]>
}

/** Opens a database as one node does; it is closed after the test. Without an address: SQLite. */
export async function openNode(databaseUrl: string | undefined): Promise<Db> {
  const storage = await openStorage({ dataDir: await temporaryDirectory(), databaseUrl })
  closing.push(storage.close)
  return storage.db
}

/**
 * PostgreSQL for the tests of a file: one server, which the first test that needs it starts and which stops after the
 * last test. To be called at the top level of a test file, with the `afterAll` of Vitest.
 */
export function usePostgres(afterAll: AfterAll) {
  let starting: Promise<PostgresServer> | undefined
  let template: Promise<string> | undefined
  afterAll(async () => {
    await (await starting)?.stop()
    starting = undefined
    template = undefined
  }, 60_000)

  function server(context: SkipContext): Promise<PostgresServer> {
    const reason = missingEngine('postgres')
    if (reason !== undefined) context.skip(reason)
    return (starting ??= startPostgres())
  }
  async function migrated(postgres: PostgresServer): Promise<string> {
    const databaseUrl = await postgres.newDatabase()
    const storage = await openStorage({ dataDir: await temporaryDirectory(), databaseUrl })
    await storage.close()
    return databaseUrl
  }
  return {
    server,
    /** The address of a new database with the tables and without rows. */
    newDatabase: async (context: SkipContext): Promise<string> => {
      const postgres = await server(context)
      template ??= migrated(postgres)
      return postgres.newDatabase(await template)
    },
  }
}

/** Both engines, for `describe.each` at the top level of a test file. */
export function useStorageEngines(afterAll: AfterAll): readonly StorageEngine[] {
  const { newDatabase } = usePostgres(afterAll)
  return [
    {
      name: 'sqlite',
      open: () => openNode(undefined),
      async openTwice() {
        const db = await openNode(undefined)
        return [db, db]
      },
    },
    {
      name: 'postgres',
      open: async (context) => openNode(await newDatabase(context)),
      async openTwice(context) {
        const url = await newDatabase(context)
        return Promise.all([openNode(url), openNode(url)])
      },
    },
  ]
}
