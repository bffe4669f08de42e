import type { Position } from '@wallboard/relay'

/** What a screen owes the server: its word on how far it has painted. */
export interface Acknowledgements {
  /** This stands on the glass now. */
  readonly painted: (position: Position) => void
  readonly stop: () => void
}

/** Thousands of screens say so; the server looks for who lags after three seconds. */
const acknowledgeEveryMs = 2_000

/**
 * The first paint after a while is acknowledged at once, then the latest one every two seconds. `heldMs` tells how long
 * ago that paint was, so that the server knows when it was painted and not only when it was told.
 */
export function createAcknowledgements(deps: {
  readonly send: (acknowledgement: Position & { readonly heldMs: number }) => void
  /** A clock that only goes forward, in ms. */
  readonly now: () => number
}): Acknowledgements {
  const { send, now } = deps
  let latest: { readonly position: Position; readonly at: number } | undefined
  let saidAt = -Infinity
  let waiting: ReturnType<typeof setTimeout> | undefined

  function say(): void {
    waiting = undefined
    if (latest === undefined) return
    const { epoch, seq } = latest.position
    saidAt = now()
    send({ epoch, seq, heldMs: Math.round(saidAt - latest.at) })
    latest = undefined
  }

  return {
    painted(position) {
      latest = { position, at: now() }
      if (waiting !== undefined) return
      const restMs = saidAt + acknowledgeEveryMs - now()
      if (restMs <= 0) say()
      else waiting = setTimeout(say, restMs)
    },
    stop() {
      clearTimeout(waiting)
      waiting = undefined
      latest = undefined
    },
  }
}
