import {
  campaignFigure,
  outboundFigure,
  shareScaleOf,
  type CampaignMetric,
  type GroupFigure,
  type OutboundMetric,
} from '@wallboard/statistics'
import { campaignSource, outboundSource } from '../document/data-sources.ts'
import type { MetricRef } from '../document/fields.ts'
import type { BoardData } from './board-data.ts'
import { rowsOf, type BoardMetrics, type Purpose } from './metrics.ts'

/** A campaign's figure; undefined where it is not known. */
export const campaignMetric = (data: BoardData, id: string, metric: CampaignMetric): number | undefined =>
  campaignFigure(data.rows(campaignSource).get(id), metric, data.shareScale(shareScaleOf))

/** A figure of an outbound campaign; undefined where it is not known. */
export const outboundMetric = (data: BoardData, id: string, metric: OutboundMetric): number | undefined =>
  outboundFigure(data.rows(outboundSource).get(id), metric)

/** A campaign's name, or its id while the directory does not have it. */
export const campaignName = (data: BoardData, id: string): string =>
  data.directory().campaigns.find((each) => each.id === id)?.name ?? id

/** The figure that a document refers to. */
export function figureOf(
  metrics: BoardMetrics,
  figure: MetricRef,
  now: number,
  purpose?: Purpose,
): GroupFigure {
  switch (figure.of) {
    case 'floor':
      return metrics.floor(figure.metric, now, purpose)
    case 'queues':
      return metrics.group(figure.queues, figure.metric, now, purpose)
    case 'campaign':
      return { value: campaignMetric(metrics.data, figure.campaign, figure.metric), isAtLeast: false }
    case 'outbound-campaign':
      return { value: outboundMetric(metrics.data, figure.campaign, figure.metric), isAtLeast: false }
  }
}

/** False when the domain no longer has what the figure is of. */
export function exists(data: BoardData, figure: MetricRef): boolean {
  switch (figure.of) {
    case 'floor':
      return true
    case 'queues':
      return rowsOf(data, figure.queues).length > 0
    case 'campaign':
      return !data.isAvailable(campaignSource) || data.rows(campaignSource).has(figure.campaign)
    case 'outbound-campaign':
      return !data.isAvailable(outboundSource) || data.rows(outboundSource).has(figure.campaign)
  }
}
