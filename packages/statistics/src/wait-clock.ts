import { numberOf, type Row } from './row.ts'

/** The field that a running wait is told in: milliseconds, as of the row's `asOf`. */
export const waitField = 'currentLongestQueueTime'

/** True while a call or callback waits, so that the longest wait grows without an event. */
export function hasRunningWait(row: Row): boolean {
  const waiting = (numberOf(row, 'callsInQueue') ?? 0) + (numberOf(row, 'callbacksInQueue') ?? 0)
  return waiting > 0 && numberOf(row, waitField) !== undefined
}

/**
 * The longest current wait of a queue at `nowMs` (BFF's clock), in milliseconds: Five9's figure plus the time since
 * it was given, while anybody waits. Undefined where Five9 gave none; never negative.
 */
export function currentWaitMs(row: Row, nowMs: number): number | undefined {
  const given = numberOf(row, waitField)
  if (given === undefined) return undefined
  return hasRunningWait(row) ? given + Math.max(0, nowMs - row.asOf) : given
}
