import { nextRestartPauseMs } from './restart-pause.ts'

/** What a page reloads itself with. */
export interface ReloadDeps {
  readonly isPageServed: () => Promise<boolean>
  readonly nextPauseMs: () => number
  readonly reload: () => void
}

const askAgainAfterMs = 15_000

/** Returns a function that reloads the page once, after the pause in milliseconds that it returns, as soon as it is served. */
export function createPageReload({ isPageServed, nextPauseMs, reload }: ReloadDeps): () => number {
  let plannedMs: number | undefined

  async function reloadIfServed(): Promise<void> {
    if (await isPageServed().catch(() => false)) reload()
    else reloadIn(askAgainAfterMs) // a page that is not served would be lost
  }

  function reloadIn(pauseMs: number): void {
    setTimeout(() => void reloadIfServed(), pauseMs) // never rejects
  }

  return () => {
    if (plannedMs === undefined) reloadIn((plannedMs = nextPauseMs()))
    return plannedMs
  }
}

/** Reloads a page that failed: after 15 s at first, after up to five minutes when that does not help. */
export const reloadFailedPage = createPageReload({
  isPageServed: async () => (await fetch(location.pathname, { cache: 'no-store' })).ok,
  nextPauseMs: () => nextRestartPauseMs(Date.now()),
  reload: () => {
    location.reload()
  },
})
