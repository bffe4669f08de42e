import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Db } from './database.ts'
import { StorageUnusable } from './storage-error.ts'

const keyBytes = 32

const pathIn = (dataDir: string) => join(dataDir, 'installation.key')

/** The key of a DATA_DIR; undefined when there is none. */
export async function readFileKey(dataDir: string): Promise<Uint8Array | undefined> {
  const key = await readFile(pathIn(dataDir)).catch(() => undefined) // missing, or not readable
  return key?.length === keyBytes ? key : undefined
}

/** The key of a DATA_DIR, where only this user may read it. When the file cannot be written, it is valid until the server stops. */
async function fileKey(dataDir: string): Promise<Uint8Array> {
  const stored = await readFileKey(dataDir)
  if (stored !== undefined) return stored
  const created = randomBytes(keyBytes)
  await writeFile(pathIn(dataDir), created, { mode: 0o600 }).catch(() => undefined) // read-only or full: see above
  return created
}

/** Identifies a key of 256 random bits, which cannot be computed from it. */
export const fingerprintOf = (key: Uint8Array): string =>
  createHmac('sha256', key).update('wallboard installation key').digest('hex')

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Stores the key unless another node was first, and returns what is stored. */
async function storedRow(db: Db, key: Uint8Array, isConfigured: boolean) {
  const row = {
    id: 1,
    key: isConfigured ? null : Buffer.from(key).toString('base64url'),
    fingerprint: fingerprintOf(key),
  }
  await db
    .insertInto('installation')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return db.selectFrom('installation').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
}

async function configuredKey(db: Db, key: Uint8Array): Promise<Uint8Array> {
  const stored = await storedRow(db, key, true)
  if (!isSame(stored.fingerprint, fingerprintOf(key)))
    throw new StorageUnusable(
      'INSTALLATION_KEY is not the key with which this database is used: its channels cannot be read with another key. Set the former key, the same on every node',
    )
  // The database held it before it was configured.
  if (stored.key !== null)
    await db.updateTable('installation').set({ key: null }).where('id', '=', 1).execute()
  return key
}

async function sharedKey(db: Db, proposed: Uint8Array): Promise<Uint8Array> {
  const stored = await storedRow(db, proposed, false)
  if (stored.key === null)
    throw new StorageUnusable(
      'INSTALLATION_KEY is not set, but this database is used with a configured key: set the same key on every node',
    )
  const key = Buffer.from(stored.key, 'base64url')
  if (key.length !== keyBytes || !isSame(stored.fingerprint, fingerprintOf(key)))
    throw new StorageUnusable(
      'the installation key in the database is damaged: restore the table "installation" from a backup',
    )
  return key
}

/**
 * The secret key of this installation, 32 bytes. On SQLite it is a file in DATA_DIR, which the first start creates. On
 * PostgreSQL all nodes share it: it is in the database, where the first start puts the key of its DATA_DIR or a new one;
 * or it is configured, and the database holds its fingerprint only.
 * @throws StorageUnusable when the key differs from the one with which the database is used
 */
export async function installationKey(
  { dataDir, installationKey: configured }: Pick<Config, 'dataDir' | 'installationKey'>,
  { db, postgres }: { readonly db: Db; readonly postgres: object | undefined },
): Promise<Uint8Array> {
  if (postgres === undefined) return fileKey(dataDir)
  if (configured !== undefined) return configuredKey(db, configured)
  return sharedKey(db, (await readFileKey(dataDir)) ?? randomBytes(keyBytes))
}
