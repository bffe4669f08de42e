/**
 * Reloads the page for a newer protocol, because a page of the new build speaks it. Once per session of the tab: a
 * second mismatch must not loop.
 */
export function reloadOnce(version: number): void {
  const mark = `reload ${version}`
  if (sessionStorage.getItem(mark) !== null) return
  sessionStorage.setItem(mark, '')
  location.reload()
}
