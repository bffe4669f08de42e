/** Brings a page that nobody reloads to the build that its server serves. */
export interface NewBuild {
  /** The server says which build it serves. */
  readonly noticed: (build: string) => void
  readonly stop: () => void
}

/** Screens do not all reload at once. */
const spreadMs = 20_000
const askAgainMs = 15_000

/**
 * The first build that a page hears of is its own; another one is newer. Then the page reloads once, when the new
 * build's page answers, at a moment of its own. It cannot loop: the reloaded page takes what it hears first for its
 * own.
 */
export function createNewBuild(deps: {
  readonly pageAnswers: () => Promise<boolean>
  readonly reload: () => void
  readonly random: () => number
}): NewBuild {
  let own: string | undefined
  let waiting: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  function reloadIn(ms: number): void {
    waiting = setTimeout(() => void reloadIfItAnswers(), ms)
  }

  async function reloadIfItAnswers(): Promise<void> {
    const answers = await deps.pageAnswers().catch(() => false) // asked again
    if (isStopped) return
    if (answers) deps.reload()
    else reloadIn(askAgainMs)
  }

  return {
    noticed(build) {
      own ??= build
      if (build === own) clearTimeout(waiting)
      else if (waiting === undefined) reloadIn(deps.random() * spreadMs)
      if (build === own) waiting = undefined
    },
    stop() {
      isStopped = true
      clearTimeout(waiting)
    },
  }
}
