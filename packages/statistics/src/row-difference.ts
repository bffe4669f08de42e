import type { StatRow } from '@wallboard/five9/events'
import { hasOwn } from './has-own.ts'
import type { Row } from './row.ts'
import { hasRunningWait, waitField } from './wait-clock.ts'

/** Deeper than any Five9 field; keeps a hostile frame from exhausting the stack. */
const maxDepth = 32

/**
 * The row after an event that did not restate its wait. A wait that runs before and after keeps its instant: a newer
 * `asOf` on the old wait would turn the clock back.
 */
export function keepRunningWait(before: Row | undefined, after: Row): Row {
  const runsOn = before !== undefined && hasRunningWait(before) && hasRunningWait(after)
  return runsOn ? { ...after, asOf: before.asOf } : after
}

/** Sets a field whatever it is called: plain assignment takes `__proto__` for the prototype. */
function setField(row: Record<string, unknown>, field: string, value: unknown): void {
  if (field === '__proto__')
    Object.defineProperty(row, field, { value, enumerable: true, configurable: true })
  else row[field] = value
}

/** A row that holds what is to be merged onto another, until its instant is settled. */
export type RowPatch = Record<string, unknown> & { readonly id: string; asOf: number }

/** Of the fields of `row` those that are others than `current` has, of the instant `asOf`; undefined when none is. */
export function changedFields(current: Row, row: StatRow, asOf: number): RowPatch | undefined {
  let changed: RowPatch | undefined
  for (const field in row) {
    if (field === 'id' || isSameField(current, row, field)) continue
    changed ??= { id: current.id, asOf }
    setField(changed, field, row[field])
  }
  return changed
}

/**
 * The row with an event's fields of the instant `asOf` on it, of which `changed` are those that differ. The same object
 * when they change nothing that can be seen: most fields of most events are as they were, and copying them would be
 * most of the work.
 */
export function mergedRow(current: Row, row: StatRow, asOf: number, changed: RowPatch | undefined): Row {
  if (changed !== undefined) return { ...current, ...changed }
  const isWaitRestated = asOf !== current.asOf && hasOwn(row, waitField) && hasRunningWait(current)
  return isWaitRestated ? { ...current, asOf } : current
}

/** True when `after` lacks a field of `before`, which no merge can express. */
export function hasLostField(before: Row, after: Row): boolean {
  return Object.keys(before).some((key) => !hasOwn(after, key))
}

/**
 * Makes of the fields that differ what to merge onto `before` to get `after`: id, asOf, those fields, and a wait whose
 * instant moved or that begins to run. The latter also when its figure is the old one: merged with the patch
 * that ended the wait before, the two must not look like a wait that ran on. Undefined when nothing that can be seen
 * differs: every field is equal, and a running wait has the same instant.
 */
export function diffRow(before: Row, after: Row, changed: RowPatch | undefined): Row | undefined {
  const isRunning = hasRunningWait(after)
  const isOlder = before.asOf !== after.asOf
  if (changed === undefined && !(isRunning && isOlder)) return undefined
  const patch = changed ?? { id: after.id, asOf: after.asOf }
  patch.asOf = after.asOf
  if (isRunning && (isOlder || !hasRunningWait(before))) patch[waitField] = after[waitField]
  return patch
}

function isSameField(before: Row, after: StatRow, key: string): boolean {
  const [was, is] = [before[key], after[key]]
  // Most fields of most events: whatever a row inherits, no field of an event is the same object.
  if (was === is && was !== undefined) return true
  return key === 'asOf' || (hasOwn(before, key) && isSameValue(was, is, 0))
}

function isSameValue(a: unknown, b: unknown, depth: number): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return Object.is(a, b) || a === b
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b) || depth >= maxDepth) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => hasOwn(b, key) && isSameValue(a[key], b[key], depth + 1))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
