import type { Frame } from './frame.ts'

export interface Snapshot {
  readonly seq: number
  readonly frame: Frame
}

/** The snapshot of a view, encoded once for all clients that need it between two flushes. */
export interface SnapshotCache {
  /** @throws when the rows cannot be encoded */
  readonly get: () => Snapshot
  /** The rows or the names have changed since. */
  readonly clear: () => void
}

/** @param seq the position of the stream now */
export function createSnapshotCache(seq: () => number, encode: (seq: number) => Frame): SnapshotCache {
  let cached: Snapshot | undefined
  /** A snapshot that could not be encoded is not encoded again before the position changes. */
  let failed: { readonly seq: number; readonly error: unknown } | undefined

  return {
    get() {
      if (cached !== undefined) return cached
      const position = seq()
      if (failed?.seq === position) throw failed.error
      try {
        cached = { seq: position, frame: encode(position) }
        return cached
      } catch (error) {
        failed = { seq: position, error }
        throw error
      }
    },
    clear() {
      cached = undefined
    },
  }
}
