import { Board } from '@wallboard/relay/board'
import type { Db } from './database.ts'
import type { Tables } from './tables.ts'

interface StoredBoard {
  readonly id: string
  readonly org: string
  readonly revision: number
  readonly changedAt: number
  readonly changedBy: string
  /** Undefined when what is kept does not fit the schema of today. */
  readonly board: Board | undefined
  readonly name: string
}

function documentOf(text: string): Board | undefined {
  try {
    const parsed = Board.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // listed, but not shown
  }
}

const boardOf = (row: Tables['boards']): StoredBoard => ({
  id: row.id,
  org: row.org,
  name: row.name,
  revision: row.revision,
  changedAt: row.changed_at,
  changedBy: row.changed_by,
  board: documentOf(row.document),
})

/** Boards in the database. */
export function createBoardStore(db: Db) {
  return {
    async list(org: string): Promise<readonly StoredBoard[]> {
      const rows = await db.selectFrom('boards').selectAll().where('org', '=', org).orderBy('name').execute()
      return rows.map(boardOf)
    },
    async find(org: string, id: string): Promise<StoredBoard | undefined> {
      const query = db.selectFrom('boards').selectAll().where('org', '=', org).where('id', '=', id)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : boardOf(row)
    },
    async add({ id, org, name, board, revision, changedAt, changedBy }: StoredBoard): Promise<void> {
      const document = JSON.stringify(board)
      const row = { id, org, name, document, revision, changed_at: changedAt, changed_by: changedBy }
      await db.insertInto('boards').values(row).execute()
    },
    /** Over `revision` and no other: of two who edit at once, the second is told. */
    async change(changed: StoredBoard, revision: number): Promise<boolean> {
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
    async remove(org: string, id: string): Promise<boolean> {
      const query = db.deleteFrom('boards').where('id', '=', id).where('org', '=', org)
      return (await query.executeTakeFirst()).numDeletedRows > 0n
    },
  }
}
