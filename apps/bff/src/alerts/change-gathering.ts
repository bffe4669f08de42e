import type { Change } from '@wallboard/statistics'

/** Gathers the changes of frames that are read in one turn of the event loop. */
export interface ChangeGathering {
  readonly add: (changes: readonly Change[]) => void
  readonly close: () => void
}

/**
 * A turn that takes longer is evaluated in parts, so that alerts of a long turn have their instants. All frames of a flush of
 * a large domain take 30 ms or more: rows that change in several of them are evaluated once.
 */
const gatherForMs = 100

/**
 * The first changes of a turn are evaluated at once, those that follow together at its end. Between two flushes of a busy
 * feed its socket is not read, and then twenty frames are in one turn: a figure that is replaced within it was never
 * shown, and lasted for no time.
 *
 * @param now monotonic milliseconds
 */
export function createChangeGathering(
  evaluate: (changes: readonly Change[]) => void,
  now: () => number,
): ChangeGathering {
  let endOfTurn: NodeJS.Immediate | undefined
  let evaluatedAt = -Infinity
  let gathered: Change[] = []

  function turnEnded(): void {
    endOfTurn = undefined
    if (gathered.length > 0) evaluateGathered()
  }

  function evaluateGathered(): void {
    const changes = gathered
    gathered = []
    evaluatedAt = now()
    evaluate(changes)
  }

  return {
    add(changes) {
      gathered.push(...changes)
      if (endOfTurn !== undefined && now() - evaluatedAt < gatherForMs) return
      endOfTurn ??= setImmediate(turnEnded)
      evaluateGathered()
    },
    close() {
      clearImmediate(endOfTurn)
      gathered = []
    },
  }
}
