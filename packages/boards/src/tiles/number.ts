import { z } from 'zod/mini'
import { Label, MetricRef, OwnThreshold, span, thresholds, writtenValue } from '../document/fields.ts'
import { defineTile, type TileReferences } from './definition.ts'

const schema = z.strictObject({
  kind: z.literal('number'),
  label: z.optional(Label),
  figure: MetricRef,
  target: z.optional(writtenValue.check(z.describe('Stands beside the figure, in its unit as for limits'))),
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
    case 'outbound-campaign':
      return { outboundCampaign: figure.campaign }
  }
}

/** One figure, large, and its target. */
export const number = defineTile(schema, {
  initial: { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' } },
  references: referencesOf,
  alerts: (tile) => ({
    subject: { of: 'metric', name: tile.label, metric: tile.figure },
    thresholds: (tile.thresholds ?? []).map((own) => ({ ...own, metric: tile.figure.metric })),
  }),
  isSingleFigure: true,
})
