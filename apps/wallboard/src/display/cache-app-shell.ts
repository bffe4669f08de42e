import { addressOf, basePath } from '../api/address.ts'
import { workerAddress } from './worker-address.ts'

/**
 * Stores this page in the browser for a start without a server. Browsers support it on https and on localhost only;
 * elsewhere a display that starts before its server waits for it.
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
    active?.postMessage({ type: 'page-loaded', build, files: [...new Set(files)] })
  } catch {
    // The browser refuses (private window, disk full): the display works, but cannot start without its server.
  }
}
