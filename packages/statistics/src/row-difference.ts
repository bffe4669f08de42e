import type { StatRow } from '@wallboard/five9/events'
import { hasOwn } from './has-own.ts'
import type { Row } from './row.ts'
import { hasRunningWait, waitField } from './wait-clock.ts'

/** No Five9 field is nested deeper. The limit keeps a hostile frame from exhausting the stack. */
const maxDepth = 32

/**
 * The row after an event without a new wait. A wait that runs before and after the event keeps its instant: a newer
 * `asOf` with the old wait would turn the wait back.
 */
export function keepRunningWait(before: Row | undefined, after: Row): Row {
  const runsOn = before !== undefined && hasRunningWait(before) && hasRunningWait(after)
  return runsOn ? { ...after, asOf: before.asOf } : after
}

/** Sets a field of any name: an assignment to `__proto__` would set the prototype. */
export function setField(row: Record<string, unknown>, field: string, value: unknown): void {
  if (field === '__proto__')
    Object.defineProperty(row, field, { value, enumerable: true, configurable: true })
  else row[field] = value
}

/** Fields to merge into a row. `asOf` may still change. */
export type RowPatch = Record<string, unknown> & { readonly id: string; asOf: number }

/** The fields of `row` that differ from `current`, with the instant `asOf`; undefined when none differs. */
export function changedFields(current: Row, row: StatRow, asOf: number): RowPatch | undefined {
  let changed: RowPatch | undefined
  for (const field in row) {
    if (field === 'id' || isSameField(current, row, field)) continue
    changed ??= { id: current.id, asOf }
    setField(changed, field, row[field])
  }
  return changed
}

/** Sets the fields of `row` that differ from `target`, except `id` and `asOf`. Returns whether any did. */
export function mergeFieldsInto(target: Record<string, unknown> & Row, row: Row): boolean {
  let hasChanged = false
  for (const field in row) {
    if (field === 'id' || isSameField(target, row, field)) continue
    setField(target, field, row[field])
    hasChanged = true
  }
  return hasChanged
}

/**
 * Merges an event's fields into a row; `changed` are the fields that differ. Returns the same object when nothing
 * visible changes: most fields of most events are unchanged, and copying rows would be most of the work.
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
 * The patch that leads from `before` to `after`: id, asOf, the fields that differ, and the wait when its instant
 * moved or when it starts. A starting wait is included even with an unchanged value: merged with the patch that ended
 * the previous wait, the two must not look like one wait that continued. Undefined when nothing visible differs: all
 * fields are equal, and a running wait has the same instant.
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
  // Fast path for unchanged fields. An inherited property is never identical to a value of an event.
  if (was === is && was !== undefined) return true
  // Most values that are not identical are other numbers and texts. NaN alone is not identical to itself.
  if (typeof is === 'string' || (typeof is === 'number' && !Number.isNaN(is))) return key === 'asOf'
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
