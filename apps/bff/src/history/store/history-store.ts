import type {
  BucketLength,
  CountedLengths,
  DayRule,
  QueueBucket,
  RecordedBatch,
  Segment,
  SegmentEnd,
} from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { QueueMetric } from '@wallboard/statistics'
import type { FilledDay } from './filling-table.ts'
import type { StoredSlot } from './slot-rows.ts'
import type { StoredCampaignCalls, StoredFlows } from './flow-table.ts'

/** Whose feed was recorded. */
export interface FeedName {
  readonly org: string
  readonly username: string
}

/** A recording that wants to write a feed. */
export interface RecordingOwner {
  /** Higher than that of all owners before. Undefined where one process is the only one: it takes the next number. */
  readonly fence: number | undefined
  /** Unique for each thread that writes. */
  readonly writer: string
  /** The present, epoch milliseconds. */
  readonly at: number
}

/** A feed that a recording may write from now on. */
export interface ClaimedFeed {
  readonly feed: number
  readonly fence: number
  /** The end of the last span of each data source that was recorded. */
  readonly coveredUntil: ReadonlyMap<string, number>
  /** The number of the last batch with this fence: 0 for none. */
  readonly lastBatch: number
  /** Whether another writer recorded it last. */
  readonly isFromOther: boolean
}

/** Which recording a batch is of. */
export interface BatchOrigin {
  readonly fence: number
  readonly writer: string
  /** Rises from batch to batch of a claim. A batch whose number is stored was written before, and is not written again. */
  readonly number: number
}

/** `fenced-out`: another owner has claimed the feed, and nothing was written. */
export type WriteOutcome = 'written' | 'fenced-out'

/** Names as they were from an instant on: an opaque body that only the recorder and the reader understand. */
export interface StoredNames {
  readonly at: number
  readonly body: Uint8Array
}

/** The rows that a seek starts with. */
export interface SeekStart {
  /** A seek point after the last keyframe, or that keyframe. */
  readonly segment: Segment
  readonly keyframeAt: number
}

/** All that a seek reads of a data source. */
export interface SoughtSegments extends SeekStart {
  /** The changes that may lie from the start to the instant, in order. */
  readonly changes: readonly Segment[]
  /** The link of the first segment with changes after the instant: the end of the one before it. */
  readonly next: SegmentEnd | undefined
}

/** What one flush of the recorder writes. */
export interface HistoryBatch extends RecordedBatch {
  readonly names: readonly StoredNames[]
}

/** Aggregates that start before these instants are removed. */
export interface AggregateLimits {
  /** Minutes, and lengths of agents' states. */
  readonly minutes: number
  /** Quarters of an hour, half-hours of bands, and counted calls. */
  readonly others: number
}

/**
 * Keeps recorded feeds. Instants are epoch milliseconds of the recording clock. Every method rejects with a
 * StorageError when the storage fails; what was written before stays readable.
 */
