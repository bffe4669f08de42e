import type { Tile } from '@wallboard/boards'
import { campaignMetrics, queueMetrics } from '@wallboard/statistics'

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
