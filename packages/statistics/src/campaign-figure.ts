import { campaignMetrics, type CampaignMetric } from './metrics.ts'
import { readNumber, type Row } from './row.ts'
import { toFraction, type ShareScale } from './share-scale.ts'

/** Of how many calls a rate or a mean is; undefined: of none that is known, or it is a count. */
function callsOf(row: Row | undefined, metric: CampaignMetric): number | undefined {
  const connected = readNumber(row, 'connectedCallsCount')
  const { unit } = campaignMetrics[metric]
  if (unit === 'count' || connected === undefined) return undefined
  if (unit === 'ms') return connected
  const abandoned = readNumber(row, 'abandonedCallsCount')
  return abandoned === undefined ? undefined : connected + abandoned
}

/**
 * A campaign's figure; shares are 0 to 1, read by the scale of their source (`shareScaleOf`). The abandon rate is
 * abandoned / (connected + abandoned), from the counts where they are there. Of no calls at all there is no rate and no
 * mean, whatever Five9 sends.
 */
export function campaignFigure(
  row: Row | undefined,
  metric: CampaignMetric,
  scale: ShareScale,
): number | undefined {
  const sent = readNumber(row, metric)
  const calls = callsOf(row, metric)
  if (calls === 0) return undefined
  if (campaignMetrics[metric].unit !== 'share') return sent
  const abandoned = metric === 'abandonCallRate' ? readNumber(row, 'abandonedCallsCount') : undefined
  return calls === undefined || abandoned === undefined ? toFraction(sent, scale) : abandoned / calls
}
