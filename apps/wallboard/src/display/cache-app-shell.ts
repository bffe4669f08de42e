import { addressOf, basePath } from '../api/address.ts'
import { workerAddress } from './worker-address.ts'

/**
 * Has the browser keep this page for a start without a server. Browsers do so on https and on localhost only;
 * elsewhere a screen that starts before its server waits for it.
 */
export async function cacheAppShell(build: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register(workerAddress(addressOf('sw.js')), {
      scope: addressOf('display'),
    })
    const { active } = await navigator.serviceWorker.ready
    const assets = `${basePath()}assets/`
    const files = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith(assets))
      .map(({ pathname }) => pathname)
    active?.postMessage({ type: 'stands', build, files: [...new Set(files)] })
  } catch {
    // A browser that refuses (a private window, no room): the screen works, and waits for its server.
  }
}
