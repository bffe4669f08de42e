import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { mustRun } from './run-command.js'

const stamp = 'node_modules/.installed-lockfile'

/** Installs the locked dependencies, unless node_modules already contains exactly those. */
export async function ensureDependencies() {
  const lock = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  // Not `npm ci`: npm 11 omits optional binaries of other platforms from a lock file, and `npm ci` then rejects that file.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  await mustRun('installing dependencies', 'npm', args, {
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  })
  writeFileSync(stamp, lock)
}
