const stepMs = 20

/** Calls `send` at a rate, in small bursts, for a time. Resolves with the number of calls; earlier when stopped. */
export function createStorms(): {
  readonly blow: (perSecond: number, seconds: number, send: () => void) => Promise<number>
  readonly stop: () => void
} {
  const running = new Map<NodeJS.Timeout, () => void>()
  return {
    blow: (perSecond, seconds, send) =>
      new Promise((resolve) => {
        const wanted = Math.ceil(perSecond * seconds)
        const startedAt = performance.now()
        let sent = 0
        const end = () => {
          clearInterval(timer)
          running.delete(timer)
          resolve(sent)
        }
        const timer = setInterval(() => {
          const elapsedMs = performance.now() - startedAt
          // A bounded burst: a slow machine would never leave the loop otherwise.
          const due = Math.min(wanted, Math.ceil((elapsedMs * perSecond) / 1_000), sent + perSecond)
          while (sent < due) {
            send()
            sent += 1
          }
          if (sent >= wanted || elapsedMs >= seconds * 1_000 + 5_000) end()
        }, stepMs)
        running.set(timer, end)
      }),
    stop() {
      for (const end of running.values()) end()
    },
  }
}
