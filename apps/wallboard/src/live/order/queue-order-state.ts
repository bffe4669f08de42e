import { compareLevels, type Level } from '@wallboard/statistics'

const sortEveryMs = 10_000

/** The worst alert level of each queue; a queue that is not in it has none. */
export type QueueLevels = ReadonlyMap<string, Level>

/** What the order was last computed from. */
export interface OrderBasis {
  /** The queues of the board, in any order; another array after a snapshot or when a queue comes or goes. */
  readonly members: readonly string[]
  readonly levels: QueueLevels
  /** By the page's monotonic clock. */
  readonly sortedAt: number
}

/** The worst level of each queue on any of its tiles; `alerts` are the worst first. */
export function queueLevels(
  alerts: readonly { readonly queueId: string | undefined; readonly level: Level }[],
): QueueLevels {
  const levels = new Map<string, Level>()
  for (const { queueId, level } of alerts)
    if (queueId !== undefined && !levels.has(queueId)) levels.set(queueId, level)
  return levels
}

/**
 * Whether the queues are sorted again: when a queue comes or goes, at once when a queue gets worse, else every ten
 * seconds, so that a reader finds a tile where it was.
 */
export function isSortDue(
  before: OrderBasis,
  now: { readonly members: readonly string[]; readonly levels: QueueLevels; readonly screenNow: number },
): boolean {
  const { members, levels, screenNow } = now
  if (members !== before.members || screenNow - before.sortedAt >= sortEveryMs) return true
  return [...levels].some(([id, level]) => compareLevels(level, before.levels.get(id) ?? 'none') > 0)
}
