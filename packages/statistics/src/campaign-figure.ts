import { campaignMetrics, type CampaignMetric } from './metrics.ts'
import { readNumber, type Row } from './row.ts'
import { toFraction, type ShareScale } from './share-scale.ts'

/**
 * A campaign's figure; shares are 0 to 1, read by the scale of their source (`shareScaleOf`). The abandon rate is
 * abandoned / (connected + abandoned), from the counts where they are there; of no calls at all there is no rate.
 */
export function campaignFigure(
  row: Row | undefined,
  metric: CampaignMetric,
  scale: ShareScale,
): number | undefined {
  const sent = readNumber(row, metric)
  if (metric === 'abandonCallRate') {
    const abandoned = readNumber(row, 'abandonedCallsCount')
    const connected = readNumber(row, 'connectedCallsCount')
    if (abandoned === undefined || connected === undefined) return toFraction(sent, scale)
    return abandoned + connected === 0 ? undefined : abandoned / (abandoned + connected)
  }
  return campaignMetrics[metric].unit === 'share' ? toFraction(sent, scale) : sent
}
