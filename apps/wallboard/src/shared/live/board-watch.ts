import { campaignRules, ownRules, queueRules, type Board, type Rule, type Tile } from '@wallboard/relay/board'
import {
  campaignMetrics,
  fewCalls,
  queueFigure,
  queueMetrics,
  type Level,
  type QueueMetric,
} from '@wallboard/statistics'
import type { AlertStore, Judged, Watched } from './alert-store.ts'
import { campaignSource, type Figures } from './figures.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import type { TrendSample, TrendStore } from './trend-store.ts'

type Of<K extends Tile['kind']> = Extract<Tile, { readonly kind: K }>

/** The key of a tile that is one, and of one queue's part of a tile that is many. */
export const tileKey = (page: number, tile: number, queueId?: string): string =>
  queueId === undefined ? `${page}.${tile}` : `${page}.${tile}.${queueId}`

/** Trends of the same figure are one, on whatever tile they stand. */
export const trendKey = ({ queues, metric = 'callsInQueue' }: Of<'trend'>): string =>
  JSON.stringify([queues ?? 'floor', metric])

/** What a number is called when its board gives it no name. */
export function figureLabel({ label, figure }: Of<'number'>): string {
  if (label !== undefined) return label
  const metric = figure.of === 'campaign' ? campaignMetrics[figure.metric] : queueMetrics[figure.metric]
  // A title, as those of other tiles are.
  return `${metric.label.charAt(0).toUpperCase()}${metric.label.slice(1)}`
}

interface WatchDeps {
  readonly board: Board
  readonly figures: Figures
  readonly statistics: QueueStatisticsStore
  readonly alerts: AlertStore
  readonly trend: TrendStore
}

/** A campaign's figure as it may be judged: a rate of few calls is no rate. */
function campaignJudged(figures: Figures, id: string, metric: keyof typeof campaignMetrics): Judged {
  const isRate = campaignMetrics[metric].unit === 'share'
  if (isRate && (figures.campaign(id, 'totalCallsCount') ?? 0) < fewCalls) return 'few'
  return figures.campaign(id, metric)
}

/** Moves everything on that a board derives from its figures: alarms, the order of queues, trends. */
export function createBoardWatch({ board, figures, statistics, alerts, trend }: WatchDeps) {
  const queueMetric = (metric: Rule['metric']): QueueMetric | undefined =>
    metric in queueMetrics ? (metric as QueueMetric) : undefined // proven by the line itself

  const ofQueue = (
    key: string,
    id: string,
    rules: readonly Rule[],
    now: number,
    isLive: boolean,
  ): Watched => ({
    key,
    name: statistics.tile(id)?.getState().label ?? id,
    rules,
    isLive,
    figure(metric) {
      const own = queueMetric(metric)
      return own === undefined ? undefined : queueFigure(figures.queue(id), own, now)
    },
  })

  const pages = board.pages.map((page) =>
    page.tiles.map((tile) => {
      switch (tile.kind) {
        case 'queue':
        case 'queues':
        case 'group':
          return { tile, rules: queueRules(tile.thresholds) }
        case 'number':
          return { tile, rules: ownRules(tile.thresholds, tile.figure) }
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
    isLive: boolean,
  ): Watched[] {
    if (rules.length === 0) return []
    const own = tileKey(...key)
    switch (tile.kind) {
      case 'queue':
        return [ofQueue(own, tile.queue, rules, now, isLive)]
      case 'queues': {
        const ids = tile.queues === 'all' ? statistics.membership.getState().ids : tile.queues
        return ids.map((id) => ofQueue(tileKey(...key, id), id, rules, now, isLive))
      }
      case 'group': {
        const figure = (metric: Rule['metric']) => {
          const known = queueMetric(metric)
          return known === undefined ? undefined : figures.group(tile.queues, known, now).value
        }
        return [{ key: own, name: tile.name, rules, isLive, figure }]
      }
      case 'number': {
        const { figure } = tile
        const judged = (): Judged =>
          figure.of === 'campaign'
            ? campaignJudged(figures, figure.campaign, figure.metric)
            : figures.figure(figure, now).value
        const isHeld = figure.of !== 'campaign' || figures.isHeld(campaignSource)
        return [{ key: own, name: figureLabel(tile), rules, isLive: isLive && isHeld, figure: judged }]
      }
      case 'campaign': {
        const judged = (metric: Rule['metric']): Judged =>
          metric in campaignMetrics
            ? campaignJudged(figures, tile.campaign, metric as keyof typeof campaignMetrics) // proven just now
            : undefined
        const name = figures.campaignName(tile.campaign)
        return [{ key: own, name, rules, isLive: isLive && figures.isHeld(campaignSource), figure: judged }]
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

  /** The worst level of each queue on any of its tiles. */
  function levelsOfQueues(): ReadonlyMap<string, Level> {
    const levels = new Map<string, Level>()
    for (const { key, level } of [...alerts.alarms.getState().list].reverse()) {
      const [, , , queueId] = /^(\d+)\.(\d+)\.(.*)$/s.exec(key) ?? []
      const [page, index] = key.split('.', 2).map(Number)
      const tile = board.pages[page ?? 0]?.tiles[index ?? 0]
      const id = queueId ?? (tile?.kind === 'queue' ? tile.queue : undefined)
      if (id !== undefined) levels.set(id, level)
    }
    return levels
  }

  const trends = board.pages.flatMap(({ tiles }) => tiles.filter((tile) => tile.kind === 'trend'))

  return {
    /** A few times a second, after the clocks have moved on. */
    tick(): void {
      const glass = statistics.glass.getState()
      const isLive = glass.condition === 'live'
      alerts.judge(
        pages.flatMap((tiles, page) =>
          tiles.flatMap((each, tile) => watchedTile([page, tile], each, glass.now, isLive)),
        ),
        glass.now,
      )
      statistics.attentionChanged(levelsOfQueues())
      trend.sample(
        glass,
        trends.map((tile): TrendSample => {
          const { queues, metric = 'callsInQueue' } = tile
          const value =
            queues === undefined
              ? figures.floor(metric, glass.now)
              : figures.group(queues, metric, glass.now).value
          return { key: trendKey(tile), value }
        }),
      )
    },
  }
}

export type BoardWatch = ReturnType<typeof createBoardWatch>