export interface HistoryStore {
  /** Whether other servers write to it too. */
  readonly isShared: boolean
  /** The number of a feed, which is given at its first use. */
  readonly feedId: (feed: FeedName) => Promise<number>
  /** The number of a feed; undefined for one that was never recorded. */
  readonly findFeed: (feed: FeedName) => Promise<number | undefined>
  /**
   * Makes a recording the owner of a feed, whose batches are written from now on, and those of earlier owners are not.
   * Files have one owner, which nothing else can claim.
   */
  readonly claim: (feed: FeedName, owner: RecordingOwner) => Promise<ClaimedFeed | 'fenced-out'>
  /**
   * Writes a batch: all of it or nothing of each file or database. Live time is added to the stored minutes and quarters.
   * A batch whose write has failed may be written again with the same origin, also when it is not known whether it was
   * written.
   * @param origin undefined for a program that is the only one that writes
   */
  readonly write: (feed: number, batch: HistoryBatch, origin?: BatchOrigin) => Promise<WriteOutcome>
  /** The last keyframe of a data source at or before an instant. */
  readonly keyframe: (feed: number, dataSource: string, at: number) => Promise<Segment | undefined>
  /** What leads to the rows of a data source at an instant, read at once; undefined without a keyframe. */
  readonly seek: (feed: number, dataSource: string, at: number) => Promise<SoughtSegments | undefined>
  /** When the first keyframe of a data source after an instant was taken. */
  readonly nextKeyframeAt: (feed: number, dataSource: string, at: number) => Promise<number | undefined>
  /** The changes of a data source that may lie between two instants, both included, in order. */
  readonly changes: (
    feed: number,
    dataSource: string,
    from: number,
    to: number,
  ) => Promise<readonly Segment[]>
  /**
   * The link of the first changes of a data source that start after an instant: where the changes before them ended.
   * Undefined when there are none, or when that is not known.
   */
  readonly linkAfter: (feed: number, dataSource: string, at: number) => Promise<SegmentEnd | undefined>
  /** The last names at or before an instant. */
  readonly names: (feed: number, at: number) => Promise<StoredNames | undefined>
  /** The spans of a data source that overlap `[from, to)`, in order. */
  readonly coverage: (
    feed: number,
    dataSource: string,
    from: number,
    to: number,
  ) => Promise<readonly CoverageSpan[]>
  /** Replaces the coverage of a span of time. */
  readonly cover: (feed: number, dataSource: string, span: CoverageSpan) => Promise<void>
  /**
   * The buckets of a queue that start in `[from, to)`, in order. Without live time there is no bucket. With `only`, the
   * other metrics are not read, and appear as never known.
   */
  readonly buckets: (
    feed: number,
    queue: string,
    length: BucketLength,
    from: number,
    to: number,
    only?: QueueMetric,
  ) => Promise<readonly QueueBucket[]>
  /** The ids of all queues that have buckets, of any time, without the totals row. Of a queue that was removed too. */
  readonly bucketQueues: (feed: number, length: BucketLength) => Promise<readonly string[]>
  /**
   * Folds the half-hours of the local clock that ended at or before an instant, which normal bands are made of. A long
   * backlog is folded in parts: the next call goes on.
   */
  readonly foldSlots: (feed: number, until: number, dayRule: DayRule) => Promise<void>
  /** The half-hours of a queue, or of `floorSubject`, on some local dates, in order. */
  readonly slots: (feed: number, subject: string, dates: readonly string[]) => Promise<readonly StoredSlot[]>
  /**
   * Stores the half-hours of groups of queues from now on, with those of their past that minutes hold. A group that is not
   * requested for 60 days is forgotten.
   */
  readonly requestGroups: (feed: number, groups: readonly (readonly string[])[], at: number) => Promise<void>
  /** The half-hours of several queues as one on some local dates, in order. */
  readonly groupSlots: (
    feed: number,
    queues: readonly string[],
    dates: readonly string[],
    dayRule: DayRule,
  ) => Promise<readonly StoredSlot[]>
  /** Plans which days of the demo's past are filled in, unless that is planned already. */
  readonly planFilling: (feed: number, days: readonly FilledDay[]) => Promise<void>
  /** The planned days, newest first. */
  readonly fillingDays: (feed: number) => Promise<readonly FilledDay[]>
  /** Writes a part of a planned day, which is filled up to `until` afterwards. It adds half-hours that are complete. */
  readonly writeFilling: (
    feed: number,
    batch: HistoryBatch,
    filled: { readonly day: FilledDay; readonly dayRule: DayRule },
  ) => Promise<void>
  /** The calls of all queues and campaigns in the quarters of an hour that start in `[from, to)`, added. */
  readonly flows: (feed: number, from: number, to: number) => Promise<StoredFlows>
  /** The calls of campaigns in the quarters of an hour that start in `[from, to)`, in order. */
  readonly campaignCalls: (feed: number, from: number, to: number) => Promise<readonly StoredCampaignCalls[]>
  /** The lengths of agents' states on days of UTC, from one to another, both included: days since the start of 1970. */
  readonly lengths: (feed: number, fromDay: number, toDay: number) => Promise<readonly CountedLengths[]>
  /** From when to when a feed is covered, epoch milliseconds. */
  readonly extent: (feed: number) => Promise<{ readonly from: number; readonly to: number } | undefined>
  /** The end of the last span of each data source that was recorded. */
  readonly coveredUntil: (feed: number) => Promise<ReadonlyMap<string, number>>
  /**
   * Marks what the newest day files have lost since they were written: that time becomes `damaged`. Call it after opening,
   * before the first write.
   */
  readonly markLost: () => Promise<void>
  /**
   * Compacts days that ended an hour before `now`, for about `forMs` milliseconds. Of days that ended before `dropBefore`,
   * these data sources are removed, and their live time becomes `compacted`. Returns whether there is more to do.
   */
  readonly compact: (rule: {
    readonly now: number
    readonly dropped: readonly string[]
    readonly dropBefore: number
    readonly forMs: number
  }) => Promise<boolean>
  /** Removes what was recorded before an instant, in whole days of UTC; aggregates stay. Returns the removed bytes. */
  readonly removeBefore: (at: number) => Promise<number>
  /** Removes aggregates before these instants. */
  readonly removeAggregatesBefore: (before: AggregateLimits) => Promise<void>
  /** Removes the oldest days until all of it holds at most this many bytes; the newest day and aggregates stay. */
  readonly shrink: (maxBytes: number) => Promise<void>
  /** The bytes of all files. */
  readonly size: () => Promise<number>
  readonly close: () => Promise<void>
}
