import type { Level } from '@wallboard/statistics'
import type { Board } from '../document/board.ts'
import { trendsOf } from '../document/board-trends.ts'
import { sourcesOfTile } from '../document/data-sources.ts'
import type { Queues } from '../document/fields.ts'
import { trendSpans } from '../document/trend-spans.ts'
import type { AlertSubject, TrendSubject } from '../tiles/definition.ts'
import { definitionOf, type Tile } from '../tiles/index.ts'
import {
  evaluateAlerts,
  initialAlertState,
  levelsByQueue,
  type Alert,
  type AlertState,
  type EvaluatedTile,
} from './alerts.ts'
import { tileKey, trendKey } from './keys.ts'
import type { BoardMetrics } from './metrics.ts'
import { rulesOf, type Rule } from './rules.ts'
import { measureSubject } from './subjects.ts'

/** A tile with thresholds, derived from the document once. */
export interface TilePlan {
  readonly key: (queueId?: string) => string
  /** One subject, or the queues that each are one. */
  readonly subject: AlertSubject | undefined
  readonly eachQueue: Queues
  readonly rules: readonly Rule[]
  readonly dataSources: readonly string[]
}

/** What a board evaluates, derived from its document once: see `planOf`. */
export interface EvaluationPlan {
  readonly tiles: readonly TilePlan[]
  readonly trends: readonly TrendSubject[]
}

/** What is evaluated: the figures, and which of their sources are live. */
export interface EvaluationInput {
  readonly metrics: BoardMetrics
  readonly isLive: (dataSource: string) => boolean
}

/** Two clocks, in milliseconds: the figures' own stands still while they are old; the server's runs on. */
export interface EvaluationTime {
  readonly figures: number
  readonly server: number
}

export interface EvaluationState {
  readonly alerts: AlertState
}

const initialState: EvaluationState = { alerts: initialAlertState }

/** The value of a trend's figure now; undefined where it is not known. */
export interface TrendSample {
  readonly key: string
  /** How much time the trend shows, in milliseconds. */
  readonly spanMs: number
  readonly value: number | undefined
}

/** All that follows from a board's figures. */
export interface BoardEvaluation {
  readonly state: EvaluationState
  /** By urgency: critical before warn, then the oldest first. */
  readonly alerts: readonly Alert[]
  /** The worst level of each queue: it goes before longer waits (see `sortByUrgency`). */
  readonly levels: ReadonlyMap<string, Level>
  readonly trends: readonly TrendSample[]
}

function planOfTile(page: number, index: number, tile: Tile): readonly TilePlan[] {
  const definition = definitionOf(tile)
  const alerts = definition.alerts?.(tile)
  if (alerts === undefined || alerts.thresholds.length === 0) return []
  return [
    {
      key: (queueId) => tileKey(page, index, queueId),
      subject: alerts.subject,
      eachQueue: definition.eachQueue?.(tile) ?? [],
      rules: rulesOf(alerts.thresholds),
      dataSources: sourcesOfTile(tile),
    },
  ]
}

/** Derives from a board, as its mode shows it, what its evaluation needs. */
export function planOf(board: Pick<Board, 'pages'>): EvaluationPlan {
  return {
    tiles: board.pages.flatMap(({ tiles }, page) =>
      tiles.flatMap((tile, index) => planOfTile(page, index, tile)),
    ),
    trends: trendsOf(board).trends,
  }
}

function evaluatedTiles(
  { key, subject, eachQueue, rules, dataSources }: TilePlan,
  { metrics, isLive }: EvaluationInput,
  now: number,
): readonly EvaluatedTile[] {
  const areLive = dataSources.every(isLive)
  const evaluated = (one: AlertSubject, tile: string): EvaluatedTile[] => {
    const measured = measureSubject(one, metrics, now)
    if (measured === undefined) return []
    const { isAvailable, ...rest } = measured
    return [{ ...rest, key: tile, rules, isLive: areLive && isAvailable }]
  }
  if (subject !== undefined) return evaluated(subject, key())
  const ids = eachQueue === 'all' ? metrics.data.queueIds() : eachQueue
  return ids.flatMap((id) => evaluated({ of: 'queue', queue: id }, key(id)))
}

/**
 * Evaluates a board: which alerts hold, how urgent each queue is, and the values of its trends. Pure: the same plan,
 * figures, state and time give the same result in a browser and on a server. Without a state no alert has started.
 */
export function evaluateBoard(
  plan: EvaluationPlan,
  input: EvaluationInput,
  state: EvaluationState | undefined,
  time: EvaluationTime,
): BoardEvaluation {
  const tiles = plan.tiles.flatMap((tile) => evaluatedTiles(tile, input, time.figures))
  const { state: alertState, alerts } = evaluateAlerts((state ?? initialState).alerts, tiles, time.server)
  const { metrics } = input
  return {
    state: { alerts: alertState },
    alerts,
    levels: levelsByQueue(alerts),
    trends: plan.trends.map((trend) => {
      const { queues, metric } = trend
      const { value } =
        queues === undefined
          ? metrics.floor(metric, time.figures)
          : metrics.group(queues, metric, time.figures)
      return { key: trendKey(trend), spanMs: trendSpans[trend.span], value }
    }),
  }
}
