const mark = 'reloaded'
const pauseMs = 30_000

/**
 * Reloads the page for another protocol, because a page of the server's build speaks it. At most once in half a minute:
 * while the nodes of a cluster are upgraded in turn, a node of the old build may serve the page again.
 */
export function reloadPage(): void {
  const now = Date.now()
  // Also when the clock was set back.
  if (Math.abs(now - Number(sessionStorage.getItem(mark))) < pauseMs) return
  sessionStorage.setItem(mark, `${now}`)
  location.reload()
}
