import type { Figure } from '@wallboard/alerts'

/** A figure with its instant, epoch milliseconds. */
export interface DatedFigure extends Figure {
  readonly at: number
}

const isSet = (flag: boolean | undefined): boolean => flag === true

/**
 * Whether a figure follows from an earlier one of the same entity: it is equal, or has grown by the clock to within a
 * millisecond. Such a figure changes nothing of a rule whose limits are no increase.
 */
export function isImplied(before: DatedFigure, at: number, figure: Figure): boolean {
  const { value } = before
  return (
    before.isLive === figure.isLive &&
    isSet(before.isRunning) === isSet(figure.isRunning) &&
    isSet(before.isAtLeast) === isSet(figure.isAtLeast) &&
    isSet(before.isInsufficient) === isSet(figure.isInsufficient) &&
    before.reference === figure.reference &&
    (value === null || figure.value === null || !isSet(figure.isRunning)
      ? value === figure.value
      : Math.abs(value + (at - before.at) - figure.value) < 1)
  )
}
