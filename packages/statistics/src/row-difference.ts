import type { Row } from './row.ts'
import { hasRunningWait } from './wait-clock.ts'

/** Equality of two JSON values. Depth follows the values, which Five9 keeps shallow; a hostile depth counts as unequal. */
function isEqual(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > 20) return false
  const entries = Object.entries(a)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    entries.length === Object.keys(b).length &&
    entries.every(([key, value]) => Object.hasOwn(b, key) && isEqual(value, Reflect.get(b, key), depth + 1))
  )
}

/**
 * The fields of `next` that differ from `previous`, with id and `asOf`; undefined when nothing does.
 * A later `asOf` alone is a difference only where a running wait is counted from it.
 */
export function changedFields(previous: Row, next: Row): Row | undefined {
  const changed = Object.entries(next).filter(
    ([field, value]) =>
      field !== 'asOf' && !(Object.hasOwn(previous, field) && isEqual(previous[field], value)),
  )
  const isClockMoved = next.asOf !== previous.asOf && hasRunningWait({ ...previous, ...next })
  if (changed.length === 0 && !isClockMoved) return undefined
  return { ...Object.fromEntries(changed), id: next.id, asOf: next.asOf }
}

/** True when a row lacks a field that the former row had: only a replacement can say so. */
export function lacksField(previous: Row, next: Row): boolean {
  return Object.keys(previous).some((field) => !Object.hasOwn(next, field))
}
