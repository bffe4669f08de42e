import { Board } from '@wallboard/boards'
import type { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import { z } from 'zod'
import {
  bandFigures,
  type BandFigure,
  type HistoryBand,
  type HistoryCoverage,
} from '@wallboard/relay/rest/history'
import { Damage } from '../recording/writer-message.ts'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import type { EstimateFacts } from '@wallboard/relay/rest/estimates'
import type { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import type { CallForecasts } from './read-call-forecasts.ts'
import type { WhyReply } from '../why/read-why.ts'
import type { RecordedSteps } from './read-steps.ts'
import type { RecordedSeries } from './read-series.ts'
import type { MomentReply } from './recorded-moment.ts'

const recording = {
  name: z.strictObject({ org: z.string(), username: z.string() }),
  /** Of a person's own feed. */
  isPersonal: z.boolean(),
}

/** A rule of days, as messages of the threads of history hold it. */
export const PostedDayRule = z.strictObject({ timeZone: z.string(), startMinute: z.int() })

const isMetric = (value: unknown): value is QueueMetric =>
  typeof value === 'string' && Object.hasOwn(queueMetrics, value)

const isBandFigure = (value: unknown): value is BandFigure => bandFigures.some((figure) => figure === value)

/** What a person's own feed shows now, as plain lists. */
const PostedVisible = z.strictObject({
  queueIds: z.array(z.string()),
  agentIds: z.array(z.string()),
  campaignIds: z.array(z.string()),
  rows: z.array(z.strictObject({ dataSource: z.string(), ids: z.array(z.string()) })),
})
export type PostedVisible = z.infer<typeof PostedVisible>

/**
 * What is read: the state of a feed at an instant, when its data sources were live, the trends of a board, steps of a
 * replay, what the strip of a day shows, what is usual, what estimates are made of, what changed for a queue, the
 * states of an agent, how long states usually are, or which calls are due. Epoch milliseconds.
 */
const ReaderQuery = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('moment'),
    ...recording,
    dataSources: z.array(z.string()),
    at: z.number(),
  }),
  z.strictObject({ type: z.literal('coverage'), ...recording, from: z.number(), to: z.number() }),
  z.strictObject({
    type: z.literal('band'),
    ...recording,
    /** Null for the whole floor. */
    queues: z.array(z.string()).nullable(),
    seen: z.optional(z.array(z.string())),
    figure: z.custom<BandFigure>(isBandFigure),
    day: z.string(),
    holidays: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('series'),
    ...recording,
    from: z.number(),
    to: z.number(),
    of: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('queue'), queue: z.string() }),
      z.strictObject({
        type: z.literal('figure'),
        queues: z.array(z.string()),
        isFloor: z.boolean(),
        seen: z.optional(z.array(z.string())),
        metric: z.custom<QueueMetric>(isMetric),
      }),
    ]),
  }),
  z.strictObject({
    type: z.literal('trends'),
    ...recording,
    now: z.number(),
    until: z.optional(z.number()),
    dayRule: PostedDayRule,
    holidays: z.array(z.string()),
    usual: z.array(
      z.strictObject({
        key: z.string(),
        queues: z.array(z.string()).nullable(),
        seen: z.optional(z.array(z.string())),
        metric: z.custom<QueueMetric>(isMetric),
      }),
    ),
    trends: z.array(
      z.strictObject({
        key: z.string(),
        queues: z.array(z.string()),
        isFloor: z.boolean(),
        withRemoved: z.optional(z.boolean()),
        seen: z.optional(z.array(z.string())),
        metric: z.custom<QueueMetric>(isMetric),
        spanMs: z.number(),
        withLastWeek: z.boolean(),
        withBand: z.boolean(),
      }),
    ),
    sparkLines: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('estimates'),
    ...recording,
    queueIds: z.array(z.string()),
    campaignIds: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('why'),
    ...recording,
    queueId: z.string(),
    at: z.number(),
    agentIds: z.array(z.string()),
    campaignIds: z.array(z.string()),
    dayRule: PostedDayRule,
    holidays: z.array(z.string()),
  }),
  z.strictObject({
    type: z.literal('steps'),
    ...recording,
    dataSources: z.array(z.string()),
    from: z.number(),
    to: z.number(),
    stepMs: z.number().positive(),
  }),
  z.strictObject({
    type: z.literal('day'),
    ...recording,
    from: z.number(),
    to: z.number(),
    queues: z.array(z.string()),
    isFloor: z.boolean(),
    seen: z.optional(z.array(z.string())),
    /** Its thresholds are evaluated; null: none. */
    board: z.nullable(Board),
    visible: PostedVisible,
    /** The recording is of the person's own feed. */
    isOwn: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('agent-timeline'),
    ...recording,
    agentId: z.string(),
    from: z.number(),
    to: z.number(),
  }),
  z.strictObject({ type: z.literal('typical-lengths'), ...recording, agentIds: z.array(z.string()) }),
  z.strictObject({
    type: z.literal('call-forecasts'),
    ...recording,
    day: z.string(),
    dayRule: PostedDayRule,
    holidays: z.array(z.string()),
    campaignIds: z.nullable(z.array(z.string())),
  }),
])
export type ReaderQuery = z.infer<typeof ReaderQuery>

/** What the server's main thread requests of the thread that reads history. */
export const ReaderRequest = z.strictObject({ id: z.int(), query: ReaderQuery })
export type ReaderRequest = z.infer<typeof ReaderRequest>

/** The result of a query. */
export type ReaderResult =
  | { readonly type: 'moment'; readonly reply: MomentReply }
  | { readonly type: 'coverage'; readonly coverage: HistoryCoverage }
  | { readonly type: 'band'; readonly band: HistoryBand }
  | { readonly type: 'trends'; readonly trends: HistoryTrends }
  | { readonly type: 'series'; readonly series: RecordedSeries }
  | { readonly type: 'estimates'; readonly facts: EstimateFacts }
  | { readonly type: 'why'; readonly reply: WhyReply }
  | { readonly type: 'steps'; readonly steps: RecordedSteps | null }
  | { readonly type: 'day'; readonly day: HistoryDay }
  | { readonly type: 'agent-timeline'; readonly timeline: AgentTimeline }
  | { readonly type: 'typical-lengths'; readonly lengths: TypicalLengths }
  | { readonly type: 'call-forecasts'; readonly forecasts: CallForecasts }

/** What that thread replies: both are of one program, so a result is passed on as it is. */
export const ReaderReply = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('read'),
    id: z.int(),
    result: z.custom<ReaderResult>((value) => typeof value === 'object' && value !== null),
  }),
  /** Found while reading: nothing of this part can be read. */
  z.strictObject({ type: z.literal('damaged'), damage: Damage }),
  z.strictObject({ type: z.literal('failed'), id: z.int(), reason: z.string() }),
])
export type ReaderReply = z.infer<typeof ReaderReply>
