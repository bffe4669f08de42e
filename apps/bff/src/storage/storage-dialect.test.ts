import { Kysely, Migrator } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { createDatabaseFile, prepareDirectory } from './data-directory.ts'
import { openSqlite } from './sqlite.ts'
import { createStorageDialect } from './storage-dialect.ts'
import { startDatabaseWriter } from './writer/database-writer.ts'
import { closing, temporaryDirectory } from '../../tests/clean-up.ts'

async function open() {
  const directory = await temporaryDirectory()
  const files = prepareDirectory(directory)
  createDatabaseFile(files)
  const reader = openSqlite(files.database)
  reader.exec('PRAGMA journal_mode = WAL; CREATE TABLE storage_changes (count)')
  reader.exec('INSERT INTO storage_changes VALUES (0)')
  const writer = startDatabaseWriter(directory)
  await writer.connection().request({ type: 'count-changes' })
  let committed = 0
  const prepareQuery = vi.spyOn(reader, 'prepareQuery')
  const dialect = createStorageDialect({
    reader,
    writer,
    onCommitted: () => (committed += 1),
    async onDestroyed() {
      await writer.close()
      reader.close()
    },
  })
  const db = new Kysely<{ rows: { id: string } }>({ dialect })
  closing.push(() => db.destroy())
  const counts = () => ({
    counted: reader.all('SELECT count FROM storage_changes')[0]?.count,
    committed,
  })
  return { db, reader, writer, counts, prepareQuery }
}

describe(createStorageDialect, () => {
  it('[row 31] rolls back a migration that did not end', async () => {
    const { db, reader } = await open()
    const up = async (transaction: Kysely<unknown>) => {
      await transaction.schema.createTable('rows').addColumn('id', 'text').execute()
      throw new Error('killed')
    }
    const provider = { getMigrations: () => Promise.resolve({ '0001': { up } }) }
    const { error } = await new Migrator({ db, provider }).migrateToLatest()
    expect(error).toMatchObject({ message: 'killed' })
    expect(reader.all(`SELECT name FROM sqlite_master WHERE name = 'rows'`)).toEqual([])
  })

  it('counts only statements that changed data', async () => {
    const { db, counts } = await open()
    await db.schema.createTable('rows').addColumn('id', 'text').execute()
    expect(counts()).toEqual({ counted: 0, committed: 0 })
    await db.insertInto('rows').values({ id: 'a' }).execute()
    await db.updateTable('rows').set({ id: 'c' }).where('id', '=', 'b').execute()
    expect(await db.selectFrom('rows').selectAll().execute()).toEqual([{ id: 'a' }])
    await db.deleteFrom('rows').execute()
    expect(counts()).toEqual({ counted: 2, committed: 2 })
  })

  it('compiles a query once, and again after the columns of its table have changed', async () => {
    const { db, prepareQuery } = await open()
    await db.schema.createTable('rows').addColumn('id', 'text').execute()
    const select = () => db.selectFrom('rows').selectAll().execute()
    for (const id of ['a', 'b']) {
      await db.insertInto('rows').values({ id }).execute()
      await select()
    }
    expect(prepareQuery).toHaveBeenCalledTimes(1)
    await db.schema.alterTable('rows').addColumn('more', 'text').execute()
    expect(await select()).toEqual([
      { id: 'a', more: null },
      { id: 'b', more: null },
    ])
    expect(prepareQuery).toHaveBeenCalledTimes(2)
  })

  it('keeps the compiled queries when a transaction reads', async () => {
    const { db, prepareQuery } = await open()
    await db.schema.createTable('rows').addColumn('id', 'text').execute()
    const select = () => db.selectFrom('rows').selectAll().execute()
    await select()
    await db.transaction().execute((trx) => trx.selectFrom('rows').selectAll().execute())
    await select()
    expect(prepareQuery).toHaveBeenCalledTimes(1)
  })

  it('counts a transaction with changes once, and one without or rolled back not at all', async () => {
    const { db, counts } = await open()
    await db.schema.createTable('rows').addColumn('id', 'text').execute()
    await db.transaction().execute(async (trx) => {
      await trx.insertInto('rows').values({ id: 'a' }).execute()
      await trx.insertInto('rows').values({ id: 'b' }).execute()
    })
    expect(counts()).toEqual({ counted: 1, committed: 1 })
    await db.transaction().execute((trx) => trx.selectFrom('rows').selectAll().execute())
    const failed = db.transaction().execute(async (trx) => {
      await trx.deleteFrom('rows').execute()
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(counts()).toEqual({ counted: 1, committed: 1 })
    expect(await db.selectFrom('rows').selectAll().execute()).toHaveLength(2)
  })

  it('keeps changes of others out of an open transaction, also other transactions, while queries see what is committed', async () => {
    const { db } = await open()
    await db.schema.createTable('rows').addColumn('id', 'text').execute()
    let finish = () => {}
    const finished = new Promise<void>((resolve) => (finish = resolve))
    const rolledBack = db.transaction().execute(async (trx) => {
      await trx.insertInto('rows').values({ id: 'in the transaction' }).execute()
      await finished
      throw new Error('rolled back')
    })
    const order: string[] = []
    const others = [
      db.insertInto('rows').values({ id: 'single' }).execute(),
      db
        .transaction()
        .execute((trx) => trx.insertInto('rows').values({ id: 'another transaction' }).execute()),
    ].map((other) => other.then(() => order.push('other')))
    expect(await db.selectFrom('rows').selectAll().execute()).toEqual([])
    order.push('transaction')
    finish()
    await expect(rolledBack).rejects.toThrow('rolled back')
    await Promise.all(others)
    expect(order).toEqual(['transaction', 'other', 'other'])
    const rows = await db.selectFrom('rows').select('id').orderBy('id').execute()
    expect(rows.map(({ id }) => id)).toEqual(['another transaction', 'single'])
  })
})
