import { unknown, type Estimate } from './estimate.ts'
import { campaignSilence, silencePace, type Silence, type SilenceInputs } from './silence.ts'

/*
 * How many calls of a campaign are due, by the same half-hours of past weeks, and since when the campaign is silent.
 * Instants are epoch milliseconds.
 */

/** A half-hour with the calls that are usual in it; null where too few weeks of it were recorded. */
export interface ForecastSlot {
  readonly startsAt: number
  readonly endsAt: number
  readonly calls: number | null
}

/** Calls from the start of the day to `until`: counted, and expected in the same recorded time. */
export interface CountedUntil {
  readonly until: number
  readonly calls: number
  readonly expected: number
}

/** What is usual for a campaign on one day, and what was counted on that day so far. */
export interface CallForecast {
  /** In order and without overlap: of the day before and of the day. */
  readonly slots: readonly ForecastSlot[]
  /** The usual calls of the day. */
  readonly callsPerDay: number
  /** How much the calls of this weekday vary, as a share; null where too few whole days were recorded. */
  readonly variation: number | null
  /** One for each quarter of an hour that has ended, in order. */
  readonly counted: readonly CountedUntil[]
}

/** The counts of a quarter are written some seconds after its end: they are used from here on, so that all readers agree. */
const settledAfterMs = 300_000
const hourMs = 3_600_000
/** A campaign with fewer calls a day is too quiet to be silent. */
const minCallsPerDay = 1

const slotAt = ({ slots }: CallForecast, at: number): ForecastSlot | undefined =>
  slots.find(({ startsAt, endsAt }) => at >= startsAt && at < endsAt)

const perMs = ({ startsAt, endsAt, calls }: ForecastSlot): number => (calls ?? 0) / (endsAt - startsAt)

/** The calls that are usual between two instants; slots that are not known count as none. */
export function expectedBetween({ slots }: CallForecast, from: number, to: number): number {
  return slots.reduce(
    (sum, slot) => sum + perMs(slot) * Math.max(0, Math.min(slot.endsAt, to) - Math.max(slot.startsAt, from)),
    0,
  )
}

/** What was counted and expected until an instant, as far as it is settled. */
export function countedAt({ counted }: CallForecast, at: number): CountedUntil {
  let last: CountedUntil = { until: at, calls: 0, expected: 0 }
  for (const each of counted) if (each.until + settledAfterMs <= at) last = each
  return last
}

/** Whether it is known how many calls are due at an instant. */
export const isForecastAt = (forecast: CallForecast, at: number): boolean =>
  (slotAt(forecast, at)?.calls ?? null) !== null

/** A campaign now. */
export interface QuietCampaign {
  readonly at: number
  /** Since when no call has come, at least. */
  readonly quietSince: number
  readonly isLive: boolean
  readonly isRunning: boolean
}

/**
 * Whether a campaign is silent, by its forecast, at the pace that the day had until the last call; `no-arrivals` where the
 * forecast does not know the time of day.
 */
export function silenceByForecast(
  forecast: CallForecast,
  { at, quietSince, isLive, isRunning }: QuietCampaign,
): Estimate<Silence, SilenceInputs> {
  const slot = slotAt(forecast, at)
  const { calls, expected } = countedAt(forecast, quietSince)
  const inputs: SilenceInputs = {
    callsToday: calls,
    expectedToday: expected,
    expectedSinceLastCall: expectedBetween(forecast, quietSince, at),
    expectedPerHour: slot === undefined ? 0 : perMs(slot) * hourMs,
    callsPerDay: Math.max(minCallsPerDay, forecast.callsPerDay),
    variation: forecast.variation ?? undefined,
    ...{ isLive, isRunning, isInHours: (slot?.calls ?? 0) > 0 },
  }
  return isForecastAt(forecast, at) ? campaignSilence(inputs) : unknown('no-arrivals', inputs)
}

/**
 * From when on a campaign is silent if no call comes: when as many calls were due since the last one as the limit of
 * `campaignSilence`, at the pace that the day had until then: the silence itself does not slow it. Undefined where that is
 * not within the forecast.
 */
export function silentFrom(forecast: CallForecast, quietSince: number): number | undefined {
  if (forecast.callsPerDay < minCallsPerDay) return undefined
  const { calls, expected } = countedAt(forecast, quietSince)
  const { pace, limit } = silencePace({
    ...{ callsToday: calls, expectedToday: expected, callsPerDay: forecast.callsPerDay },
    variation: forecast.variation ?? undefined,
  })
  let left = limit / pace
  for (const slot of forecast.slots) {
    const from = Math.max(slot.startsAt, quietSince)
    if (from >= slot.endsAt) continue
    const due = perMs(slot) * (slot.endsAt - from)
    if (due >= left && due > 0) return from + left / perMs(slot)
    left -= due
  }
  return undefined
}
