import { Board } from '@wallboard/boards'
import type { Db } from '../storage/database.ts'
import type { Tables } from '../storage/tables.ts'

interface StoredBoardCard {
  readonly id: string
  readonly name: string
  readonly revision: number
  readonly changedAt: number
  readonly changedBy: string
}

interface StoredBoard extends StoredBoardCard {
  readonly org: string
  /** Undefined when what is kept does not fit the schema of today. */
  readonly board: Board | undefined
}

function documentOf(text: string): Board | undefined {
  try {
    const parsed = Board.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // listed, but not shown
  }
}

/** A card of whatever is kept: damage must not hide the board, which a person can then remove. */
const cardOf = (row: Readonly<Record<keyof Omit<Tables['boards'], 'org' | 'document'>, unknown>>) => ({
  id: String(row.id),
  name: typeof row.name === 'string' ? row.name : 'Unnamed',
  revision: Number.isInteger(row.revision) ? Number(row.revision) : 0,
  changedAt: typeof row.changed_at === 'number' ? row.changed_at : 0,
  changedBy: typeof row.changed_by === 'string' ? row.changed_by : '',
})

/** Boards in the database. */
export function createBoardStore(db: Db) {
  return {
    /** Without the documents: they are large, and a list shows none. */
    async list(org: string): Promise<readonly StoredBoardCard[]> {
      const columns = ['id', 'name', 'revision', 'changed_at', 'changed_by'] as const
      const query = db.selectFrom('boards').select(columns).where('org', '=', org).orderBy('name')
      return (await query.execute()).map(cardOf)
    },
    async count(org: string): Promise<number> {
      const count = db.fn.countAll<number>().as('count')
      return (await db.selectFrom('boards').select(count).where('org', '=', org).executeTakeFirstOrThrow())
        .count
    },
    async find(org: string, id: string): Promise<StoredBoard | undefined> {
      const query = db.selectFrom('boards').selectAll().where('org', '=', org).where('id', '=', id)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : { ...cardOf(row), org, board: documentOf(row.document) }
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
