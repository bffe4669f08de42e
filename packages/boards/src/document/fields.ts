import { campaignMetrics, outboundMetrics, queueMetrics, type MetricName } from '@wallboard/statistics'
import { z } from 'zod/mini'

/** The fields that several kinds of tile share. */

export const Id = z.string().check(z.minLength(1), z.maxLength(64))
export const Label = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

const queueMetricNames = Object.keys(queueMetrics) as [keyof typeof queueMetrics] // Object.keys returns string[]
const campaignMetricNames = Object.keys(campaignMetrics) as [keyof typeof campaignMetrics] // the same
const outboundMetricNames = Object.keys(outboundMetrics) as [keyof typeof outboundMetrics] // the same

export const QueueMetricName = z.enum(queueMetricNames)
const CampaignMetricName = z.enum(campaignMetricNames)
const OutboundMetricName = z.enum(outboundMetricNames)

/** Queue ids of Five9, or every queue of the domain. */
export const Queues = z
  .union([z.literal('all'), z.array(Id).check(z.minLength(1), z.maxLength(500))])
  .check(z.describe('Queue ids, or "all" for every queue that there is'))
export type Queues = z.infer<typeof Queues>

const seconds = z.number().check(z.minimum(0), z.maximum(86_400))

/** A written value: a count, a ratio, seconds or per cent, by the unit of its metric. */
export const writtenValue = z.number().check(z.minimum(0), z.maximum(1_000_000))

const limits = {
  level: z.enum(['warn', 'critical']),
  when: z.enum(['above', 'below']),
  value: writtenValue.check(z.describe('The limit: a count or ratio, seconds, or per cent')),
  clearsAt: z.optional(writtenValue.check(z.describe('Where it ends; usual: by kind of figure'))),
  onDelay: z.optional(seconds.check(z.describe('Seconds beyond the limit before it counts'))),
  offDelay: z.optional(seconds.check(z.describe('Seconds past clearsAt before it is over'))),
}

export const QueueThreshold = z.strictObject({ metric: QueueMetricName, ...limits })
export type QueueThreshold = z.infer<typeof QueueThreshold>
export const CampaignThreshold = z.strictObject({ metric: CampaignMetricName, ...limits })
export const OutboundThreshold = z.strictObject({ metric: OutboundMetricName, ...limits })
export const OwnThreshold = z.strictObject(limits)
export type OwnThreshold = z.infer<typeof OwnThreshold>
/** A threshold of any kind of tile, with the metric that it evaluates. */
export type MetricThreshold = OwnThreshold & { readonly metric: MetricName }

export const thresholds = <S extends z.ZodMiniType>(schema: S) =>
  z.optional(z.array(schema).check(z.maxLength(12), z.describe('The worst one that holds is shown')))

/** How many cells of the grid a tile takes. Every kind of tile has these fields. */
export const span = {
  columns: z.optional(z.int().check(z.minimum(1), z.maximum(6), z.describe('Cells from left to right'))),
  rows: z.optional(z.int().check(z.minimum(1), z.maximum(6), z.describe('Cells from top to bottom'))),
}

/** One figure: a metric of the floor, of some queues, or of an inbound or outbound campaign. */
export const MetricRef = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('floor'), metric: QueueMetricName }),
  z.strictObject({ of: z.literal('queues'), queues: Queues, metric: QueueMetricName }),
  z.strictObject({ of: z.literal('campaign'), campaign: Id, metric: CampaignMetricName }),
  z.strictObject({ of: z.literal('outbound-campaign'), campaign: Id, metric: OutboundMetricName }),
])
export type MetricRef = z.infer<typeof MetricRef>
