import { dateOf, spanOfDay, type DayRule } from '@wallboard/history'
import type { Clocks } from '@wallboard/relay'
import { isForecastAt, silentFrom, type CallForecast } from '@wallboard/statistics/estimates'
import type { Measurement } from './measure.ts'

/** Forecasts are read again after this time: sooner than the counts of a quarter are used. */
const reuseForMs = 150_000

/** The forecasts of a day. @throws when history cannot be read */
export type ReadForecasts = (day: string) => Promise<{
  readonly campaigns: readonly { readonly id: string; readonly forecast: CallForecast | undefined }[]
}>

/**
 * From when on a campaign without calls is silent, by its forecast; null outside the hours in which calls are usual, and
 * undefined where the forecast does not know the time of day. Instants are epoch milliseconds.
 */
export function silentFromOf(
  forecast: CallForecast | undefined,
  quietSince: number,
  at: number,
): number | null | undefined {
  if (forecast === undefined || !isForecastAt(forecast, at)) return undefined
  const slot = forecast.slots.find(({ startsAt, endsAt }) => at >= startsAt && at < endsAt)
  return slot?.calls === 0 ? null : (silentFrom(forecast, quietSince) ?? null)
}

/**
 * Forecasts for rules about silences. An evaluation cannot wait: nothing is known until the forecasts of the day have been
 * read. Instants of the result are of the monotonic clock.
 */
export function createSilenceForecasts(deps: {
  readonly read: ReadForecasts
  readonly dayRule: DayRule
  readonly clocks: Clocks
  readonly logError: (error: unknown) => void
}): Measurement['silentFrom'] {
  const { clocks, dayRule } = deps
  let forecasts: ReadonlyMap<string, CallForecast | undefined> = new Map()
  let readAt = -Infinity
  let dayEndsAt = -Infinity
  let isReading = false

  async function read(at: number): Promise<void> {
    isReading = true
    const day = dateOf(at, dayRule)
    dayEndsAt = spanOfDay(day, dayRule).endsAt
    try {
      const { campaigns } = await deps.read(day)
      forecasts = new Map(campaigns.map(({ id, forecast }) => [id, forecast]))
    } catch (error) {
      deps.logError(error)
    }
    isReading = false
  }

  return (campaign, quietSince) => {
    const now = clocks.monotonic()
    const at = clocks.wall()
    if (!isReading && (now - readAt >= reuseForMs || at >= dayEndsAt)) {
      readAt = now
      void read(at)
    }
    const toWall = at - now
    const from = silentFromOf(forecasts.get(campaign), quietSince + toWall, at)
    return typeof from === 'number' ? from - toWall : from
  }
}
