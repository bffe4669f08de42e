import type { HistoryStore } from '../store/history-store.ts'
import type { FeedRecording } from './feed-recording.ts'
import type { WriterMessage } from './writer-message.ts'

/** A feed whose coverage ended within this time may be recorded by another server. */
const stillRecordedMs = 60_000

/**
 * Marks a part that cannot be read as damaged, up to the next keyframe. Damage that cannot be marked is found again by the
 * next read.
 *
 * @param recordings those of this thread
 * @throws StorageError when the storage fails
 */
export async function markDamaged(
  store: HistoryStore,
  { name, dataSource, from, at }: WriterMessage & { readonly type: 'damaged' },
  recordings: Iterable<FeedRecording>,
): Promise<void> {
  const recording = [...recordings].find((each) => each.isOf(store, name))
  await recording?.flush(at)
  const feed = await store.findFeed(name)
  const until = feed === undefined ? undefined : (await store.coveredUntil(feed)).get(dataSource)
  if (feed === undefined || until === undefined) return
  const keyframeAt = await store.nextKeyframeAt(feed, dataSource, from).catch(() => undefined)
  const endsAt = Math.min(keyframeAt ?? until, until)
  if (endsAt <= from) return
  if (store.isShared && recording === undefined && at - until < stillRecordedMs) {
    // Another server may still extend the last span. Its own reading finds the damage too.
    const [last] = await store.coverage(feed, dataSource, until - 1, until)
    if (last !== undefined && last.startsAt < endsAt) return
  }
  await store.cover(feed, dataSource, { kind: 'damaged', startsAt: from, endsAt })
  recording?.split(dataSource, endsAt)
}
