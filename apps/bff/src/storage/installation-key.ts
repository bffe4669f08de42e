import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const keyBytes = 32

/**
 * A secret of this installation, kept in DATA_DIR with access for this user alone, and made at the first start. Where
 * the directory takes no file, the key holds until the server stops.
 */
export async function installationKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, 'installation.key')
  const read = async () => {
    const kept = await readFile(path).catch(() => undefined) // none yet, or not readable
    return kept?.length === keyBytes ? kept : undefined
  }
  const kept = await read()
  if (kept !== undefined) return kept
  const fresh = randomBytes(keyBytes)
  await writeFile(path, fresh, { mode: 0o600 }).catch(() => undefined) // read-only or full: see above
  return fresh
}
