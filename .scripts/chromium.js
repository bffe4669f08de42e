import { existsSync } from 'node:fs'
import { mustRun, run } from './run-command.js'

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Sees to a Chromium: the system's, else Debian's package (as root on Debian), else Playwright's own. */
export async function ensureChromium() {
  const chosen = process.env.CHROMIUM_PATH
  if ([...(chosen ? [chosen] : []), ...systemPaths].some((path) => existsSync(path))) return
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    process.stdout.write('installing Chromium from Debian…\n')
    await run('apt-get', ['update', '-q'], quiet)
    if ((await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], quiet)) === 0)
      return
  }
  await mustRun('installing Chromium', 'npx', ['playwright', 'install', 'chromium'])
}
