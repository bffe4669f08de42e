/** Keeps the screen awake while the page is visible, where the browser supports it; the result ends that. */
export function keepScreenAwake(): () => void {
  let isStopped = false
  let lock: WakeLockSentinel | undefined
  const stopped = () => isStopped

  async function requestLock(): Promise<void> {
    if (stopped() || document.hidden || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (stopped()) await lock.release()
    } catch {
      // Low battery or a policy of the machine: the screen may sleep.
    }
  }

  // The browser releases the lock whenever the page is hidden.
  const visibilityChanged = () => void requestLock()
  document.addEventListener('visibilitychange', visibilityChanged)
  void requestLock()
  return () => {
    isStopped = true
    document.removeEventListener('visibilitychange', visibilityChanged)
    void lock?.release().catch(() => undefined) // already released
  }
}
