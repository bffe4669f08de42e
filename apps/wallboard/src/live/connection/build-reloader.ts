/** Brings a page that nobody reloads to the build that its server serves. */
export interface BuildReloader {
  /** The server says which build it serves. */
  readonly serverBuildChanged: (build: string) => void
  readonly stop: () => void
}

/** A moment that never gets quiet is waited for no longer: an old page may not speak with the new server. */
const longestWaitMs = 10 * 60_000
/** Screens do not all reload at once. */
const spreadMs = 20_000
const askAgainMs = 15_000

/**
 * The first build that a page hears of is its own; another one is newer. Then the page reloads once, when the new
 * build's page answers, at a quiet moment of its own. It cannot loop: the reloaded page takes what it hears first for its
 * own.
 */
export function createBuildReloader(deps: {
  /** Whether the page of this very build is served: not that of a server that is about to go. */
  readonly isBuildServed: (build: string) => Promise<boolean>
  /** False while nobody should have to look away. */
  readonly canReload: () => boolean
  readonly reload: () => void
  readonly random: () => number
}): BuildReloader {
  let own: string | undefined
  let wanted = ''
  let waitedMs = 0
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  function reloadIn(ms: number): void {
    waitedMs += ms
    waiting = setTimeout(() => void reloadIfItAnswers(), ms)
  }

  async function reloadIfItAnswers(): Promise<void> {
    const asked = wanted
    const answers = await deps.isBuildServed(asked).catch(() => false) // asked again
    if (isStopped || asked !== wanted) return
    if (answers && (deps.canReload() || waitedMs >= longestWaitMs)) deps.reload()
    else reloadIn(askAgainMs)
  }

  return {
    serverBuildChanged(build) {
      own ??= build
      if (build === wanted) return
      wanted = build
      clearTimeout(waiting)
      waitedMs = 0
      if (build !== own) reloadIn(deps.random() * spreadMs)
    },
    stop() {
      isStopped = true
      clearTimeout(waiting)
    },
  }
}
