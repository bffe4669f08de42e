import { existsSync } from 'node:fs'
import { installFromDebian, isRootOnDebian, updateArchive } from './debian.js'
import { mustRun } from './run-command.js'

const shell = '/usr/bin/chromium-headless-shell'
const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Makes sure that a Chromium is installed. In this order: CHROMIUM_PATH; the headless shell, which has the same engine and
 * needs half the CPU (as root on Debian it is installed, if the archive has it); the browser of the system; Debian's
 * Chromium; Playwright's own.
 */
export async function ensureChromium() {
  const configured = process.env.CHROMIUM_PATH
  if ((configured && existsSync(configured)) || existsSync(shell)) return
  if (isRootOnDebian()) {
    await updateArchive()
    if (await installFromDebian('chromium-headless-shell')) return
  }
  if (browsers.some((path) => existsSync(path))) return
  if (isRootOnDebian() && (await installFromDebian('chromium'))) return
  await mustRun('installing Chromium', 'npm', ['exec', '--', 'playwright', 'install', 'chromium'])
}
