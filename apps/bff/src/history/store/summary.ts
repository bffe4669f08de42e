import type { DayRule } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { isTotalsId } from '@wallboard/statistics'
import {
  addBucketTime,
  bucketSchemas,
  queuesWithBuckets,
  readBuckets,
  removeBuckets,
} from './bucket-table.ts'
import {
  coverageSchema,
  putCoverage,
  readCoveredUntil,
  readCoverageSpans,
  readExtent,
  replaceCoverage,
  type NumberedSpan,
} from './coverage-table.ts'
import { createSourceIds, feedId, findFeed } from './feed-table.ts'
import {
  advanceFilling,
  fillingSchema,
  planFilling,
  readFillingDays,
  type FilledDay,
} from './filling-table.ts'
import { createFlowWriter, flowSchemas, readCampaignCalls, readFlows } from './flow-table.ts'
import { putGroups, readGroupSlots, staleGroups } from './group-table.ts'
import type { HistoryBatch, HistoryStore } from './history-store.ts'
import { addStateLengths, lengthSchema, readLengths, removeLengths } from './length-table.ts'
import { readSlots } from './slot-rows.ts'
import { addCalls, createSlotFolding, foldSlotsBetween, removeSlots, slotSchemas } from './slot-table.ts'
import type { SqlWorker, Work } from './sql-work.ts'
import type { TableSchema } from './table-schema.ts'

/*
 * What is stored beside segments, whatever the engine: the feeds and data sources by number, the coverage of time and the
 * aggregates. It outlives the segments.
 */

/** The tables, without those of feeds and data sources. */
export const summarySchemas: readonly TableSchema[] = [
  coverageSchema,
  ...bucketSchemas,
  ...slotSchemas,
  fillingSchema,
  ...flowSchemas,
  lengthSchema,
]

/** What a batch adds, with the numbers of data sources. */
export interface NumberedBatch extends Pick<HistoryBatch, 'minutes' | 'calls' | 'flows' | 'lengths'> {
  readonly coverage: readonly NumberedSpan[]
}

/** The day of the demo's past that a batch fills, and the rule of its days. */
export interface FilledPart {
  readonly day: FilledDay
  readonly dayRule: DayRule
}

const startOf = (minutes: HistoryBatch['minutes']): number =>
  Math.min(...[...minutes.values()].flatMap((ofQueue) => ofQueue[0]?.startsAt ?? Infinity))

/** The part of a store that does not touch segments. */
type SummaryMethods = Pick<
  HistoryStore,
  | 'feedId'
  | 'findFeed'
  | 'coverage'
  | 'cover'
  | 'buckets'
  | 'bucketQueues'
  | 'foldSlots'
  | 'slots'
  | 'requestGroups'
  | 'groupSlots'
  | 'planFilling'
  | 'fillingDays'
  | 'flows'
  | 'campaignCalls'
  | 'lengths'
  | 'extent'
  | 'coveredUntil'
  | 'removeAggregatesBefore'
>

export interface Summary {
  readonly methods: SummaryMethods
  /** The number of a data source. Run it outside a transaction, which might be rolled back. */
  readonly sourceId: (dataSource: string) => Work<number>
  readonly numbered: (batch: HistoryBatch) => Work<NumberedBatch>
  /** Adds a batch. Run it in a transaction. */
  readonly write: (feed: number, batch: NumberedBatch, filled?: FilledPart) => Work<void>
}

export function createSummary(worker: SqlWorker): Summary {
  const { run, transaction } = worker
  const sourceId = createSourceIds()
  const addFlows = createFlowWriter()
  const numberOf = (dataSource: string) => run(() => sourceId(dataSource))

  function* removeBefore(minutes: number, others: number): Work<void> {
    yield* removeBuckets('minute', minutes)
    yield* removeLengths(minutes)
    yield* removeBuckets('quarter', others)
    yield* removeSlots(others)
  }

  return {
    sourceId,
    *numbered({ coverage, minutes, calls, flows, lengths }) {
      const spans: { source: number; span: CoverageSpan }[] = []
      for (const { dataSource, span } of coverage) spans.push({ source: yield* sourceId(dataSource), span })
      return {
        ...{ coverage: spans, minutes, calls },
        ...(flows === undefined ? {} : { flows }),
        ...(lengths === undefined ? {} : { lengths }),
      }
    },
    *write(feed, { coverage, minutes, calls, flows, lengths }, filled) {
      yield* putCoverage(feed, coverage)
      yield* addBucketTime(feed, minutes)
      yield* addCalls(feed, calls)
      if (flows !== undefined) yield* addFlows(feed, flows)
      if (lengths !== undefined) yield* addStateLengths(feed, lengths)
      if (filled === undefined) return
      yield* advanceFilling(feed, filled.day)
      const span = { from: startOf(minutes), to: filled.day.until, dayRule: filled.dayRule }
      yield* foldSlotsBetween(feed, minutes, span)
    },
    methods: {
      feedId: (name) => run(() => feedId(name)),
      findFeed: (name) => run(() => findFeed(name)),
      async coverage(feed, dataSource, from, to) {
        const source = await numberOf(dataSource)
        return run(() => readCoverageSpans(feed, source, from, to))
      },
      async cover(feed, dataSource, span) {
        const source = await numberOf(dataSource)
        await transaction(() => replaceCoverage(feed, source, span))
      },
      buckets: (...request) => run(() => readBuckets(...request)),
      async bucketQueues(feed, length) {
        const ids = await run(() => queuesWithBuckets(feed, length))
        return ids.filter((id) => !isTotalsId(id))
      },
      foldSlots: createSlotFolding(worker),
      slots: (...request) => run(() => readSlots(...request)),
      async requestGroups(feed, groups, at) {
        const stale = await run(() => staleGroups(feed, groups, at))
        if (stale.length > 0) await transaction(() => putGroups(feed, stale, at))
      },
      groupSlots: (...request) => run(() => readGroupSlots(...request)),
      planFilling: (feed, days) => transaction(() => planFilling(feed, days)),
      fillingDays: (feed) => run(() => readFillingDays(feed)),
      flows: (...request) => run(() => readFlows(...request)),
      campaignCalls: (...request) => run(() => readCampaignCalls(...request)),
      lengths: (...request) => run(() => readLengths(...request)),
      extent: (feed) => run(() => readExtent(feed)),
      coveredUntil: (feed) => run(() => readCoveredUntil(feed)),
      removeAggregatesBefore: ({ minutes, others }) => transaction(() => removeBefore(minutes, others)),
    },
  }
}
