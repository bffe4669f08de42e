/*
 * The time-weighted mean of a figure. A figure is known or unknown; unknown time is counted nowhere, so that it is
 * never read as 0.
 */

/** The integral of a figure over the known part of a span. */
export interface FigureIntegral {
  /** Milliseconds in which the figure was known. */
  readonly knownMs: number
  /** Figure × milliseconds. */
  readonly area: number
  /** The largest and smallest value; undefined while the figure was never known. */
  readonly max: number | undefined
  readonly min: number | undefined
}

/** An integral that grows in place. */
export interface GrowingIntegral {
  knownMs: number
  area: number
  max: number | undefined
  min: number | undefined
}

export const noTime: FigureIntegral = { knownMs: 0, area: 0, max: undefined, min: undefined }

/**
 * Adds a stretch of time in which the figure went from one value to another along a line: equal values for a count,
 * and a running wait grows by the stretch.
 */
export function integrated(
  integral: FigureIntegral,
  from: number | undefined,
  to: number | undefined,
  ms: number,
): FigureIntegral {
  const grown: GrowingIntegral = { ...integral }
  integrate(grown, from, to, ms)
  return grown
}

/** The same in place. */
export function integrate(
  integral: GrowingIntegral,
  from: number | undefined,
  to: number | undefined,
  ms: number,
): void {
  if (ms <= 0 || from === undefined || to === undefined) return
  integral.knownMs += ms
  integral.area += ((from + to) / 2) * ms
  integral.max = Math.max(integral.max ?? from, from, to)
  integral.min = Math.min(integral.min ?? from, from, to)
}

const picked = (
  pick: (one: number, other: number) => number,
  one: number | undefined,
  other: number | undefined,
): number | undefined => (one === undefined ? other : other === undefined ? one : pick(one, other))

/** The integral over two spans together: minutes become quarters of an hour, quarters become hours. */
export function combined(one: FigureIntegral, other: FigureIntegral): FigureIntegral {
  return {
    knownMs: one.knownMs + other.knownMs,
    area: one.area + other.area,
    max: picked(Math.max, one.max, other.max),
    min: picked(Math.min, one.min, other.min),
  }
}

/** The time-weighted mean; undefined while the figure was never known. */
export function meanOf({ area, knownMs }: FigureIntegral): number | undefined {
  return knownMs === 0 ? undefined : area / knownMs
}
