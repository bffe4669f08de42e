import type { Position } from '@wallboard/relay'

/** What a screen owes the server: its word on how far it has painted. */
export interface Acknowledgements {
  /** The stores hold something new, which the next frame paints. */
  readonly applied: () => void
  /** A new connection: its server has no acknowledgement yet. */
  readonly restart: () => void
  readonly stop: () => void
}

/** Thousands of screens acknowledge, and timing a paint costs a page nearly as much as a figure. */
const restMs = 1_750
/** A wall has news in this time or has none: its paint is the next to be timed. */
const graceMs = 250

/**
 * The first paint after a while is acknowledged at once, then one about every two seconds: the first that comes after
 * a rest, whose moment is known (`paintedAgoMs`), or else the one that has stood since.
 */
export function createAcknowledgements(deps: {
  readonly send: (acknowledgement: Position & { readonly paintedAgoMs?: number }) => void
  /** Calls back once what the stores hold is on the screen, with its position; gives what takes that back. */
  readonly afterPaint: (painted: (position: Position) => void) => () => void
}): Acknowledgements {
  let state: 'ready' | 'painting' | 'resting' | 'waiting' = 'ready'
  let isOwed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let takeBack: () => void = () => undefined

  function paint(isTimed: boolean): void {
    state = 'painting'
    isOwed = false
    clearTimeout(timer)
    takeBack = deps.afterPaint((position) => {
      deps.send({ ...position, ...(isTimed ? { paintedAgoMs: 0 } : {}) })
      state = 'resting'
      timer = setTimeout(rested, restMs)
    })
  }

  function rested(): void {
    state = isOwed ? 'waiting' : 'ready'
    if (isOwed)
      timer = setTimeout(() => {
        paint(false)
      }, graceMs)
  }

  function restart(): void {
    clearTimeout(timer)
    takeBack()
    state = 'ready'
    isOwed = false
  }

  return {
    applied() {
      isOwed = true
      if (state === 'ready' || state === 'waiting') paint(true)
    },
    restart,
    stop: restart,
  }
}
