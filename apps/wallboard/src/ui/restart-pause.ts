const storageKey = 'wallboard.restarts'
const firstMs = 15_000
const mostMs = 300_000
/** A page that stood for so long was well: its next failure is a first one again. */
const forgottenAfterMs = 600_000

/**
 * How long a page that failed waits before it starts afresh, in milliseconds: twice as long each time, so that a
 * fault which every start meets again does not keep the server busy, and no longer than five minutes.
 */
export function nextRestartPauseMs(
  now: number,
  storage: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage,
): number {
  const [count = 0, at = 0] = (storage.getItem(storageKey) ?? '').split(' ').map(Number)
  const isRecent = count > 0 && now >= at && now - at < forgottenAfterMs
  const restarts = isRecent ? count : 0
  storage.setItem(storageKey, `${restarts + 1} ${now}`)
  return Math.min(mostMs, firstMs * 2 ** restarts)
}
