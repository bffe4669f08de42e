const stepMs = 20

/** Calls `send` as often as asked, in small bursts, for so long. Resolves with how many times; earlier when stopped. */
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
          // A burst is bounded, or a machine that cannot keep up would never come out of it.
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
