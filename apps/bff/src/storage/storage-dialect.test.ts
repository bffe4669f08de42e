import { Kysely, Migrator } from 'kysely'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite } from './sqlite.ts'
import { createStorageDialect } from './storage-dialect.ts'
import { closing, temporaryDirectory } from '../../tests/clean-up.ts'

async function open() {
  const directory = await temporaryDirectory()
  const sqlite = openSqlite(join(directory, 'a.db'))
  const counts = { counted: 0, changed: 0 }
  const dialect = createStorageDialect({
    sqlite,
    countChange: () => (counts.counted += 1),
    onChanged: () => (counts.changed += 1),
    onDestroyed: sqlite.close,
  })
  const db = new Kysely<{ rows: { id: string } }>({ dialect })
  closing.push(() => db.destroy())
  return { db, sqlite, counts }
}

describe(createStorageDialect, () => {
  it('[row 31] rolls back a migration that did not end', async () => {
    const { db, sqlite } = await open()
    const up = async (transaction: Kysely<unknown>) => {
      await transaction.schema.createTable('rows').addColumn('id', 'text').execute()
      throw new Error('killed')
    }
    const provider = { getMigrations: () => Promise.resolve({ '0001': { up } }) }
    const { error } = await new Migrator({ db, provider }).migrateToLatest()
    expect(error).toMatchObject({ message: 'killed' })
    expect(sqlite.all(`SELECT name FROM sqlite_master WHERE name = 'rows'`)).toEqual([])
  })

  it('counts only statements that changed data', async () => {
    const { db, counts } = await open()
    await db.schema.createTable('rows').addColumn('id', 'text').execute()
    expect(counts).toEqual({ counted: 0, changed: 0 })
    await db.insertInto('rows').values({ id: 'a' }).execute()
    await db.updateTable('rows').set({ id: 'c' }).where('id', '=', 'b').execute()
    expect(await db.selectFrom('rows').selectAll().execute()).toEqual([{ id: 'a' }])
    await db.deleteFrom('rows').execute()
    expect(counts).toEqual({ counted: 2, changed: 2 })
  })
})
