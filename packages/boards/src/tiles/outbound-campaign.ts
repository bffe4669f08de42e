import { z } from 'zod/mini'
import { Id, OutboundThreshold, span, thresholds } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** A running outbound campaign: its ready agents, the pace of the dialer, and the records that are left. */
export const outboundCampaign = defineTile(
  z.strictObject({
    kind: z.literal('outbound-campaign'),
    campaign: Id,
    thresholds: thresholds(OutboundThreshold),
    ...span,
  }),
  {
    initial: { kind: 'outbound-campaign', campaign: '1' },
    references: (tile) => ({ outboundCampaign: tile.campaign }),
    alerts: (tile) => ({
      subject: { of: 'outbound-campaign', campaign: tile.campaign },
      thresholds: tile.thresholds ?? [],
    }),
    isSingleFigure: true,
  },
)
