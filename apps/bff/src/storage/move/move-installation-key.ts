import { fingerprintOf, installationKey, readFileKey } from '../installation-key.ts'
import { StorageUnusable } from '../storage-error.ts'
import type { MoveContext, MoveStep } from './move-step.ts'

const storedFingerprint = async ({ target }: MoveContext): Promise<string | undefined> => {
  const query = target.selectFrom('installation').select('fingerprint').where('id', '=', 1)
  return (await query.executeTakeFirst())?.fingerprint
}

/**
 * Moves `installation.key`, with which addresses and signing keys of channels are sealed. With INSTALLATION_KEY the
 * target holds its fingerprint only, and the key must be that of the directory.
 */
export const moveInstallationKey: MoveStep = {
  title: 'the installation key',
  async check(context) {
    const key = await readFileKey(context.dataDir)
    if (key === undefined) return
    const fingerprint = fingerprintOf(key)
    if (context.installationKey !== undefined && fingerprintOf(context.installationKey) !== fingerprint)
      throw new StorageUnusable(
        'INSTALLATION_KEY is not the key of DATA_DIR, with which its channels of alerts are sealed: set it to the bytes of installation.key in base64url, or leave it out. Nothing was changed',
      )
    const stored = await storedFingerprint(context)
    if (stored !== undefined && stored !== fingerprint)
      throw new StorageUnusable(
        'DATABASE_URL has an installation key of its own, because a server was started with it: the channels of DATA_DIR cannot be read with that key. Nothing was changed; move into an empty database',
      )
  },
  async copy(context) {
    const outcome = (await storedFingerprint(context)) === undefined ? 'copied' : 'already there'
    const key = await installationKey(context, { db: context.target, postgres: context.postgres })
    return [{ name: 'installation.key', rows: 1, checksum: fingerprintOf(key).slice(0, 16), outcome }]
  },
}
