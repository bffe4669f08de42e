import { existsSync } from 'node:fs'
import { run } from './run-command.js'

const quiet = {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
}

/** Whether this process may install Debian packages. */
export const isRootOnDebian = () => existsSync('/etc/debian_version') && process.getuid?.() === 0

/** Reads which packages the archive has. A failure shows when a package is installed. */
export const updateArchive = () => run('apt-get', ['update', '-q'], quiet)

/** Installs packages. Resolves to false when that is not possible. */
export async function installFromDebian(...names) {
  process.stdout.write(`installing ${names.join(' and ')} from Debian…\n`)
  return (await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names], quiet)) === 0
}
