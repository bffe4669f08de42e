import type { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import { silenceByTodaysPace, type CampaignRecord } from '@wallboard/statistics/campaign-table'
import {
  isForecastAt,
  silenceByForecast,
  type Estimate,
  type Silence,
  type SilenceInputs,
} from '@wallboard/statistics/estimates'

/** Why history does not know which calls are due, so that the pace of the day decides. */
export type NoForecast =
  | { readonly reason: 'no-history' | 'left-out-day' | 'rolling-hour' | 'no-calls' | 'half-hour' }
  | { readonly reason: 'too-few-weeks'; readonly weeks: number }

/** Whether a campaign is silent, and what that is based on. */
export interface CampaignSilence {
  readonly estimate: Estimate<Silence, SilenceInputs>
  /** For how long at least no call has come, in milliseconds. */
  readonly quietMs: number
  readonly basis: { readonly reason: 'weeks'; readonly weeks: number } | NoForecast
}

type ReadForecast = CampaignForecasts['campaigns'][number]

function whyNone(forecasts: CampaignForecasts | undefined, found: ReadForecast | undefined): NoForecast {
  if (forecasts === undefined) return { reason: 'no-history' }
  if (forecasts.isLeftOut) return { reason: 'left-out-day' }
  if (found === undefined) return { reason: 'no-calls' }
  if (found.forecast !== null) return { reason: 'half-hour' }
  return found.isRolling ? { reason: 'rolling-hour' } : { reason: 'too-few-weeks', weeks: found.weeksKnown }
}

/**
 * Whether an inbound campaign is silent: by the calls that are due at this time of the week, or by the pace of the day
 * where history does not know them. Instants are epoch milliseconds.
 *
 * @param now.quietSince when the last call came, at the latest; no call was due before the campaign ran
 * @param now.dayStartsAt when the day began in the site's time zone
 */
export function silenceOf(
  { id, calls, state }: Pick<CampaignRecord, 'id' | 'calls' | 'state'>,
  forecasts: CampaignForecasts | undefined,
  now: {
    readonly at: number
    readonly quietSince: number
    readonly dayStartsAt: number
    readonly isLive: boolean
  },
): CampaignSilence {
  const { at, quietSince, dayStartsAt, isLive } = now
  const isRunning = state === 'running'
  const quietMs = Math.max(0, at - quietSince)
  const found = forecasts?.campaigns.find((campaign) => campaign.id === id)
  const forecast = found?.forecast ?? undefined
  if (found !== undefined && forecast !== undefined && isForecastAt(forecast, at))
    return {
      estimate: silenceByForecast(forecast, { at, quietSince, isLive, isRunning }),
      ...{ quietMs, basis: { reason: 'weeks', weeks: found.weeksKnown } },
    }
  const today = { calls: calls ?? 0, dayMs: at - dayStartsAt, quietMs }
  return {
    estimate: silenceByTodaysPace({ ...today, isLive, isRunning }),
    ...{ quietMs, basis: whyNone(forecasts, found) },
  }
}
