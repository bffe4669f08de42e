import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const keyBytes = 32

/**
 * Reads the secret key of this installation from DATA_DIR, where only this user may read it, or creates it at the first
 * start. When the file cannot be written, the key is valid until the server stops.
 */
export async function installationKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'installation.key')
  const read = async () => {
    const key = await readFile(path).catch(() => undefined) // missing, or not readable
    return key?.length === keyBytes ? key : undefined
  }
  const stored = await read()
  if (stored !== undefined) return stored
  const created = randomBytes(keyBytes)
  await writeFile(path, created, { mode: 0o600 }).catch(() => undefined) // read-only or full: see above
  return created
}
