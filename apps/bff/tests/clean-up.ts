import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closing } from '../../../.config/closing.ts'

export { closing }

/** A directory that is removed after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-'))
  closing.push(() => rm(directory, { recursive: true, force: true }))
  return directory
}
