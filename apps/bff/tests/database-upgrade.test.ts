import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBoardStore } from '../src/boards/board-store.ts'
import { createDisplayStore } from '../src/displays/display-store.ts'
import { openDatabase } from '../src/storage/database.ts'
import { openSqlite } from '../src/storage/sqlite.ts'
import { closing, temporaryDirectory } from './clean-up.ts'

const board = {
  version: 1,
  name: 'Team',
  mode: 'supervisor',
  theme: 'night',
  viewing: { distanceM: 5, diagonalInches: 55 },
  rotateSeconds: 10,
  pages: [{ tiles: [{ kind: 'agents', queues: 'all', states: ['ready', 'on call', 'not ready'] }] }],
}

/** A database after migrations 0001 and 0002, before activities became codes. */
const earlierDatabase = `
  CREATE TABLE kysely_migration (name varchar(255) NOT NULL PRIMARY KEY, timestamp varchar(255) NOT NULL);
  CREATE TABLE kysely_migration_lock (id varchar(255) NOT NULL PRIMARY KEY, is_locked integer DEFAULT 0 NOT NULL);
  INSERT INTO kysely_migration VALUES ('0001-displays-and-boards', '2026-11-01T00:00:00.000Z'),
    ('0002-count-changes', '2026-11-02T00:00:00.000Z');
  INSERT INTO kysely_migration_lock VALUES ('migration_lock', 0);
  CREATE TABLE displays (id text PRIMARY KEY, org text NOT NULL, feed text NOT NULL, name text NOT NULL,
    board text NOT NULL, token_hash text NOT NULL UNIQUE, paired_at bigint NOT NULL, paired_by text NOT NULL,
    settings text NOT NULL);
  CREATE TABLE boards (id text PRIMARY KEY, org text NOT NULL, name text NOT NULL, document text NOT NULL,
    revision integer NOT NULL, changed_at bigint NOT NULL, changed_by text NOT NULL);
  CREATE INDEX displays_of_org ON displays (org);
  CREATE INDEX boards_of_org ON boards (org);
  CREATE TABLE storage_changes (count bigint NOT NULL);
  INSERT INTO storage_changes VALUES (2);
  INSERT INTO boards VALUES ('b', '1', 'Team', '${JSON.stringify(board)}', 3, 1000, 'supervisor');
  INSERT INTO displays VALUES ('d', '1', 'supervisor', 'Door', 'b', 'hash', 2000, 'supervisor',
    '{"timeZone":"Europe/Berlin","nightHours":null,"schedule":[],"room":"Floor 2"}');
`

describe('a database of an earlier version', () => {
  it('opens with its displays and boards, and with activities as codes', async () => {
    const dataDir = await temporaryDirectory()
    const sqlite = openSqlite(join(dataDir, 'wallboard.db'))
    sqlite.exec(earlierDatabase)
    sqlite.close()
    const db = await openDatabase(dataDir)
    closing.push(() => db.destroy())
    const stored = await createBoardStore(db).find('1', 'b')
    expect(stored).toMatchObject({ name: 'Team', revision: 3, changedBy: 'supervisor' })
    expect(stored?.board?.pages[0]?.tiles).toEqual([
      { kind: 'agents', queues: 'all', states: ['ready', 'on-call', 'not-ready'] },
    ])
    expect(await createDisplayStore(db, 'UTC').findByToken('hash')).toEqual({
      id: 'd',
      org: '1',
      feed: 'supervisor',
      name: 'Door',
      boardId: 'b',
      pairedAt: 2_000,
      pairedBy: 'supervisor',
      settings: { timeZone: 'Europe/Berlin', nightHours: null, schedule: [], room: 'Floor 2' },
    })
  })
})
