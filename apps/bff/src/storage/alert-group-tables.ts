import type { Kysely } from 'kysely'

/** The tables of the stage before the queue of alert messages: see `alert_group_members` of `Tables`. */
export async function createAlertGroups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('alert_group_members')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('org', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('alert', 'text', (column) => column.notNull())
    .addColumn('dedup_key', 'text', (column) => column.notNull())
    .addColumn('is_end', 'integer', (column) => column.notNull())
    .addColumn('notice', 'text', (column) => column.notNull())
    .addColumn('queued_at', 'bigint', (column) => column.notNull())
    .addColumn('message', 'text')
    .execute()
  await db.schema
    .createIndex('alert_group_members_waiting')
    .on('alert_group_members')
    .columns(['message', 'org', 'channel', 'position'])
    .execute()
  await db.schema
    .createTable('alert_group_sends')
    .addColumn('org', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_group_sends_of_rule', ['org', 'channel', 'rule'])
    .execute()
  await db.schema
    .createTable('alert_starts')
    .addColumn('org', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('alert', 'text', (column) => column.notNull())
    .addColumn('entity', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_starts_of_channel', ['org', 'channel', 'alert'])
    .execute()
}
