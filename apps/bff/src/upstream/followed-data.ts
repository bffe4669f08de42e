import type { QueueName } from '@wallboard/five9/events'
import { noDirectory, type Directory, type Link } from '@wallboard/relay'
import { createStatistics, type Change } from '@wallboard/statistics'
import type { FeedFrame, FeedSnapshot } from '../cluster/change-stream.ts'
import { shiftedChange, shiftedLink, shiftedSource } from './shifted-instants.ts'
import type { HeldRows, Stream } from './stream.ts'
import { unknownLink } from './followed-link.ts'

/** The data of a feed as its owner sent it, with instants of this node's monotonic clock. */
export interface FollowedData extends Pick<Stream, 'seq' | 'asOf' | 'queues' | 'directory' | 'full'> {
  /** The fence under which the owner sent it; 0 before the first snapshot. */
  readonly fence: () => number
  /** The link when the last frame was applied. */
  readonly link: () => Link
  readonly rows: HeldRows
  readonly sources: () => readonly string[]
  /** Replaces everything. `byMs` is added to each instant. */
  readonly replace: (snapshot: FeedSnapshot, byMs: number) => void
  /**
   * Applies a frame that continues the data; returns the rows that differ. Undefined: frames are missing before it, and
   * nothing was applied.
   */
  readonly apply: (frame: FeedFrame, byMs: number) => readonly Change[] | undefined
}

export function createFollowedData(since: number): FollowedData {
  let statistics = createStatistics()
  let fence = 0
  /** When the owner wrote the last frame, by the clock of the owner. */
  let writtenAt = -Infinity
  let seq = 0
  let asOf = since
  let link = unknownLink(since)
  let queues: readonly QueueName[] = []
  let directory: Directory = noDirectory

  return {
    fence: () => fence,
    seq: () => seq,
    asOf: () => asOf,
    link: () => link,
    queues: () => queues,
    directory: () => directory,
    full: (dataSources) => statistics.full(dataSources),
    rows: {
      rows: (source) => statistics.rows(source),
      totals: (source) => statistics.totals(source),
      isComplete: (source) => statistics.isComplete(source),
    },
    sources: () => statistics.full().map(({ dataSource }) => dataSource),
    replace(snapshot, byMs) {
      statistics = createStatistics()
      const complete = new Set(snapshot.complete)
      for (const source of snapshot.sources.map((each) => shiftedSource(each, byMs))) {
        if (complete.has(source.dataSource)) statistics.applyFull([source])
        else
          statistics.applyChanges([
            { dataSource: source.dataSource, added: source.data, updated: [], removed: [] },
          ])
      }
      ;({ fence, seq, queues, directory, at: writtenAt } = snapshot)
      asOf = snapshot.asOf + byMs
      link = shiftedLink(snapshot.link, byMs)
    },
    apply(frame, byMs) {
      if (frame.prev > seq) return undefined
      // A frame that the snapshot includes.
      if (frame.at < writtenAt || frame.seq < seq) return []
      writtenAt = frame.at
      link = shiftedLink(frame.link, byMs)
      if (frame.seq === seq) return []
      const changes = statistics.applyChanges((frame.changes ?? []).map((each) => shiftedChange(each, byMs)))
      seq = frame.seq
      asOf = frame.asOf + byMs
      queues = frame.queues ?? queues
      directory = frame.directory ?? directory
      return changes
    },
  }
}
