import { sql, type Kysely, type Migration } from 'kysely'
import { createAccessTables } from './access-tables.ts'
import { createAlertGroups } from './alert-group-tables.ts'
import { createClusterTables } from './cluster-tables.ts'
import { renameActivities } from './rename-activities.ts'

/** Migrations in the common subset of SQLite and PostgreSQL. A released migration is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-displays-and-boards': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('displays')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('feed', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('board', 'text', (column) => column.notNull())
        .addColumn('token_hash', 'text', (column) => column.notNull().unique())
        .addColumn('paired_at', 'bigint', (column) => column.notNull())
        .addColumn('paired_by', 'text', (column) => column.notNull())
        .addColumn('settings', 'text', (column) => column.notNull())
        .execute()
      await db.schema
        .createTable('boards')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('displays_of_org').on('displays').column('org').execute()
      await db.schema.createIndex('boards_of_org').on('boards').column('org').execute()
    },
  },
  '0002-count-changes': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('storage_changes')
        .addColumn('count', 'bigint', (column) => column.notNull())
        .execute()
      await sql`INSERT INTO storage_changes (count) VALUES ((SELECT count(*) FROM displays) + (SELECT count(*) FROM boards))`.execute(
        db,
      )
    },
  },
  '0003-activity-codes': {
    async up(db: Kysely<unknown>) {
      const { rows } = await sql<{ id: string; document: string }>`SELECT id, document FROM boards`.execute(
        db,
      )
      for (const { id, document } of rows) {
        const renamed = renameActivities(document)
        if (renamed !== document)
          await sql`UPDATE boards SET document = ${renamed} WHERE id = ${id}`.execute(db)
      }
    },
  },
  '0004-saved-views': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('saved_views')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('is_shared', 'integer', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('saved_at', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('saved_views_of_org').on('saved_views').column('org').execute()
      await db.schema
        .createTable('favourites')
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('owner', 'text', (column) => column.notNull())
        .addColumn('queues', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('favourites_of_owner', ['org', 'owner'])
        .execute()
    },
  },
  '0005-alerts': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('alert_rules')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .addUniqueConstraint('alert_rules_key', ['org', 'key'])
        .execute()
      await db.schema
        .createTable('alert_rule_versions')
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('document', 'text')
        .addColumn('change', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('alert_rule_versions_key', ['rule', 'revision'])
        .execute()
      await db.schema
        .createTable('alert_states')
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('alert', 'text')
        .addColumn('state', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('alert_states_key', ['scope', 'rule', 'subject'])
        .execute()
      await db.schema
        .createTable('alerts')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('scope', 'text', (column) => column.notNull())
        .addColumn('rule', 'text', (column) => column.notNull())
        .addColumn('subject', 'text', (column) => column.notNull())
        .addColumn('fired_at', 'bigint', (column) => column.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('level', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addUniqueConstraint('alerts_open_once', ['scope', 'rule', 'subject', 'fired_at'])
        .execute()
      await db.schema
        .createTable('alert_events')
        .addColumn('alert', 'text', (column) => column.notNull())
        .addColumn('number', 'integer', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('what', 'text', (column) => column.notNull())
        .addColumn('by', 'text')
        .addColumn('note', 'text')
        .addPrimaryKeyConstraint('alert_events_key', ['alert', 'number'])
        .execute()
      await db.schema
        .createTable('alert_silences')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addColumn('ends_at', 'bigint', (column) => column.notNull())
        .execute()
      await db.schema.createIndex('alert_rules_of_org').on('alert_rules').column('org').execute()
      await db.schema.createIndex('alerts_of_org').on('alerts').columns(['org', 'fired_at']).execute()
      await db.schema.createIndex('alert_silences_of_org').on('alert_silences').column('org').execute()
    },
  },
  '0006-alert-delivery': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('alert_channels')
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('signing_key', 'text')
        .addColumn('previous_key', 'text')
        .addColumn('previous_key_until', 'bigint')
        .addColumn('allows_names', 'integer', (column) => column.notNull())
        .addColumn('off_reason', 'text')
        .addColumn('failures', 'integer', (column) => column.notNull())
        .addColumn('failing_since', 'bigint')
        .addColumn('last_delivered_at', 'bigint')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('created_by', 'text', (column) => column.notNull())
        .addColumn('changed_at', 'bigint', (column) => column.notNull())
        .addColumn('changed_by', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('alert_channels_of_org', ['org', 'key'])
        .execute()
      await db.schema
        .createTable('alert_outbox')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('position', 'bigint', (column) => column.notNull())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('notice', 'text', (column) => column.notNull())
        .addColumn('is_end', 'integer', (column) => column.notNull())
        .addColumn('is_by_hand', 'integer', (column) => column.notNull())
        .addColumn('queued_at', 'bigint', (column) => column.notNull())
        .addColumn('attempts', 'integer', (column) => column.notNull())
        .addColumn('first_attempt_at', 'bigint')
        .addColumn('next_attempt_at', 'bigint', (column) => column.notNull())
        .addColumn('in_flight', 'integer', (column) => column.notNull())
        .execute()
      await db.schema
        .createIndex('alert_outbox_in_order')
        .on('alert_outbox')
        .columns(['org', 'channel', 'position'])
        .execute()
      await db.schema
        .createTable('alert_announcements')
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('alert', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('alert_announcements_of_channel', ['org', 'channel', 'alert'])
        .execute()
      await db.schema
        .createTable('alert_deliveries')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('webhook_id', 'text', (column) => column.notNull())
        .addColumn('notice', 'text', (column) => column.notNull())
        .addColumn('title', 'text', (column) => column.notNull())
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('attempt', 'integer', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('fault', 'text')
        .addColumn('status', 'integer')
        .addColumn('ms', 'integer')
        .addColumn('detail', 'text')
        .addColumn('response', 'text')
        .addColumn('next_attempt_at', 'bigint')
        .execute()
      await db.schema
        .createIndex('alert_deliveries_of_channel')
        .on('alert_deliveries')
        .columns(['org', 'channel', 'at'])
        .execute()
    },
  },
  '0007-marked-days': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('marked_days')
        .addColumn('org', 'text', (column) => column.notNull())
        .addColumn('date', 'text', (column) => column.notNull())
        .addColumn('note', 'text', (column) => column.notNull())
        .addColumn('marked_by', 'text', (column) => column.notNull())
        .addColumn('marked_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('marked_days_of_org', ['org', 'date'])
        .execute()
    },
  },
  '0008-alert-groups': { up: createAlertGroups },
  '0009-cluster': { up: createClusterTables },
  '0010-access': { up: createAccessTables },
}
