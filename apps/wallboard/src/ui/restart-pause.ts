const storageKey = 'wallboard.restarts'
const firstPauseMs = 15_000
const maxPauseMs = 300_000
/** A page that ran for this long has recovered: the next pause is the first one again. */
const recoveredAfterMs = 600_000

/**
 * How long a page that failed waits before it reloads, in milliseconds. The pause doubles with each failure, up to five
 * minutes: a fault that returns at each start must not load the server.
 */
export function nextRestartPauseMs(
  now: number,
  storage: Pick<Storage, 'getItem' | 'setItem'> = sessionStorage,
): number {
  const [count = 0, at = 0] = (storage.getItem(storageKey) ?? '').split(' ').map(Number)
  const isRecent = count > 0 && now >= at && now - at < recoveredAfterMs
  const restarts = isRecent ? count : 0
  storage.setItem(storageKey, `${restarts + 1} ${now}`)
  return Math.min(maxPauseMs, firstPauseMs * 2 ** restarts)
}
