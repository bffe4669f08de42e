import { existsSync } from 'node:fs'
import { mustRun, run } from './run-command.js'

const shell = '/usr/bin/chromium-headless-shell'
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const quiet = {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
}

async function installFromDebian(name) {
  process.stdout.write(`installing ${name} from Debian…\n`)
  return (await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name], quiet)) === 0
}

/**
 * Sees to a Chromium: the one that was named, the headless shell (the same engine at half the work; Debian's package as
 * root on Debian, though older archives lack it), the system's browser, Debian's, and else Playwright's own.
 */
export async function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if ((chosen && existsSync(chosen)) || existsSync(shell)) return
  const isRootOnDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (isRootOnDebian) {
    await run('apt-get', ['update', '-q'], quiet)
    if (await installFromDebian('chromium-headless-shell')) return
  }
  if (browsers.some((path) => existsSync(path))) return
  if (isRootOnDebian && (await installFromDebian('chromium'))) return
  await mustRun('installing Chromium', 'npm', ['exec', '--', 'playwright', 'install', 'chromium'])
}
