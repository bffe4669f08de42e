import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryDirectory } from '../../tests/clean-up.ts'
import { openNode, usePostgres } from '../../tests/storage-engines.ts'
import type { Db } from './database.ts'
import { installationKey } from './installation-key.ts'
import { createSealing } from './sealing.ts'

const ownKey = Uint8Array.from({ length: 32 }, (_, index) => index)

describe('the installation key of a single server', () => {
  it('is created once, in a file that only its user can read', async () => {
    const dataDir = await temporaryDirectory()
    const storage = { db: await openNode(undefined), postgres: undefined }
    const read = () => installationKey({ dataDir, installationKey: undefined }, storage)
    const key = await read()
    expect(key).toHaveLength(32)
    expect(await read()).toEqual(key)
    expect((await stat(join(dataDir, 'installation.key'))).mode & 0o777).toBe(0o600)
  })
})

describe('the installation key of a cluster', () => {
  const keyOf = (dataDir: string, configured: Uint8Array | undefined, db: Db) =>
    installationKey({ dataDir, installationKey: configured }, { db, postgres: {} })
  const { newDatabase } = usePostgres(afterAll)

  it('is the same on nodes that start at once, opens secrets on each, and is in no file', async (context) => {
    const url = await newDatabase(context)
    const directories = await Promise.all([1, 2, 3].map(() => temporaryDirectory()))
    const keys = await Promise.all(
      directories.map(async (dataDir) => keyOf(dataDir, undefined, await openNode(url))),
    )
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex')))).toHaveProperty('size', 1)
    const [first = new Uint8Array(), second = new Uint8Array()] = keys
    const sealed = createSealing(first, 'test').seal('address', ['1'])
    expect(createSealing(second, 'test').open(sealed, ['1'])).toBe('address')
    await expect(readFile(join(directories[0] ?? '', 'installation.key'))).rejects.toThrow('ENOENT')
  })

  it('is that of the DATA_DIR from which the server moves', async (context) => {
    const db = await openNode(await newDatabase(context))
    const dataDir = await temporaryDirectory()
    await writeFile(join(dataDir, 'installation.key'), ownKey)
    expect(Buffer.from(await keyOf(dataDir, undefined, db))).toEqual(Buffer.from(ownKey))
  })

  it('is not stored when it is configured, and another key refuses to start', async (context) => {
    const db = await openNode(await newDatabase(context))
    const dataDir = await temporaryDirectory()
    const configured = new Uint8Array(ownKey)
    expect(await keyOf(dataDir, configured, db)).toEqual(ownKey)
    expect(await keyOf(dataDir, configured, db)).toEqual(ownKey)
    const rows = JSON.stringify(await db.selectFrom('installation').selectAll().execute())
    expect(rows).not.toContain(Buffer.from(ownKey).toString('base64url'))
    const other = ownKey.toReversed()
    const refusal = keyOf(dataDir, other, db)
    await expect(refusal).rejects.toThrow(/INSTALLATION_KEY is not the key .* Set the former key/)
    await expect(refusal).rejects.not.toThrow(Buffer.from(other).toString('base64url'))
    await expect(keyOf(dataDir, undefined, db)).rejects.toThrow(/INSTALLATION_KEY is not set/)
  })

  it('leaves the database when it is configured later', async (context) => {
    const db = await openNode(await newDatabase(context))
    const dataDir = await temporaryDirectory()
    const key = await keyOf(dataDir, undefined, db)
    expect(await keyOf(dataDir, key, db)).toEqual(key)
    expect(await db.selectFrom('installation').select('key').execute()).toEqual([{ key: null }])
  })
})
