/** Where a figure, its target and what is usual are on a scale from 0, as shares of its length. */
export interface ScaleBar {
  readonly value: number
  readonly target: number | undefined
  readonly usual: readonly [low: number, high: number] | undefined
}

interface ScaledFigures {
  readonly value: number | undefined
  readonly target: number | undefined
  readonly usual: readonly [low: number, high: number] | undefined
  /** The end of the scale where it is known, such as 1 for a share; default: above all figures. */
  readonly end: number | undefined
}

/** The largest figure is this share of the scale: one at the very end would look cut off. */
const largestShare = 0.9

/** The scale of a figure; undefined where it has nothing to be compared with, or is not known. All are at least 0. */
export function scaleBar({ value, target, usual, end }: ScaledFigures): ScaleBar | undefined {
  if (value === undefined || (target === undefined && usual === undefined)) return undefined
  const largest = Math.max(value, target ?? 0, usual?.[1] ?? 0)
  const length = end === undefined ? largest / largestShare : Math.max(end, largest)
  if (length <= 0) return undefined
  const shareOf = (figure: number) => figure / length
  return {
    value: shareOf(value),
    target: target === undefined ? undefined : shareOf(target),
    usual: usual === undefined ? undefined : [shareOf(usual[0]), shareOf(usual[1])],
  }
}
