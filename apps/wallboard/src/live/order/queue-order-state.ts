import { compareLevels, type Level } from '@wallboard/statistics'

const sortEveryMs = 10_000

/** What the order was last computed from. */
export interface OrderBasis {
  /** The queues of the board, in any order; another array after a snapshot or when a queue comes or goes. */
  readonly members: readonly string[]
  /** The worst alert level of each queue; a queue that is not in it has none. */
  readonly levels: ReadonlyMap<string, Level>
  /** By the page's monotonic clock. */
  readonly sortedAt: number
}

/**
 * Whether the queues are sorted again: when a queue comes or goes, at once when a queue gets worse, else every ten
 * seconds, so that a reader finds a tile where it was.
 */
export function isSortDue(
  before: OrderBasis,
  now: Pick<OrderBasis, 'members' | 'levels'> & { readonly screenNow: number },
): boolean {
  const { members, levels, screenNow } = now
  if (members !== before.members || screenNow - before.sortedAt >= sortEveryMs) return true
  return [...levels].some(([id, level]) => compareLevels(level, before.levels.get(id) ?? 'none') > 0)
}
