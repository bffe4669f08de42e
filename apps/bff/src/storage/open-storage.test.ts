import { afterAll, describe, expect, it } from 'vitest'
import { openStorage } from './open-storage.ts'
import { transactionLock } from './postgres-dialect.ts'
import { openPostgres } from './postgres.ts'
import { StorageError, StorageUnusable } from './storage-error.ts'
import { closing, temporaryDirectory } from '../../tests/clean-up.ts'
import { addBoard, boardIds } from '../../tests/storage-fixture.ts'
import { openNode, usePostgres } from '../../tests/storage-engines.ts'

const postgres = usePostgres(afterAll)

function createLog() {
  const lines: string[] = []
  const write = (_detail: unknown, message: string) => {
    lines.push(message)
  }
  return { log: { info: write, warn: write, error: write }, lines }
}

describe(openStorage, () => {
  it('lets two nodes start at once on an empty database, and creates the tables once', async (context) => {
    const server = await postgres.server(context)
    const url = await server.newDatabase()
    const nodes = await Promise.all([openNode(url), openNode(url), openNode(url)])
    const names = await nodes[0]
      .selectFrom('kysely_migration' as 'boards')
      .select('name')
      .execute()
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length)
    expect(names.length).toBeGreaterThan(8)
    await addBoard(nodes[0], 'a')
    expect(await boardIds(nodes[1])).toEqual(['a'])
    expect(await nodes[2].selectFrom('storage_changes').selectAll().execute()).toHaveLength(1)
  })

  it('waits for a database that does not answer yet, and says why it gives up', async (context) => {
    const server = await postgres.server(context)
    const databaseUrl = await postgres.newDatabase(context)
    await server.kill()
    const { log, lines } = createLog()
    const dataDir = await temporaryDirectory()
    await expect(openStorage({ dataDir, databaseUrl }, { log, waitMs: 0 })).rejects.toThrow(StorageUnusable)
    const opening = openStorage({ dataDir, databaseUrl }, { log })
    await expect.poll(() => lines).toContain('waiting for the database')
    await server.restart()
    await (await opening).close()
  }, 60_000)

  it('waits for a node that migrates, and says what it waits for', async (context) => {
    const databaseUrl = await postgres.newDatabase(context)
    const other = openPostgres({ url: databaseUrl })
    closing.push(other.close)
    const holder = await other.connect()
    await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(${transactionLock})`)
    const { log, lines } = createLog()
    const opening = openStorage({ dataDir: await temporaryDirectory(), databaseUrl }, { log, waitMs: 0 })
    await expect.poll(() => lines).toEqual(['waiting for another node, which migrates or stands still'])
    await holder.query('COMMIT')
    holder.release()
    await (await opening).close()
  })

  it('does not blame the directory for a failure of the database', async (context) => {
    const databaseUrl = await (await postgres.server(context)).newDatabase()
    const other = openPostgres({ url: databaseUrl })
    closing.push(other.close)
    await other.query(`CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql
      AS $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`)
    await other.query('CREATE EVENT TRIGGER full_disk ON ddl_command_start EXECUTE FUNCTION refuse()')
    const opening = openStorage({ dataDir: await temporaryDirectory(), databaseUrl })
    await expect(opening).rejects.toThrow(/^DATABASE_URL: no space left, 53100/)
  })

  it('refuses a database that a newer version has changed, and a directory that is in use', async (context) => {
    const databaseUrl = await postgres.newDatabase(context)
    const dataDir = await temporaryDirectory()
    const { db, close } = await openStorage({ dataDir, databaseUrl })
    await expect(openStorage({ dataDir, databaseUrl })).rejects.toThrow(/in use by another wallboard process/)
    await db
      .insertInto('kysely_migration' as never)
      .values({ name: '9999-later', timestamp: new Date().toISOString() })
      .execute()
    await close()
    await expect(openStorage({ dataDir, databaseUrl })).rejects.toThrow(
      /newer version of the wallboard has changed the tables .*\(9999-later\)/,
    )
  })

  it('names no password in its errors', async (context) => {
    const { url } = await postgres.server(context)
    const databaseUrl = url.replace('postgres@', 'nobody:hush@')
    const dataDir = await temporaryDirectory()
    const opening = openStorage({ dataDir, databaseUrl }, { waitMs: 0 })
    await expect(opening).rejects.toThrow(
      /DATABASE_URL: PostgreSQL at 127\.0\.0\.1:\d+\/postgres cannot be used/,
    )
    await expect(opening).rejects.not.toThrow('hush')
  })
})

describe('a database that becomes unreachable', () => {
  it('fails with a fault that says so, and works again by itself when it is back', async (context) => {
    const server = await postgres.server(context)
    const { log, lines } = createLog()
    const databaseUrl = await postgres.newDatabase(context)
    const { db, close } = await openStorage({ dataDir: await temporaryDirectory(), databaseUrl }, { log })
    closing.push(close)
    await addBoard(db, 'a')
    await server.kill()
    await expect(addBoard(db, 'b')).rejects.toMatchObject({ name: 'StorageError', fault: 'unreachable' })
    const transaction = db.transaction().execute((trx) => trx.deleteFrom('boards').execute())
    await expect(transaction).rejects.toMatchObject({ fault: 'unreachable' })
    await server.restart()
    // Nothing uses the database: the probe finds out.
    await expect.poll(() => lines, { timeout: 20_000 }).toContain('the database is reachable again')
    expect(lines.filter((line) => line.includes('cannot be reached'))).toHaveLength(1)
    expect(await boardIds(db)).toEqual(['a'])
  }, 60_000)

  it('gives up a statement of a server that stands still, and uses another connection afterwards', async (context) => {
    const server = await postgres.server(context)
    const pool = openPostgres({
      ...{ url: server.url, maxConnections: 1, statementTimeoutMs: 200, connectTimeoutMs: 500 },
    })
    closing.push(pool.close)
    await pool.query('select 1')
    server.pause()
    await expect(pool.query('select 1')).rejects.toBeInstanceOf(StorageError)
    expect(pool.isReachable()).toBe(false)
    server.resume()
    await expect
      .poll(() => pool.query('select 7 as n').catch(() => undefined))
      .toMatchObject({ rows: [{ n: 7 }] })
    expect(pool.isReachable()).toBe(true)
  }, 60_000)
})
