import type { Row } from './row.ts'
import { hasRunningWait, waitField } from './wait-clock.ts'

/** Deeper than any Five9 field; keeps a hostile frame from exhausting the stack. */
const maxDepth = 32

/**
 * The row after an event that did not restate its wait. A wait that runs before and after keeps its instant: a newer
 * `asOf` on the old wait would turn the clock back.
 */
export function withWaitRunningOn(before: Row | undefined, after: Row): Row {
  const runsOn = before !== undefined && hasRunningWait(before) && hasRunningWait(after)
  return runsOn ? { ...after, asOf: before.asOf } : after
}

/** True when nothing that can be seen differs: every field is equal, and a running wait has the same instant. */
export function isSameRow(before: Row, after: Row): boolean {
  if (before === after) return true
  if (before.asOf !== after.asOf && hasRunningWait(after)) return false
  const keys = Object.keys(after)
  return keys.length === Object.keys(before).length && keys.every((key) => isSameField(before, after, key))
}

/** True when `after` lacks a field of `before`, which no merge can express. */
export function hasLostField(before: Row, after: Row): boolean {
  return Object.keys(before).some((key) => !Object.hasOwn(after, key))
}

/**
 * What to merge onto `before` to get `after`: id, asOf, changed fields, and a wait whose instant moved or that begins
 * to run. The latter also when its figure is the old one: merged with the patch that ended the wait before, the two
 * must not look like a wait that ran on.
 */
export function patchBetween(before: Row, after: Row): Row {
  const isWaitRestated = hasRunningWait(after) && (before.asOf !== after.asOf || !hasRunningWait(before))
  const changed = Object.entries(after).filter(
    ([key]) => (key === waitField && isWaitRestated) || !isSameField(before, after, key),
  )
  return { ...Object.fromEntries(changed), id: after.id, asOf: after.asOf }
}

function isSameField(before: Row, after: Row, key: string): boolean {
  return key === 'asOf' || (Object.hasOwn(before, key) && isSameValue(before[key], after[key], 0))
}

function isSameValue(a: unknown, b: unknown, depth: number): boolean {
  if (a === b || Object.is(a, b)) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b) || depth >= maxDepth) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key], b[key], depth + 1))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
