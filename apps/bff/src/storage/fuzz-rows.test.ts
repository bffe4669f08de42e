import { allQueuesBoard } from '@wallboard/boards'
import fc from 'fast-check'
import { sql } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBoardStore } from '../boards/board-store.ts'
import { openDatabase } from './database.ts'
import { createDisplayStore } from '../displays/display-store.ts'

const deep = fc.integer({ min: 100, max: 8_000 }).map((depth) => `${'['.repeat(depth)}${']'.repeat(depth)}`)
/** Bytes that are not UTF-8: only a damaged text column contains them. */
const bytes = fc
  .uint8Array({ maxLength: 20 })
  .map((array) => sql`CAST(${sql.raw(`x'${Buffer.from(array).toString('hex')}'`)} AS TEXT)`)
const text = fc.oneof(
  { weight: 3, arbitrary: fc.string().map((value) => sql`${value}`) },
  { weight: 3, arbitrary: fc.json().map((value) => sql`${value}`) },
  { weight: 1, arbitrary: deep.map((value) => sql`${value}`) },
  { weight: 2, arbitrary: bytes },
)
const number = fc.oneof(
  fc.maxSafeInteger().map((value) => sql`${value}`),
  text,
)
const defaultSettings = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }
const goodDisplay = {
  id: 'good',
  org: '1',
  feed: 'f',
  name: 'Good',
  boardId: 'b',
  pairedAt: 1,
  pairedBy: 'p',
  settings: defaultSettings,
}
const goodBoard = {
  id: 'good',
  org: '1',
  name: 'Good',
  revision: 1,
  changedAt: 1,
  changedBy: 'p',
  board: allQueuesBoard,
}

describe('a damaged row', () => {
  it('breaks neither a list nor another row', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'wallboard-'))
    const db = await openDatabase(directory)
    const displays = createDisplayStore(db)
    const boards = createBoardStore(db)
    await displays.add(goodDisplay, 'token')
    await boards.add(goodBoard)
    let rows = 0
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.tuple(text, text, text, number, text, text),
          async ([a, b, c, at, d, document]) => {
            rows += 1
            const id = `row ${rows}`
            await sql`INSERT INTO displays (id, org, feed, name, board, token_hash, paired_at, paired_by, settings)
            VALUES (${id}, '1', ${a}, ${b}, ${c}, ${id}, ${at}, ${d}, ${document})`.execute(db)
            await sql`INSERT INTO boards (id, org, name, document, revision, changed_at, changed_by)
            VALUES (${id}, '1', ${a}, ${document}, ${at}, ${at}, ${b})`.execute(db)
            expect(await displays.list('1')).toContainEqual(goodDisplay)
            expect((await displays.list('1')).length).toBe(rows + 1)
            expect(await displays.findByToken(id)).toMatchObject({ id })
            expect((await boards.list('1')).map((board) => board.id)).toContain('good')
            expect(await boards.find('1', 'good')).toEqual(goodBoard)
            expect(await boards.find('1', id)).toMatchObject({ id })
          },
        ),
        { numRuns: 80, seed: 20_261_126, endOnFailure: true },
      )
    } finally {
      await db.destroy()
      await rm(directory, { recursive: true, force: true })
    }
  })
})
