import { z } from 'zod/mini'
import { CampaignThreshold, Id, span, thresholds } from '../document/fields.ts'
import { defineTile } from './definition.ts'

/** An inbound campaign. */
export const campaign = defineTile(
  z.strictObject({
    kind: z.literal('campaign'),
    campaign: Id,
    thresholds: thresholds(CampaignThreshold),
    ...span,
  }),
  {
    initial: { kind: 'campaign', campaign: '1' },
    references: (tile) => ({ campaign: tile.campaign }),
    alerts: (tile) => ({
      subject: { of: 'campaign', campaign: tile.campaign },
      thresholds: tile.thresholds ?? [],
    }),
    isSingleFigure: true,
  },
)
