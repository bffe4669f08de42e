import type { QueueMetric } from '@wallboard/statistics'
import type { z } from 'zod/mini'
import type { MetricRef, MetricThreshold, Queues } from '../document/fields.ts'
import type { TrendComparison, TrendSpan } from '../document/trend-choices.ts'

/** What a tile shows figures of. The data that a board needs, its header and the checks of the editor follow from it. */
export interface TileReferences {
  /** Queues whose figures the tile shows. */
  readonly queues?: Queues | undefined
  /** The metric of the whole floor that the tile shows. */
  readonly floor?: QueueMetric | undefined
  /** The tile shows or counts the agents who serve these queues; `names`: as people, with state and reason. */
  readonly agents?: { readonly queues: Queues; readonly names: boolean } | undefined
  /** An inbound campaign. */
  readonly campaign?: string | undefined
  readonly outboundCampaign?: string | undefined
}

/** What the thresholds of a tile evaluate, and how an alert names it; a metric without a name has its own label. */
export type AlertSubject =
  | { readonly of: 'queue'; readonly queue: string }
  | { readonly of: 'group'; readonly name: string; readonly queues: Queues }
  | { readonly of: 'metric'; readonly name: string | undefined; readonly metric: MetricRef }
  | { readonly of: 'campaign'; readonly campaign: string }
  | { readonly of: 'outbound-campaign'; readonly campaign: string }

/** The thresholds of a tile as written (see `rulesOf`), and their subject; undefined: one subject for each queue. */
export interface TileAlerts {
  readonly subject: AlertSubject | undefined
  readonly thresholds: readonly MetricThreshold[]
}

/** What a trend draws: a metric of some queues, or of the floor, over a span of time, and what stands behind it. */
export interface TrendSubject {
  readonly queues: Queues | undefined
  readonly metric: QueueMetric
  readonly span: TrendSpan
  readonly comparison: TrendComparison
}

/** Everything that the document, its evaluation and the server know of one kind of tile. How it looks is the SPA's. */
export interface TileDefinition<T, Anonymous = never> {
  readonly schema: z.ZodMiniType<T>
  /** A tile of this kind to start from. */
  readonly initial: T
  readonly references: (tile: T) => TileReferences
  readonly alerts?: (tile: T) => TileAlerts
  /** Set for a kind that stands for one tile of each of these queues. */
  readonly eachQueue?: (tile: T) => Queues
  /** The instant (ISO 8601) from which the tile is no longer shown. */
  readonly until?: (tile: T) => string | undefined
  /** Shows one figure in large type: a page should not have many of them. */
  readonly isSingleFigure?: true
  /** Makes the tile that is shown where people must not be named. A kind without it names nobody. */
  readonly anonymize?: (tile: T) => Anonymous
}

export const noReferences = (): TileReferences => ({})

/** Checks a definition against its own schema, and keeps the types of both. */
export const defineTile = <S extends z.ZodMiniType, A = never>(
  schema: S,
  definition: Omit<TileDefinition<z.infer<S>, A>, 'schema'>,
) => ({ ...definition, schema })
