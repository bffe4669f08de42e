import { readNumber, type Row } from './row.ts'

/** The field of a running wait: milliseconds, as of `asOf` of the row. */
export const waitField = 'currentLongestQueueTime'

/** True while a call or callback waits, so that the longest wait grows without an event. */
export function hasRunningWait(row: Row): boolean {
  const waiting = (readNumber(row, 'callsInQueue') ?? 0) + (readNumber(row, 'callbacksInQueue') ?? 0)
  return waiting > 0 && readNumber(row, waitField) !== undefined
}

/** True where the longest wait of a queue is a callback's: callbacks wait, and no call. */
export const isWaitOfCallback = (row: Row): boolean =>
  readNumber(row, 'callsInQueue') === 0 && (readNumber(row, 'callbacksInQueue') ?? 0) > 0

/**
 * The longest current wait of a queue at `nowMs` (BFF's clock) in milliseconds: the value from Five9, plus the time
 * since then while a call or callback waits. Never negative; undefined when Five9 sent no value.
 */
export function currentWaitMs(row: Row, nowMs: number): number | undefined {
  const sentMs = readNumber(row, waitField)
  if (sentMs === undefined) return undefined
  return hasRunningWait(row) ? sentMs + Math.max(0, nowMs - row.asOf) : sentMs
}

/**
 * The longest wait of the calls of a queue in milliseconds; 0 while no call waits. While calls and callbacks wait,
 * Five9 sends one wait for both, which may belong to a callback. Undefined when Five9 sent no value.
 */
export function callWaitMs(row: Row, nowMs: number): number | undefined {
  const calls = readNumber(row, 'callsInQueue')
  if (calls === undefined) return undefined
  return calls === 0 ? 0 : currentWaitMs(row, nowMs)
}

/**
 * The longest wait of the callbacks of a queue in milliseconds; 0 while no callback waits. Undefined while calls wait
 * too, because Five9 sends one wait for both, and when Five9 sent no value.
 */
export function callbackWaitMs(row: Row, nowMs: number): number | undefined {
  const calls = readNumber(row, 'callsInQueue')
  const callbacks = readNumber(row, 'callbacksInQueue')
  if (calls === undefined || callbacks === undefined) return undefined
  if (callbacks === 0) return 0
  return calls === 0 ? currentWaitMs(row, nowMs) : undefined
}
