/** Reloads an unattended page when its server has a newer build. */
export interface BuildReloader {
  /** The server reported its build. */
  readonly serverBuildChanged: (build: string) => void
  readonly stop: () => void
}

/** Without a quiet moment the page reloads after this time: an old page may not understand the new server. */
const maxWaitMs = 10 * 60_000
/** Spreads the reloads of many pages. */
const spreadMs = 20_000
const retryMs = 15_000

/**
 * The first build that the server reports is the page's own; a different one is newer. The page then reloads once, when
 * the new build is served and `canReload` allows it. It cannot loop: the reloaded page takes the first build for its own.
 */
export function createBuildReloader(deps: {
  /** Whether the server serves the page of this build: a server that shuts down may still serve the old one. */
  readonly isBuildServed: (build: string) => Promise<boolean>
  /** False while the board must not disappear. */
  readonly canReload: () => boolean
  readonly reload: () => void
  readonly random: () => number
}): BuildReloader {
  let own: string | undefined
  let latest = ''
  let waitedMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  function reloadIn(ms: number): void {
    waitedMs += ms
    timer = setTimeout(() => void reloadIfServed(), ms)
  }

  async function reloadIfServed(): Promise<void> {
    const requested = latest
    const isServed = await deps.isBuildServed(requested).catch(() => false) // retried
    if (isStopped || requested !== latest) return
    if (isServed && (deps.canReload() || waitedMs >= maxWaitMs)) deps.reload()
    else reloadIn(retryMs)
  }

  return {
    serverBuildChanged(build) {
      own ??= build
      if (build === latest) return
      latest = build
      clearTimeout(timer)
      waitedMs = 0
      if (build !== own) reloadIn(deps.random() * spreadMs)
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
