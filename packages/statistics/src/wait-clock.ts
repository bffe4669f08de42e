import { readNumber, type Row } from './row.ts'

/** The field that a running wait is told in: milliseconds, as of the row's `asOf`. */
export const waitField = 'currentLongestQueueTime'

/** True while a call or callback waits, so that the longest wait grows without an event. */
export function hasRunningWait(row: Row): boolean {
  const waiting = (readNumber(row, 'callsInQueue') ?? 0) + (readNumber(row, 'callbacksInQueue') ?? 0)
  return waiting > 0 && readNumber(row, waitField) !== undefined
}

/**
 * The longest current wait of a queue at `nowMs` (BFF's clock), in milliseconds: Five9's figure plus the time since
 * it was given, while a call or callback waits. Undefined where Five9 gave none; never negative.
 */
export function currentWaitMs(row: Row, nowMs: number): number | undefined {
  const given = readNumber(row, waitField)
  if (given === undefined) return undefined
  return hasRunningWait(row) ? given + Math.max(0, nowMs - row.asOf) : given
}

/**
 * The longest wait of the calls of a queue, in milliseconds: 0 while no call waits. Where calls and callbacks wait,
 * Five9 gives one wait for both, and it may be a callback's. Undefined where Five9 gave none.
 */
export function callWaitMs(row: Row, nowMs: number): number | undefined {
  const calls = readNumber(row, 'callsInQueue')
  if (calls === undefined) return undefined
  return calls === 0 ? 0 : currentWaitMs(row, nowMs)
}

/**
 * The longest wait of the callbacks of a queue, in milliseconds: 0 while no callback waits. Undefined while calls wait
 * too, because Five9 gives one wait for both, and where Five9 gave none.
 */
export function callbackWaitMs(row: Row, nowMs: number): number | undefined {
  const calls = readNumber(row, 'callsInQueue')
  const callbacks = readNumber(row, 'callbacksInQueue')
  if (calls === undefined || callbacks === undefined) return undefined
  if (callbacks === 0) return 0
  return calls === 0 ? currentWaitMs(row, nowMs) : undefined
}
