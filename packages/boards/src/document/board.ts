import { activities, campaignMetrics, queueMetrics } from '@wallboard/statistics'
import { z } from 'zod/mini'

/**
 * A board as it is written, kept and sent: JSON that can stand in git. What a person writes is in seconds and per cent;
 * `rules.ts` reads it. Published as a JSON schema at `/api/boards/schema`.
 */

const Id = z.string().check(z.minLength(1), z.maxLength(64))
const Label = z.string().check(z.trim(), z.minLength(1), z.maxLength(80))

const queueMetricNames = Object.keys(queueMetrics) as [keyof typeof queueMetrics] // Object.keys forgets the names
const campaignMetricNames = Object.keys(campaignMetrics) as [keyof typeof campaignMetrics] // the same

const QueueMetricName = z.enum(queueMetricNames)
const CampaignMetricName = z.enum(campaignMetricNames)

/** Ids as Five9 gives them, or every queue that there is. */
const Queues = z
  .union([z.literal('all'), z.array(Id).check(z.minLength(1), z.maxLength(500))])
  .check(z.describe('Queue ids, or "all" for every queue that there is'))
export type Queues = z.infer<typeof Queues>

const seconds = z.number().check(z.minimum(0), z.maximum(86_400))

const limits = {
  level: z.enum(['warn', 'critical']),
  when: z.enum(['above', 'below']),
  value: z
    .number()
    .check(
      z.minimum(0),
      z.maximum(1_000_000),
      z.describe('The limit: a count; seconds for times; per cent for shares'),
    ),
  clearsAt: z.optional(
    z
      .number()
      .check(z.minimum(0), z.maximum(1_000_000), z.describe('Where it ends; usual: by kind of figure')),
  ),
  onDelay: z.optional(seconds.check(z.describe('Seconds beyond the limit before it counts'))),
  offDelay: z.optional(seconds.check(z.describe('Seconds past clearsAt before it is over'))),
}

const QueueThreshold = z.strictObject({ metric: QueueMetricName, ...limits })
export type QueueThreshold = z.infer<typeof QueueThreshold>
const CampaignThreshold = z.strictObject({ metric: CampaignMetricName, ...limits })
export type CampaignThreshold = z.infer<typeof CampaignThreshold>
const OwnThreshold = z.strictObject(limits)
export type OwnThreshold = z.infer<typeof OwnThreshold>

const thresholds = <S extends z.ZodMiniType>(schema: S) =>
  z.optional(z.array(schema).check(z.maxLength(12), z.describe('The worst one that holds is shown')))

const span = {
  columns: z.optional(z.int().check(z.minimum(1), z.maximum(6), z.describe('Cells from left to right'))),
  rows: z.optional(z.int().check(z.minimum(1), z.maximum(6), z.describe('Cells from top to bottom'))),
}

const MetricRef = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('floor'), metric: QueueMetricName }),
  z.strictObject({ of: z.literal('queues'), queues: Queues, metric: QueueMetricName }),
  z.strictObject({ of: z.literal('campaign'), campaign: Id, metric: CampaignMetricName }),
])
export type MetricRef = z.infer<typeof MetricRef>

/** One tile. `queues` is a tile for each of its queues; all others are one. */
export const Tile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('queue'), queue: Id, thresholds: thresholds(QueueThreshold), ...span }),
  z.strictObject({
    kind: z.literal('queues'),
    queues: Queues,
    thresholds: thresholds(QueueThreshold),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('group'),
    name: Label,
    queues: Queues,
    thresholds: thresholds(QueueThreshold),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('number'),
    label: z.optional(Label),
    figure: MetricRef,
    target: z.optional(
      z
        .number()
        .check(
          z.minimum(0),
          z.maximum(1_000_000),
          z.describe('Stands beside the figure, in its unit as for limits'),
        ),
    ),
    thresholds: thresholds(OwnThreshold),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('agents'),
    name: z.optional(Label),
    queues: Queues,
    states: z.optional(z.array(z.enum(activities)).check(z.minLength(1), z.maxLength(7))),
    ...span,
  }),
  z.strictObject({ kind: z.literal('agent-summary'), name: z.optional(Label), queues: Queues, ...span }),
  z.strictObject({
    kind: z.literal('campaign'),
    campaign: Id,
    thresholds: thresholds(CampaignThreshold),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('trend'),
    name: z.optional(Label),
    queues: z.optional(Queues),
    metric: z.optional(QueueMetricName),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('clock'),
    label: z.optional(Label),
    timeZone: z.optional(z.string().check(z.maxLength(64), z.describe('Such as Europe/Berlin'))),
    ...span,
  }),
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().check(z.trim(), z.minLength(1), z.maxLength(300)),
    until: z.optional(z.iso.datetime({ offset: true }).check(z.describe('It disappears then'))),
    ...span,
  }),
  z.strictObject({ kind: z.literal('alerts'), ...span }),
])
export type Tile = z.infer<typeof Tile>

const Page = z.strictObject({
  title: z.optional(Label),
  tiles: z.array(Tile).check(z.minLength(1), z.maxLength(60)),
})
export type Page = z.infer<typeof Page>

/** `floor` shows no names, `supervisor` everything, `executive` four figures. */
const Mode = z.enum(['floor', 'supervisor', 'executive'])
export type Mode = z.infer<typeof Mode>

export const Theme = z.enum(['night', 'day', 'contrast'])
export type Theme = z.infer<typeof Theme>

/** A whole board. */
export const Board = z.strictObject({
  $schema: z.optional(z.string().check(z.maxLength(200))),
  version: z.literal(1),
  name: Label,
  mode: Mode.check(z.describe('floor: no names; supervisor: everything; executive: four figures')),
  theme: Theme,
  viewing: z.strictObject({
    distanceM: z.number().check(z.minimum(0.4), z.maximum(20), z.describe('Metres from eye to screen')),
    diagonalInches: z.number().check(z.minimum(7), z.maximum(200)),
  }),
  rotateSeconds: z.int().check(z.minimum(5), z.maximum(600), z.describe('How long a page stands')),
  hidesCallsWaiting: z.optional(
    z.boolean().check(z.describe('In floor mode: tiles lead with ready agents and do not tell who waits')),
  ),
  pages: z.array(Page).check(z.minLength(1), z.maxLength(20)),
})
export type Board = z.infer<typeof Board>
