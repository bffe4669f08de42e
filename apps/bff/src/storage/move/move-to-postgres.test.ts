import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { allQueuesBoard } from '@wallboard/boards'
import { sql } from 'kysely'
import { afterAll, describe, expect, it, type TestContext } from 'vitest'
import { createBoardStore } from '../../boards/board-store.ts'
import { moveSteps } from '../../app/move-steps.ts'
import { createDisplayStore } from '../../displays/display-store.ts'
import { openDatabase, type Db } from '../database.ts'
import { inspectFile } from '../inspection.ts'
import { installationKey } from '../installation-key.ts'
import { openPostgres } from '../postgres.ts'
import { moveToPostgres } from './move-to-postgres.ts'
import { movedTables } from './table-rows.ts'
import { temporaryDirectory } from '../../../tests/clean-up.ts'
import { addBoard, boardIds } from '../../../tests/storage-fixture.ts'
import { openNode, usePostgres } from '../../../tests/storage-engines.ts'

const postgres = usePostgres(afterAll)
const at = Date.UTC(2026, 10, 26)

/** A value for a column, distinct in each row. */
const valueFor = (column: { name: string; isNumber: boolean }, row: number) =>
  column.isNumber ? at + row : `${column.name} ${row} ä😀\\0'"`.replace('\\0', row === 0 ? '\0' : '')

/** Fills every table, more than one page of one of them. */
async function fill(db: Db): Promise<readonly string[]> {
  const tables = await movedTables(db)
  for (const { name, columns } of tables)
    for (let row = 0; row < (name === 'alert_events' ? 1_201 : 3); row += 1) {
      const values = columns.map(
        (column) =>
          sql`${/revision|number|attempt|status|^ms$|failures|is_|allows|in_flight|width|height/.test(column.name) ? row : valueFor(column, row)}`,
      )
      await sql`INSERT INTO ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))}) VALUES (${sql.join(values)})`.execute(
        db,
      )
    }
  return tables.map(({ name }) => name)
}

async function directoryWith(work: (db: Db) => Promise<unknown>): Promise<string> {
  const dataDir = await temporaryDirectory()
  const db = await openDatabase(dataDir, { inspect: (path) => Promise.resolve(inspectFile(path)) })
  await work(db)
  await db.destroy()
  return dataDir
}

async function move(dataDir: string, databaseUrl: string, installationKey?: Uint8Array) {
  const lines: string[] = []
  await moveToPostgres({ dataDir, databaseUrl, installationKey }, moveSteps, (line) => lines.push(line))
  return lines
}

const emptyDatabase = async (context: TestContext) => (await postgres.server(context)).newDatabase()

