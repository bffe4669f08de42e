import type { TrendSubject } from '../tiles/definition.ts'

/** The key of a tile by its place in the document, or of one queue of a tile that stands for many. */
export const tileKey = (page: number, tile: number, queueId?: string): string =>
  queueId === undefined ? `${page}.${tile}` : `${page}.${tile}.${queueId}`

/** The key of a trend's samples. Tiles that draw the same share them. */
export const trendKey = ({ queues, metric, span, comparison }: TrendSubject): string =>
  JSON.stringify([queues ?? 'floor', metric, span, comparison])
