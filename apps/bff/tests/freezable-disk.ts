import { execFile } from 'node:child_process'
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { closing, temporaryDirectory } from './clean-up.ts'

const run = promisify(execFile)
const bytes = 64 * 1024 * 1024

/** A file system whose writes can be made to wait, as on a disk that stands still. */
export interface FreezableDisk {
  readonly directory: string
  /** From now on every write waits. */
  readonly freeze: () => Promise<void>
  readonly thaw: () => Promise<void>
}

/**
 * Mounts a file system of its own in a file; it is thawed and unmounted after the test. Undefined when this user may not
 * mount one, or this machine has no loop devices.
 */
export async function freezableDisk(): Promise<FreezableDisk | undefined> {
  const parent = await temporaryDirectory()
  const [image, directory] = [join(parent, 'image'), join(parent, 'disk')]
  await writeFile(image, '')
  await truncate(image, bytes)
  await mkdir(directory)
  let isFrozen = false
  const thaw = async () => {
    if (isFrozen) await run('fsfreeze', ['--unfreeze', directory])
    isFrozen = false
  }
  try {
    await run('mkfs.ext4', ['-q', image])
    await run('mount', ['-o', 'loop', image, directory])
  } catch {
    await rm(parent, { recursive: true, force: true })
    return undefined
  }
  closing.push(async () => {
    await thaw()
    await run('umount', ['--lazy', directory])
  })
  return {
    directory,
    thaw,
    async freeze() {
      await run('fsfreeze', ['--freeze', directory])
      isFrozen = true
    },
  }
}
