/** A bar of the alerts of one or more hours. */
export interface Bar {
  readonly at: number
  readonly fired: number
  /** Of 16. */
  readonly height: number
}

const maxBars = 48
const fullHeight = 16
/** An hour without alerts has a base line. */
const baseHeight = 1

/** Bars of equal numbers of hours, at most 48; the highest is 16 high. */
export function barsOf(hours: readonly { readonly at: number; readonly fired: number }[]): readonly Bar[] {
  const size = Math.max(1, Math.ceil(hours.length / maxBars))
  const sums: { at: number; fired: number }[] = []
  for (const [index, { at, fired }] of hours.entries()) {
    const sum = sums[Math.floor(index / size)]
    if (sum === undefined) sums.push({ at, fired })
    else sum.fired += fired
  }
  const most = Math.max(1, ...sums.map(({ fired }) => fired))
  return sums.map(({ at, fired }) => ({
    ...{ at, fired },
    height: baseHeight + (fired / most) * (fullHeight - baseHeight),
  }))
}
