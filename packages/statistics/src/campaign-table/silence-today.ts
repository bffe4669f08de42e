import { campaignSilence, type Estimate, type Silence, type SilenceInputs } from '../estimates/index.ts'

const hourMs = 3_600_000

export interface SilenceToday {
  /** Calls of today, and how long today has lasted, in milliseconds. */
  readonly calls: number
  readonly dayMs: number
  /** For how long at least no call has come, in milliseconds. */
  readonly quietMs: number
  readonly isLive: boolean
  readonly isRunning: boolean
}

/**
 * Whether a campaign is silent, by the pace of today alone: where history does not know what is usual. A day that began
 * before the opening hours makes the pace too low, and an alarm later, never earlier.
 */
export function silenceByTodaysPace(today: SilenceToday): Estimate<Silence, SilenceInputs> {
  const { calls, dayMs, quietMs, isLive, isRunning } = today
  const perHour = dayMs <= 0 ? 0 : (calls * hourMs) / dayMs
  return campaignSilence({
    ...{ callsToday: calls, expectedToday: calls, callsPerDay: Math.max(1, calls) },
    expectedPerHour: perHour,
    expectedSinceLastCall: (perHour * quietMs) / hourMs,
    variation: undefined,
    ...{ isLive, isRunning, isInHours: true },
  })
}
