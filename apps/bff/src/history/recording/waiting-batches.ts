import type { HistoryBatch } from '../store/history-store.ts'

/*
 * Batches that wait until the database is reachable. They are written in their order, each with the number that it got
 * when it was taken, so that one whose write ended unknown is not written twice.
 */

/** More than this does not wait, of all feeds together. */
const maxWaitingBytes = 64 * 1024 * 1024

/** A minute of a queue, a counted call and a length in memory, roughly. */
const bytesPerBucket = 1_500
const bytesPerCount = 100

const sizes = <T>(values: Iterable<{ readonly size: number } | readonly T[]>): number => {
  let sum = 0
  for (const value of values) sum += 'size' in value ? value.size : value.length
  return sum
}

/** About how much memory a batch takes. */
export function bytesOfBatch({ segments, names, minutes, flows, lengths }: HistoryBatch): number {
  const bodies = [...segments.map(({ segment }) => segment), ...names].reduce(
    (sum, { body }) => sum + body.byteLength,
    0,
  )
  const counts = flows === undefined ? 0 : sizes(flows.queues.values()) + sizes(flows.campaigns.values())
  const ofLengths = sizes((lengths ?? []).map(({ counts: each }) => each))
  return bodies + sizes(minutes.values()) * bytesPerBucket + (counts + ofLengths) * bytesPerCount
}

export interface WaitingBatch {
  readonly batch: HistoryBatch
  readonly number: number
}

/** The memory that all feeds of a thread share. */
export interface WaitingMemory {
  bytes: number
  readonly maxBytes: number
}

export const createWaitingMemory = (maxBytes = maxWaitingBytes): WaitingMemory => ({ bytes: 0, maxBytes })

/** The batches of one feed. */
export interface WaitingBatches {
  readonly first: () => WaitingBatch | undefined
  /** Returns whether there was room for it. A batch that nothing waits before always has room. */
  readonly add: (waiting: WaitingBatch) => boolean
  /** The first one is written. */
  readonly written: () => void
  readonly clear: () => void
}

export function createWaitingBatches(memory: WaitingMemory): WaitingBatches {
  let waiting: (WaitingBatch & { readonly bytes: number })[] = []
  return {
    first: () => waiting[0],
    add({ batch, number }) {
      const bytes = bytesOfBatch(batch)
      if (waiting.length > 0 && memory.bytes + bytes > memory.maxBytes) return false
      memory.bytes += bytes
      waiting.push({ batch, number, bytes })
      return true
    },
    written() {
      memory.bytes -= waiting.shift()?.bytes ?? 0
    },
    clear() {
      for (const { bytes } of waiting) memory.bytes -= bytes
      waiting = []
    },
  }
}
