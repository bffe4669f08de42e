import { localMinutesOf } from './site-day.ts'

/** Full hours of every zone fall on quarters of an hour of epoch time. */
const quarterMs = 900_000
const hourMs = 3_600_000
/** Hours between two labels: whole parts of a day, so that each day has the same labels. */
const steps = [1, 2, 3, 4, 6, 8, 12] as const

/** The start of the hour that a clock of the zone shows. Epoch milliseconds. */
export function localHourOf(at: number, timeZone: string | undefined): number {
  const second = Math.floor(at / 1_000) * 1_000
  return second - Math.round((localMinutesOf(second, timeZone) % 60) * 60) * 1_000
}

/**
 * The instants with a label on a time axis: full hours of the local clock, fewer of them on a long day. Epoch
 * milliseconds; the first and the last instant are included.
 *
 * @param maxTicks how many hours have a label of their own
 */
export function hourTicks(
  from: number,
  to: number,
  timeZone: string | undefined,
  maxTicks = 8,
): readonly number[] {
  const step = steps.find((hours) => hours * maxTicks * hourMs >= to - from) ?? 24
  const ticks: number[] = []
  for (let at = Math.ceil(from / quarterMs) * quarterMs; at <= to; at += quarterMs)
    if (localMinutesOf(at, timeZone) % (step * 60) === 0) ticks.push(at)
  return ticks
}
