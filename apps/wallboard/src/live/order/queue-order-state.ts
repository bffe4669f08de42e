import { compareLevels, type Level } from '@wallboard/statistics'

const sortEveryMs = 10_000

/** The input of the last computed order. */
export interface OrderBasis {
  /** The queues of the board, in any order; a new array after a snapshot and when a queue is added or dropped. */
  readonly members: readonly string[]
  /** The worst alert level of each queue; a queue that is not in it has none. */
  readonly levels: ReadonlyMap<string, Level>
  /** By the page's monotonic clock. */
  readonly sortedAt: number
}

/**
 * Whether to sort the queues again: when a queue is added or dropped, at once when a queue's level rises, otherwise every
 * ten seconds, so that readers find a tile where it was.
 */
export function isSortDue(
  before: OrderBasis,
  now: Pick<OrderBasis, 'members' | 'levels'> & { readonly screenNow: number },
): boolean {
  const { members, levels, screenNow } = now
  if (members !== before.members || screenNow - before.sortedAt >= sortEveryMs) return true
  return [...levels].some(([id, level]) => compareLevels(level, before.levels.get(id) ?? 'none') > 0)
}
