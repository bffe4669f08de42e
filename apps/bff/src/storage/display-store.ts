import type { DisplaySettings } from '@wallboard/relay/displays'
import { DisplaySettings as Settings } from '@wallboard/relay/displays'
import type { Db } from './database.ts'
import type { Tables } from './tables.ts'

interface StoredDisplay {
  readonly id: string
  readonly org: string
  readonly feed: string
  readonly name: string
  readonly boardId: string
  readonly pairedAt: number
  readonly pairedBy: string
  readonly settings: DisplaySettings
}

function displayOf(row: Tables['displays']): StoredDisplay {
  return {
    id: row.id,
    org: row.org,
    feed: row.feed,
    name: row.name,
    boardId: row.board,
    pairedAt: row.paired_at,
    pairedBy: row.paired_by,
    settings: Settings.parse(JSON.parse(row.settings)),
  }
}

/** Displays in the database. Of a token only its hash is known here. */
export function createDisplayStore(db: Db) {
  return {
    async list(org: string): Promise<readonly StoredDisplay[]> {
      const rows = await db.selectFrom('displays').selectAll().where('org', '=', org).execute()
      return rows.map(displayOf)
    },
    async all(): Promise<readonly StoredDisplay[]> {
      return (await db.selectFrom('displays').selectAll().execute()).map(displayOf)
    },
    async findByToken(tokenHash: string): Promise<StoredDisplay | undefined> {
      const query = db.selectFrom('displays').selectAll().where('token_hash', '=', tokenHash)
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : displayOf(row)
    },
    async add(display: StoredDisplay, tokenHash: string): Promise<void> {
      const { id, org, feed, name, boardId, pairedAt, pairedBy, settings } = display
      await db
        .insertInto('displays')
        .values({
          ...{ id, org, feed, name, token_hash: tokenHash },
          board: boardId,
          paired_at: pairedAt,
          paired_by: pairedBy,
          settings: JSON.stringify(settings),
        })
        .execute()
    },
    async change({ id, org, name, boardId, settings }: StoredDisplay): Promise<boolean> {
      const result = await db
        .updateTable('displays')
        .set({ name, board: boardId, settings: JSON.stringify(settings) })
        .where('id', '=', id)
        .where('org', '=', org)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async remove(org: string, id: string): Promise<boolean> {
      const result = await db
        .deleteFrom('displays')
        .where('id', '=', id)
        .where('org', '=', org)
        .executeTakeFirst()
      return result.numDeletedRows > 0n
    },
  }
}
