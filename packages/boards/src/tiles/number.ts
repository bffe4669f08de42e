import { campaignMetrics, queueMetrics } from '@wallboard/statistics'
import { z } from 'zod/mini'
import { Label, MetricRef, OwnThreshold, span, thresholds, writtenValue } from '../document/fields.ts'
import { defineTile, type TileReferences } from './definition.ts'

const schema = z.strictObject({
  kind: z.literal('number'),
  label: z.optional(Label),
  figure: MetricRef,
  target: z.optional(writtenValue('Stands beside the figure, in its unit as for limits')),
  thresholds: thresholds(OwnThreshold),
  ...span,
})

function referencesOf({ figure }: z.infer<typeof schema>): TileReferences {
  switch (figure.of) {
    case 'floor':
      return { floor: figure.metric }
    case 'queues':
      return { queues: figure.queues, agents: { queues: figure.queues, names: false } }
    case 'campaign':
      return { campaign: figure.campaign }
  }
}

/** The name of a number tile: its label, or else its metric's, written as a title. */
export function numberTileName({ label, figure }: Pick<z.infer<typeof schema>, 'label' | 'figure'>): string {
  if (label !== undefined) return label
  const metric = figure.of === 'campaign' ? campaignMetrics[figure.metric] : queueMetrics[figure.metric]
  return `${metric.label.charAt(0).toUpperCase()}${metric.label.slice(1)}`
}

/** One figure, large, and its target. */
export const number = defineTile(schema, {
  initial: { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' } },
  references: referencesOf,
  alerts: (tile) => ({
    subject: { of: 'metric', name: numberTileName(tile), metric: tile.figure },
    thresholds: (tile.thresholds ?? []).map((own) => ({ ...own, metric: tile.figure.metric })),
  }),
  isSingleFigure: true,
})
