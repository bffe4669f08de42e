/**
 * Spreads work over turns of the event loop, so that timers and other sockets are served in between: resolves in the
 * order of the calls, at most `perTurn` of them in each turn.
 */
export function createTurnQueue(perTurn: number): () => Promise<void> {
  let waiting: (() => void)[] = []

  function runTurn(): void {
    const ready = waiting.slice(0, perTurn)
    waiting = waiting.slice(perTurn)
    if (waiting.length > 0) setImmediate(runTurn)
    for (const resolve of ready) resolve()
  }

  return () =>
    new Promise((resolve) => {
      waiting.push(resolve)
      if (waiting.length === 1) setImmediate(runTurn)
    })
}
