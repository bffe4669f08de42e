import {
  campaignRules,
  numberTileRules,
  queueRules,
  type Board,
  type Rule,
  type Tile,
} from '@wallboard/boards'
import {
  campaignMetrics,
  minSampleSize,
  queueMetrics,
  queueSource,
  type GroupFigure,
  type QueueMetric,
} from '@wallboard/statistics'
import { evaluateAlerts, type Measured, type EvaluatedTile } from './alert-evaluation.ts'
import type { AlertStore } from './alert-store.ts'
import { campaignSource, sourcesOfTile } from './data-sources.ts'
import type { BoardMetrics } from './board-metrics.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import { figureLabel, tileKey, trendKey } from './tile-keys.ts'
import type { TrendSample, TrendStore } from './trend-store.ts'

interface WatchDeps {
  readonly board: Board
  readonly figures: BoardMetrics
  readonly statistics: QueueStatisticsStore
  readonly alerts: AlertStore
  readonly trend: TrendStore
}

/** A campaign's figure as it may be judged: a rate of few calls is no rate. */
function campaignJudged(figures: BoardMetrics, id: string, metric: keyof typeof campaignMetrics): Measured {
  const isRate = campaignMetrics[metric].unit === 'share'
  if (isRate && (figures.campaign(id, 'totalCallsCount') ?? 0) < minSampleSize) return 'insufficient-data'
  return figures.campaign(id, metric)
}

/**
 * A figure of several queues as it may be judged. A sum or a wait of the queues that are known ends with them; people
 * and callbacks that are not known may be more than that.
 */
function groupJudged({ value, isAtLeast }: GroupFigure, metric: QueueMetric): Measured {
  const mayBeMore = queueMetrics[metric].aggregation === 'people' || metric === 'currentLongestCallbackTime'
  return { value, isAtLeast: isAtLeast && mayBeMore }
}

/** Moves everything on that a board derives from its figures: alarms and trends. */
export function createBoardEvaluation({ board, figures, statistics, alerts, trend }: WatchDeps) {
  const queueMetric = (metric: Rule['metric']): QueueMetric | undefined =>
    metric in queueMetrics ? (metric as QueueMetric) : undefined // proven by the line itself

  /** A queue that has gone is not watched: its alarm ends with it. */
  function ofQueue(
    key: string,
    id: string,
    rules: readonly Rule[],
    now: number,
    isLive: boolean,
  ): EvaluatedTile[] {
    const tile = statistics.tile(id)?.getState()
    if (tile === undefined || tile.removedAt !== undefined) return []
    const figure = (metric: Rule['metric']): Measured => {
      const own = queueMetric(metric)
      return own === undefined ? undefined : figures.queueFigure(id, own, now, 'judge')
    }
    return [{ key, subject: `queue ${id}`, queueId: id, name: tile.label, rules, isLive, figure }]
  }

  const pages = board.pages.map((page) =>
    page.tiles.map((tile) => {
      switch (tile.kind) {
        case 'queue':
        case 'queues':
        case 'group':
          return { tile, rules: queueRules(tile.thresholds) }
        case 'number':
          return { tile, rules: numberTileRules(tile.thresholds, tile.figure) }
        case 'campaign':
          return { tile, rules: campaignRules(tile.thresholds) }
        case 'agents':
        case 'agent-summary':
        case 'trend':
        case 'clock':
        case 'text':
        case 'alerts':
          return { tile, rules: [] }
      }
    }),
  )

  function watchedTile(
    key: readonly [page: number, tile: number],
    { tile, rules }: { readonly tile: Tile; readonly rules: readonly Rule[] },
    now: number,
  ): EvaluatedTile[] {
    if (rules.length === 0) return []
    const own = tileKey(...key)
    const isLive = sourcesOfTile(tile).every((dataSource) => statistics.freshnessOf(dataSource) === 'live')
    switch (tile.kind) {
      case 'queue':
        return ofQueue(own, tile.queue, rules, now, isLive)
      case 'queues': {
        const ids = tile.queues === 'all' ? statistics.membership.getState().ids : tile.queues
        return ids.flatMap((id) => ofQueue(tileKey(...key, id), id, rules, now, isLive))
      }
      case 'group': {
        const { queues, name } = tile
        if (!figures.exists({ of: 'queues', queues, metric: 'callsInQueue' })) return []
        const figure = (metric: Rule['metric']): Measured => {
          const known = queueMetric(metric)
          return known === undefined
            ? undefined
            : groupJudged(figures.group(queues, known, now, 'judge'), known)
        }
        const subject = `group ${JSON.stringify(queues)}`
        return [{ key: own, subject, name, rules, isLive, figure }]
      }
      case 'number': {
        const { figure } = tile
        if (!figures.exists(figure)) return []
        const judged = (): Measured =>
          figure.of === 'campaign'
            ? campaignJudged(figures, figure.campaign, figure.metric)
            : groupJudged(figures.figure(figure, now, 'judge'), figure.metric)
        const isAvailable = figure.of !== 'campaign' || figures.isAvailable(campaignSource)
        const subject = JSON.stringify(figure)
        const name = figureLabel(tile)
        return [{ key: own, subject, name, rules, isLive: isLive && isAvailable, figure: judged }]
      }
      case 'campaign': {
        const { campaign } = tile
        if (!figures.exists({ of: 'campaign', campaign, metric: 'totalCallsCount' })) return []
        const judged = (metric: Rule['metric']): Measured =>
          metric in campaignMetrics
            ? campaignJudged(figures, campaign, metric as keyof typeof campaignMetrics) // proven just now
            : undefined
        const name = figures.campaignName(campaign)
        const isOfLive = isLive && figures.isAvailable(campaignSource)
        const subject = `campaign ${campaign}`
        return [{ key: own, subject, name, rules, isLive: isOfLive, figure: judged }]
      }
      case 'agents':
      case 'agent-summary':
      case 'trend':
      case 'clock':
      case 'text':
      case 'alerts':
        return []
    }
  }

  const trends = board.pages.flatMap(({ tiles }) => tiles.filter((tile) => tile.kind === 'trend'))

  return {
    /** A few times a second, after the clocks have moved on. */
    tick(): void {
      const status = statistics.status.getState()
      evaluateAlerts(
        alerts,
        pages.flatMap((tiles, page) =>
          tiles.flatMap((each, tile) => watchedTile([page, tile], each, status.now)),
        ),
        status.serverNow,
      )
      trend.sample(
        {
          at: status.screenNow,
          hasSnapshot: status.hasSnapshot,
          isLive: statistics.freshnessOf(queueSource) === 'live',
        },
        trends.map((tile): TrendSample => {
          const { queues, metric = 'callsInQueue' } = tile
          const trended =
            queues === undefined
              ? figures.floor(metric, status.now)
              : figures.group(queues, metric, status.now)
          return { key: trendKey(tile), value: trended.value }
        }),
      )
    },
  }
}

export type BoardEvaluation = ReturnType<typeof createBoardEvaluation>
