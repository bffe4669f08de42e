import type { Range } from './day-range-state.ts'

const secondMs = 1_000
const minuteMs = 60_000
const pageMs = 15 * minuteMs

const steps: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -minuteMs],
  ['ArrowDown', -minuteMs],
  ['ArrowRight', minuteMs],
  ['ArrowUp', minuteMs],
  ['PageDown', -pageMs],
  ['PageUp', pageMs],
])

/** A key on the strip. With `isFine`, arrows move a second. */
export interface StripKey {
  readonly key: string
  readonly isFine: boolean
}

/** The instant to which a key moves, within the range; undefined for a key that moves nothing. */
export function instantAfterKey({ key, isFine }: StripKey, at: number, range: Range): number | undefined {
  const clamp = (instant: number) => Math.min(Math.max(instant, range.from), range.to)
  if (key === 'Home') return range.from
  if (key === 'End') return range.to
  const step = steps.get(key)
  if (step === undefined) return undefined
  return clamp(at + (isFine && Math.abs(step) === minuteMs ? Math.sign(step) * secondMs : step))
}
