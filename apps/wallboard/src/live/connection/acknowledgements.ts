import type { Position } from '@wallboard/relay'
import type { AfterPaint } from './paint-signal.ts'

/** Acknowledges to the server how far the page has painted. */
export interface Acknowledgements {
  /** The stores have changed: the next frame paints that. */
  readonly applied: () => void
  /** A new connection: the server has no acknowledgement on it yet. */
  readonly restart: () => void
  readonly stop: () => void
}

/** Thousands of pages acknowledge, and timing a paint costs a page nearly as much as painting a figure. */
const restMs = 1_750
/** After a rest the next change is timed if it comes within this time. */
const graceMs = 250

/**
 * Acknowledges the first paint after a pause at once, then about one every two seconds: the first one after the rest,
 * whose moment is known (`paintedAgoMs`), otherwise the position that has been on the screen since.
 */
export function createAcknowledgements(deps: {
  readonly send: (acknowledgement: Position & { readonly paintedAgoMs?: number }) => void
  readonly afterPaint: AfterPaint
}): Acknowledgements {
  let state: 'ready' | 'painting' | 'resting' | 'waiting' = 'ready'
  let isDue = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let cancelPaint: () => void = () => undefined

  function paint(isTimed: boolean): void {
    state = 'painting'
    isDue = false
    clearTimeout(timer)
    cancelPaint = deps.afterPaint((position) => {
      deps.send({ ...position, ...(isTimed ? { paintedAgoMs: 0 } : {}) })
      state = 'resting'
      timer = setTimeout(rested, restMs)
    })
  }

  function rested(): void {
    state = isDue ? 'waiting' : 'ready'
    if (isDue)
      timer = setTimeout(() => {
        paint(false)
      }, graceMs)
  }

  function restart(): void {
    clearTimeout(timer)
    cancelPaint()
    state = 'ready'
    isDue = false
  }

  return {
    applied() {
      isDue = true
      if (state === 'ready' || state === 'waiting') paint(true)
    },
    restart,
    stop: restart,
  }
}
