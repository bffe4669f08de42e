import { campaignFigure, minSampleSize, type Row, type ShareScale } from '@wallboard/statistics'
import { serviceLevelBudget, type ServiceLevelBudget } from '@wallboard/statistics/estimates'

/** The service level of several inbound campaigns together. */
export interface PooledServiceLevel {
  /** 0 to 1; undefined without calls. */
  readonly share: number | undefined
  /** The calls that it is of: connected and abandoned. */
  readonly calls: number
  /** Undefined for fewer than ten calls: one call would change it by more than ten per cent. */
  readonly budget: ServiceLevelBudget | undefined
}

/**
 * Five9's service level of campaigns, added up as calls in time and calls in all: a mean of percentages would count
 * a campaign of three calls as much as one of three hundred. Five9 does not document its formula, so the calls in time
 * are those that the share and the calls connected and abandoned give, rounded for each campaign.
 */
export function pooledServiceLevel(
  rows: Iterable<Row>,
  scale: ShareScale,
  targetPercent: number,
): PooledServiceLevel {
  let calls = 0
  let good = 0
  for (const row of rows) {
    const share = campaignFigure(row, 'serviceLevelQueue', scale)
    const connected = campaignFigure(row, 'connectedCallsCount', scale)
    const abandoned = campaignFigure(row, 'abandonedCallsCount', scale)
    if (share === undefined || connected === undefined || abandoned === undefined) continue
    calls += connected + abandoned
    good += Math.round(Math.min(1, share) * (connected + abandoned))
  }
  const budget = serviceLevelBudget({ good, calls, targetPercent })
  return {
    share: calls === 0 ? undefined : good / calls,
    calls,
    budget: calls < minSampleSize || budget.type === 'unknown' ? undefined : budget.value,
  }
}
