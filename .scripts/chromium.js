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
 * Makes sure that a Chromium is installed. In this order: CHROMIUM_PATH; the headless shell, which has the same engine and
 * needs half the CPU (as root on Debian it is installed, if the archive has it); the browser of the system; Debian's
 * Chromium; Playwright's own.
 */
export async function ensureChromium() {
  const configured = process.env.CHROMIUM_PATH
  if ((configured && existsSync(configured)) || existsSync(shell)) return
  const isRootOnDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  if (isRootOnDebian) {
    await run('apt-get', ['update', '-q'], quiet)
    if (await installFromDebian('chromium-headless-shell')) return
  }
  if (browsers.some((path) => existsSync(path))) return
  if (isRootOnDebian && (await installFromDebian('chromium'))) return
  await mustRun('installing Chromium', 'npm', ['exec', '--', 'playwright', 'install', 'chromium'])
}
