import { StorageError } from '../../storage/storage-error.ts'
import type { ClaimedFeed, FeedName, HistoryBatch, HistoryStore } from '../store/history-store.ts'
import { createWaitingBatches, type WaitingMemory } from './waiting-batches.ts'

/** The part of a store that writing needs. */
export type WritableStore = Pick<HistoryStore, 'claim' | 'write'>

/** Another server has taken over the recording of the feed. */
export class FencedOut extends Error {
  override name = 'FencedOut'
}

const faultOf = (error: unknown) => (error instanceof StorageError ? error.fault : undefined)

export const isUnreachable = (error: unknown): boolean => faultOf(error) === 'unreachable'

/** Whether what could not be written waits and is written later. */
export const isWrittenLater = (error: unknown): boolean => isUnreachable(error) || faultOf(error) === 'locked'

/**
 * Writes the batches of one feed in their order, under a claim. A batch whose write failed stays the first one, with its
 * number: the store does not write it twice.
 */
export interface FeedWriting {
  /**
   * The claim of the feed; undefined while it is not known until when the feed is stored: then `claim` finds out.
   */
  readonly claimed: () => ClaimedFeed | undefined
  /** @throws StorageError, or FencedOut when another server records the feed */
  readonly claim: (at: number) => Promise<ClaimedFeed>
  /** Until when each source is covered by what is stored or waits. */
  readonly coveredUntil: () => ReadonlyMap<string, number>
  /** Adds a batch to those that wait; false when there is no room for it. */
  readonly add: (batch: HistoryBatch) => boolean
  /** Writes all that waits. @throws StorageError, or FencedOut when another server records the feed */
  readonly write: (claimed: ClaimedFeed) => Promise<void>
  /** What waits is not written. */
  readonly drop: () => void
}

export function createFeedWriting(deps: {
  readonly name: FeedName
  /** Higher than that of all recordings before; undefined where this process is the only one. */
  readonly fence: number | undefined
  /** Unique for each thread that writes. */
  readonly writer: string
  readonly store: WritableStore
  /** What waits for the database, of all feeds. */
  readonly memory: WaitingMemory
}): FeedWriting {
  const { name, writer, store } = deps
  const waiting = createWaitingBatches(deps.memory)
  let claimed: ClaimedFeed | undefined
  /** Once the claim has a number, it is claimed again with that one only. */
  let fence = deps.fence
  let lastNumber = 0
  let coveredUntil = new Map<string, number>()
  let storedUntil = new Map<string, number>()
  /** Whether the connection was lost while the first batch was written: it may be stored. */
  let isUnknown = false

  return {
    claimed: () => claimed,
    async claim(at) {
      const found = await store.claim(name, { fence, writer, at })
      if (found === 'fenced-out') throw new FencedOut()
      fence = found.fence
      storedUntil = new Map(found.coveredUntil)
      coveredUntil = new Map(storedUntil)
      lastNumber = Math.max(lastNumber, found.lastBatch)
      isUnknown = false
      claimed = found
      return found
    },
    coveredUntil: () => coveredUntil,
    add(batch) {
      lastNumber += 1
      if (!waiting.add({ batch, number: lastNumber })) return false
      for (const { dataSource, span } of batch.coverage) coveredUntil.set(dataSource, span.endsAt)
      return true
    },
    async write(of) {
      for (let next = waiting.first(); next !== undefined; next = waiting.first()) {
        const { batch, number } = next
        try {
          const outcome = await store.write(of.feed, batch, { fence: of.fence, writer, number })
          if (outcome === 'fenced-out') throw new FencedOut()
        } catch (error) {
          isUnknown ||= isUnreachable(error)
          throw error
        }
        isUnknown = false
        for (const { dataSource, span } of batch.coverage) storedUntil.set(dataSource, span.endsAt)
        waiting.written()
      }
    },
    drop() {
      waiting.clear()
      coveredUntil = new Map(storedUntil)
      if (isUnknown) claimed = undefined
    },
  }
}
