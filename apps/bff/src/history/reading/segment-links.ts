import { missingAfter, type Segment, type SegmentEnd } from '@wallboard/history'
import type { HistoryStore } from '../store/history-store.ts'
import { DamagedFrom } from './segment-changes.ts'

/**
 * Checks that no segment is missing among the changes that were read.
 *
 * @param read.start from where on the changes are needed
 * @param read.to until when they were read
 * @throws DamagedFrom the last instant that is known
 */
export async function checkLinks(
  store: Pick<HistoryStore, 'linkAfter'>,
  feed: number,
  dataSource: string,
  read: { readonly start: SegmentEnd; readonly segments: readonly Segment[]; readonly to: number },
): Promise<void> {
  const next = await store.linkAfter(feed, dataSource, read.to)
  const knownUntil = missingAfter(read.start, read.segments, next)
  if (knownUntil !== undefined) throw new DamagedFrom(knownUntil + 1)
}
