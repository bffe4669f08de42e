/**
 * Builds programs of the server for tests, each of them once for all workers of a run: a build takes two seconds of CPU time.
 * Unlike the released server they contain their dependencies: they start in a third of the time, which tests do some hundred
 * times.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const server = join(root, 'apps/bff')

/** The environment variable that names the folder of a run. */
export const builtProgramsVariable = 'BUILT_PROGRAMS'

const lookEveryMs = 50

/** Creates a folder for the programs of a run. */
export function createFolderOfRun() {
  const cache = join(root, '.cache')
  mkdirSync(cache, { recursive: true })
  return mkdtempSync(join(cache, 'built-'))
}

let ownFolder
/** A process that belongs to no run has a folder of its own. */
function folderOfRun() {
  const shared = process.env[builtProgramsVariable]
  if (shared !== undefined) return shared
  if (ownFolder === undefined) {
    ownFolder = createFolderOfRun()
    process.once('exit', () => rmSync(ownFolder, { recursive: true, force: true }))
  }
  return ownFolder
}

/** Creates a file with the number of this process, unless it exists. */
function lock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/** Removes the lock of a process that has ended before it had built. */
function unlockAfterEnd(file) {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0)
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(file, { force: true })
  }
}

/**
 * Runs a build once for all processes that ask for the same folder. One that fails is tried again by the next that asks.
 *
 * @param {string} folder the folder that it makes
 * @param {(unfinished: string) => Promise<unknown>} make builds into another folder, which is renamed afterwards
 */
export async function buildOnce(folder, make) {
  const lockFile = `${folder}.lock`
  while (!existsSync(folder)) {
    if (!lock(lockFile)) {
      unlockAfterEnd(lockFile)
      await wait(lookEveryMs)
      continue
    }
    try {
      if (existsSync(folder)) continue // since the look above
      await make(`${folder}.unfinished`)
      renameSync(`${folder}.unfinished`, folder)
    } finally {
      rmSync(lockFile, { force: true })
    }
  }
}

/**
 * Builds a program of apps/bff in place of the server's, with the server's threads, perhaps with plugins, which the key names.
 * Returns the path of its file.
 */
export async function builtProgram(entry = 'src/main.ts', { key = '', plugins = [] } = {}) {
  const name = createHash('sha256').update(`${entry}\0${key}`).digest('hex').slice(0, 16)
  const folder = join(folderOfRun(), name)
  await buildOnce(folder, (outDir) =>
    build({
      root: server,
      logLevel: 'silent',
      plugins,
      build: { outDir, emptyOutDir: true, rollupOptions: { input: { main: entry } } },
      ssr: { noExternal: true, external: ['libsql'] },
    }),
  )
  return join(folder, 'main.js')
}
