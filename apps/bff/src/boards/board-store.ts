import { allQueuesBoard, Board } from '@wallboard/boards'
import type { Db } from '../storage/database.ts'
import type { Tables } from '../storage/tables.ts'
import type { BoardRecord, BoardRecordSummary, BoardStore } from './board-record.ts'

function parseDocument(text: string): Board | undefined {
  try {
    const parsed = Board.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // not JSON: the board is listed, but cannot be shown
  }
}

const warmUpRounds = 5

/**
 * Parses a board a few times, so that the code is compiled before the server listens: the first board takes 2 ms, a later
 * one 0.1. After a restart the boards of all displays are read in a few turns of the event loop.
 */
export function warmUpBoards(): void {
  const text = JSON.stringify(allQueuesBoard)
  for (let round = 0; round < warmUpRounds; round += 1) parseDocument(text)
}

type SummaryRow = Readonly<Record<keyof Omit<Tables['boards'], 'org' | 'document'>, unknown>>

/** Replaces damaged columns by defaults: a damaged row must stay listed, so that a person can remove it. */
const toSummary = (row: SummaryRow): BoardRecordSummary => ({
  id: String(row.id),
  name: typeof row.name === 'string' ? row.name : 'Unnamed',
  revision: Number.isInteger(row.revision) ? Number(row.revision) : 0,
  changedAt: typeof row.changed_at === 'number' ? row.changed_at : 0,
  changedBy: typeof row.changed_by === 'string' ? row.changed_by : '',
})

/** Boards in the database. */
export function createBoardStore(db: Db): BoardStore {
  return {
    /** Does not read the documents: they are large, and a list shows none. */
    async list(org) {
      const columns = ['id', 'name', 'revision', 'changed_at', 'changed_by'] as const
      const query = db.selectFrom('boards').select(columns).where('org', '=', org).orderBy('name')
      return (await query.execute()).map(toSummary)
    },
    async count(org) {
      const count = db.fn.countAll<number>().as('count')
      const query = db.selectFrom('boards').select(count).where('org', '=', org)
      return (await query.executeTakeFirstOrThrow()).count
    },
    async find(org, id) {
      const query = db.selectFrom('boards').selectAll().where('org', '=', org).where('id', '=', id)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : { ...toSummary(row), org, board: parseDocument(row.document) }
    },
    async add({ id, org, name, board, revision, changedAt, changedBy }) {
      const document = JSON.stringify(board)
      const row = { id, org, name, document, revision, changed_at: changedAt, changed_by: changedBy }
      await db.insertInto('boards').values(row).execute()
    },
    async change(changed: BoardRecord, revision) {
      const result = await db
        .updateTable('boards')
        .set({
          name: changed.name,
          document: JSON.stringify(changed.board),
          revision: changed.revision,
          changed_at: changed.changedAt,
          changed_by: changed.changedBy,
        })
        .where('id', '=', changed.id)
        .where('org', '=', changed.org)
        .where('revision', '=', revision)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(org, id) {
      const query = db.deleteFrom('boards').where('id', '=', id).where('org', '=', org)
      return (await query.executeTakeFirst()).numDeletedRows > 0n
    },
  }
}
