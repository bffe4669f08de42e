import type { Kysely } from 'kysely'

/** The tables of what is done once in a cluster: see `display_sockets` and `feed_fences` of `Tables`. */
export async function createClusterTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('display_sockets')
    .addColumn('display', 'text', (column) => column.primaryKey())
    .addColumn('node', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('feed_fences')
    .addColumn('feed', 'text', (column) => column.primaryKey())
    .addColumn('fence', 'bigint', (column) => column.notNull())
    .execute()
}
