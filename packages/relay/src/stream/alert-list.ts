import { compareLevels } from '@wallboard/statistics'
import type { AlertOnScreen } from './messages.ts'

/** What leads from one list of alerts to another. */
export interface AlertListChanges {
  readonly changed: readonly AlertOnScreen[]
  /** Ids. */
  readonly removed: readonly string[]
}

/** The order of alerts on a screen: the most urgent first, then the oldest. */
export const compareAlerts = (a: AlertOnScreen, b: AlertOnScreen): number =>
  compareLevels(b.level, a.level) || a.since - b.since || (a.id < b.id ? -1 : 1)

/** The changes between two lists of the sender, in which an alert that has not changed is the same object. */
export function alertChangesBetween(
  before: readonly AlertOnScreen[],
  after: readonly AlertOnScreen[],
): AlertListChanges {
  const former = new Set(before)
  const ids = new Set(after.map(({ id }) => id))
  return {
    changed: after.filter((alert) => !former.has(alert)),
    removed: before.flatMap(({ id }) => (ids.has(id) ? [] : [id])),
  }
}

/** The list after changes, in order. */
export function applyAlertChanges(
  list: readonly AlertOnScreen[],
  { changed, removed }: AlertListChanges,
): readonly AlertOnScreen[] {
  const gone = new Set([...removed, ...changed.map(({ id }) => id)])
  return [...list.filter(({ id }) => !gone.has(id)), ...changed].sort(compareAlerts)
}
