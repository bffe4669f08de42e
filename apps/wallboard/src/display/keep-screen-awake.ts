/** Keeps this screen awake while the page is seen, where the browser can; the result lets it sleep again. */
export function keepScreenAwake(): () => void {
  let isStopped = false
  let lock: WakeLockSentinel | undefined
  const stopped = () => isStopped

  async function ask(): Promise<void> {
    if (stopped() || document.hidden || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (stopped()) await lock.release()
    } catch {
      // A low battery or a policy of the machine: the screen then sleeps as the machine says.
    }
  }

  // The browser takes the lock back whenever the page is hidden.
  const seen = () => void ask()
  document.addEventListener('visibilitychange', seen)
  void ask()
  return () => {
    isStopped = true
    document.removeEventListener('visibilitychange', seen)
    void lock?.release().catch(() => undefined) // it may be gone already
  }
}
