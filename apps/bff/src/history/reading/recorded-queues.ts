import type { BucketLength } from '@wallboard/history'
import type { HistoryStore } from '../store/history-store.ts'

interface Queues {
  readonly queues: readonly string[]
  readonly isFloor: boolean
  readonly withRemoved?: boolean | undefined
}

/**
 * The queues whose buckets make a figure. The floor of the past counted the queues of its time: of those that were
 * removed since, what was recorded stays a part of it.
 * @throws StorageError when the files cannot be read
 */
export async function recordedQueues(
  store: Pick<HistoryStore, 'bucketQueues'>,
  feed: number,
  { queues, isFloor, withRemoved = isFloor }: Queues,
  length: BucketLength,
): Promise<readonly string[]> {
  if (!withRemoved) return queues
  return [...new Set([...queues, ...(await store.bucketQueues(feed, length))])]
}
