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
/** Bytes, which no text column of ours holds unless it is damaged. */
const bytes = fc
  .uint8Array({ maxLength: 20 })
  .map((array) => sql`CAST(${sql.raw(`x'${Buffer.from(array).toString('hex')}'`)} AS TEXT)`)
const text = fc.oneof(
  { weight: 3, arbitrary: fc.string().map((given) => sql`${given}`) },
  { weight: 3, arbitrary: fc.json().map((given) => sql`${given}`) },
  { weight: 1, arbitrary: deep.map((given) => sql`${given}`) },
  { weight: 2, arbitrary: bytes },
)
const number = fc.oneof(
  fc.maxSafeInteger().map((given) => sql`${given}`),
  text,
)
const plain = { timeZone: 'UTC', nightHours: null, schedule: [], room: '' }
const whole = {
  id: 'whole',
  org: '1',
  feed: 'f',
  name: 'Whole',
  boardId: 'b',
  pairedAt: 1,
  pairedBy: 'p',
  settings: plain,
}
const wholeBoard = {
  id: 'whole',
  org: '1',
  name: 'Whole',
  revision: 1,
  changedAt: 1,
  changedBy: 'p',
  board: allQueuesBoard,
}

describe('whatever is stored', () => {
  it('takes neither a list nor another row with it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'wallboard-'))
    const db = await openDatabase(directory)
    const displays = createDisplayStore(db)
    const boards = createBoardStore(db)
    await displays.add(whole, 'token')
    await boards.add(wholeBoard)
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
            expect(await displays.list('1')).toContainEqual(whole)
            expect((await displays.list('1')).length).toBe(rows + 1)
            expect(await displays.findByToken(id)).toMatchObject({ id })
            expect((await boards.list('1')).map((board) => board.id)).toContain('whole')
            expect(await boards.find('1', 'whole')).toEqual(wholeBoard)
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
