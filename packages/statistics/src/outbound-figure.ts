import type { OutboundMetric } from './metrics.ts'
import { readNumber, type Row } from './row.ts'

/** A figure of an outbound campaign; undefined when Five9 sent no value. */
export const outboundFigure = (row: Row | undefined, metric: OutboundMetric): number | undefined =>
  readNumber(row, metric)
