import { EventId } from '@wallboard/five9/events'
import { isTotalsId, type Change } from '@wallboard/statistics'
import type { ListName } from './unread-state.ts'

const changedBy: ReadonlyMap<string, readonly (ListName | 'groups')[]> = new Map<
  EventId,
  readonly (ListName | 'groups')[]
>([
  // The queues that an agent serves change with the agent and with the queues.
  [EventId.EVENT_SKILLS_INVALIDATED, ['queues', 'agents']],
  [EventId.EVENT_USERS_INVALIDATED, ['agents', 'groups']],
  [EventId.EVENT_AGENTS_INVALIDATED, ['agents', 'groups']],
  [EventId.EVENT_AGENT_GROUPS_INVALIDATED, ['groups']],
  [EventId.EVENT_CAMPAIGNS_INVALIDATED, ['campaigns']],
  [EventId.EVENT_REASON_CODES_INVALIDATED, ['reasons']],
  // What was refused may be permitted now, and the reverse.
  [EventId.EVENT_SUP_PERMISSIONS_UPDATED, ['queues', 'agents', 'campaigns', 'reasons', 'groups']],
])

/** The lists of names that an event invalidates. */
export const listsInvalidatedBy = (eventId: string): readonly (ListName | 'groups')[] =>
  changedBy.get(eventId) ?? []

const rowsChangedBy: ReadonlySet<string> = new Set<EventId>([
  EventId.EVENT_FILTER_SETTINGS_UPDATED,
  EventId.EVENT_SUP_PERMISSIONS_UPDATED,
])

/**
 * True for an event after which other rows belong to this user's statistics. Five9 need not add and remove them by
 * increments: the rows are unconfirmed until full statistics.
 */
export const changesWhichRowsExist = (eventId: string): boolean => rowsChangedBy.has(eventId)

/** True when changes added a row of `source` that the list of its names does not hold. */
export function hasUnknownIds(
  source: string,
  known: readonly { readonly id: string }[],
  changes: readonly Change[],
): boolean {
  const added = changes.flatMap((change) => (change.dataSource === source ? change.added : []))
  if (added.length === 0) return false
  const named = new Set(known.map(({ id }) => id))
  return added.some(({ id }) => !isTotalsId(id) && !named.has(id))
}