describe(moveToPostgres, () => {
  it('copies every table, and prints counts and checksums of both sides', async (context) => {
    let names: readonly string[] = []
    const dataDir = await directoryWith(async (db) => {
      names = await db.transaction().execute(fill)
    })
    const databaseUrl = await emptyDatabase(context)
    const lines = await move(dataDir, databaseUrl)
    expect(names).toContain('displays')
    for (const name of names)
      expect(lines).toContainEqual(
        expect.stringMatching(
          new RegExp(
            `^  ${name} .* ${name === 'alert_events' ? 1_201 : 3} rows  checksum [0-9a-f]{16}  copied$`,
          ),
        ),
      )
    expect(lines.at(-1)).toContain('All counts and checksums are equal. Start the server with DATABASE_URL')

    // A second run compares the same checksums and changes nothing.
    const again = await move(dataDir, databaseUrl)
    expect(again.slice(0, -1)).toEqual(
      lines.slice(0, -1).map((line) => line.replace(/copied$/, 'already there')),
    )
    expect(again.at(-1)).toContain('nothing was changed')
  }, 60_000)

  it('moves boards and displays that a server then shows', async (context) => {
    const display = {
      ...{ id: 'd1', org: '1', feed: 'wall', name: 'Door', boardId: 'a', pairedAt: at, pairedBy: 'ann' },
      settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
    }
    const dataDir = await directoryWith(async (db) => {
      await addBoard(db, 'a')
      await createDisplayStore(db).add(display, 'hash')
    })
    const databaseUrl = await emptyDatabase(context)
    await move(dataDir, databaseUrl)
    const db = await openNode(databaseUrl)
    expect(await createDisplayStore(db).findByToken('hash')).toEqual(display)
    expect((await createBoardStore(db).find('1', 'a'))?.board).toEqual(allQueuesBoard)
    // The directory is as it was, and can be used again.
    const former = await openDatabase(dataDir)
    expect(await boardIds(former)).toEqual(['a'])
    await former.destroy()
  })

  it('refuses a target that holds other data, and changes nothing', async (context) => {
    const databaseUrl = await postgres.newDatabase(context)
    const db = await openNode(databaseUrl)
    await addBoard(db, 'of the target')
    const dataDir = await directoryWith((source) => addBoard(source, 'a'))
    await expect(move(dataDir, databaseUrl)).rejects.toThrow(
      /DATABASE_URL holds other data in boards \(1 rows there, 1 here\)/,
    )
    expect(await boardIds(db)).toEqual(['of the target'])
    // What a server has added after a move is other data as well.
    const moved = await emptyDatabase(context)
    await move(dataDir, moved)
    await addBoard(await openNode(moved), 'b')
    await expect(move(dataDir, moved)).rejects.toThrow(/other data in boards \(2 rows there, 1 here\)/)
  })

  it('copies all tables or none', async (context) => {
    const dataDir = await directoryWith(async (db) => {
      await addBoard(db, 'a')
      await sql`INSERT INTO marked_days (org, date, note, marked_by, marked_at) VALUES ('1', '2026-12-25', '', 'ann', 'x')`.execute(
        db,
      )
    })
    const databaseUrl = await emptyDatabase(context)
    await expect(move(dataDir, databaseUrl)).rejects.toThrow(
      /marked_days\.marked_at is damaged in the row with org 1, date 2026-12-25: repair or remove it/,
    )
    // A failure after the checks, in the middle of the copy.
    const good = await directoryWith((db) => addBoard(db, 'a'))
    const pool = openPostgres({ url: databaseUrl })
    await pool.query(`ALTER TABLE boards ADD CONSTRAINT refused CHECK (name = 'other')`)
    await pool.query(
      'INSERT INTO kysely_migration (name, timestamp) SELECT name, timestamp FROM kysely_migration WHERE false',
    )
    await expect(move(good, databaseUrl)).rejects.toThrow(/violates check constraint/)
    expect((await pool.query('SELECT count(*) AS count FROM boards')).rows).toEqual([{ count: 0 }])
    await pool.close()
  })

  it('moves the key with which channels are sealed, and refuses a target with another one', async (context) => {
    const dataDir = await directoryWith((db) => addBoard(db, 'a'))
    const key = await installationKey(
      { dataDir, installationKey: undefined },
      { db: await openNode(undefined), postgres: undefined },
    )
    const databaseUrl = await emptyDatabase(context)
    expect((await move(dataDir, databaseUrl)).join('\n')).toMatch(/installation\.key +1 rows .* copied/)
    // Every node then has this key, whatever its own directory holds.
    const db = await openNode(databaseUrl)
    const other = { dataDir: await temporaryDirectory(), installationKey: undefined }
    expect(Buffer.from(await installationKey(other, { db, postgres: {} }))).toEqual(Buffer.from(key))

    const started = await emptyDatabase(context)
    await installationKey(other, { db: await openNode(started), postgres: {} })
    await expect(move(dataDir, started)).rejects.toThrow(/DATABASE_URL has an installation key of its own/)
    const configured = new Uint8Array(32)
    await expect(move(dataDir, await emptyDatabase(context), configured)).rejects.toThrow(
      /INSTALLATION_KEY is not the key of DATA_DIR/,
    )
  })

  it('refuses a directory that a server uses, and one without a database', async (context) => {
    const databaseUrl = await emptyDatabase(context)
    const dataDir = await temporaryDirectory()
    await expect(move(dataDir, databaseUrl)).rejects.toThrow(/no database in DATA_DIR .*: nothing to move/)
    await mkdir(join(dataDir, 'other'))
    const db = await openDatabase(join(dataDir, 'other'))
    await expect(move(join(dataDir, 'other'), databaseUrl)).rejects.toThrow(
      /in use by another wallboard process/,
    )
    await db.destroy()
  })
})
