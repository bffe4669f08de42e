import type { BatchOrigin, ClaimedFeed, FeedName, RecordingOwner } from './history-store.ts'
import { readCoveredUntil } from './coverage-table.ts'
import { feedId } from './feed-table.ts'
import { query, type Work } from './sql-work.ts'

/*
 * Which recording may write a feed. The row of the feed holds the fence of its owner, and the number of the last batch.
 * Every write changes that row first: it is refused for an owner with a lower fence, and it locks the row, so that a new
 * owner waits for a batch that is being written.
 */

/**
 * Makes a recording the owner of a feed, unless a higher fence owns it. Batches of earlier owners are refused from then
 * on. Run it in a transaction.
 */
export function* claimFeed(
  name: FeedName,
  { fence, writer, at }: RecordingOwner,
): Work<ClaimedFeed | 'fenced-out'> {
  const feed = yield* feedId(name)
  const [before] = yield* query('SELECT fence, writer, batch FROM feed WHERE id = ? FOR UPDATE', [feed])
  const stored = Number(before?.['fence'] ?? 0)
  const previous = String(before?.['writer'] ?? '')
  const claimed = fence ?? Math.max(stored + 1, at)
  if (stored > claimed || (stored === claimed && previous !== writer)) return 'fenced-out'
  if (stored < claimed)
    yield* query('UPDATE feed SET fence = ?, writer = ?, batch = 0 WHERE id = ? RETURNING id', [
      ...[claimed, writer, feed],
    ])
  const coveredUntil = yield* readCoveredUntil(feed)
  const lastBatch = stored < claimed ? 0 : Number(before?.['batch'] ?? 0)
  return {
    feed,
    fence: claimed,
    coveredUntil,
    lastBatch,
    isFromOther: previous !== '' && previous !== writer,
  }
}

/** Whether a batch may be written now: `written` already, by a transaction whose end was not known, or `fenced-out`. */
export function* admitBatch(
  feed: number,
  { fence, writer, number }: BatchOrigin,
): Work<'admitted' | 'written' | 'fenced-out'> {
  const admitted = yield* query(
    'UPDATE feed SET batch = ? WHERE id = ? AND fence = ? AND writer = ? AND batch < ? RETURNING id',
    [number, feed, fence, writer, number],
  )
  if (admitted.length > 0) return 'admitted'
  const [owner] = yield* query('SELECT fence, writer FROM feed WHERE id = ?', [feed])
  return Number(owner?.['fence']) === fence && owner?.['writer'] === writer ? 'written' : 'fenced-out'
}
