import { sql, type Kysely, type Migration } from 'kysely'
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
}
