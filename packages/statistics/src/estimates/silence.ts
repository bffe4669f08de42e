import { isAmount, known, unknown, type Estimate } from './estimate.ts'

/** Days for each false alarm of one campaign. */
const falseAlarmDays = 90
/** How much the calls of a day vary against their forecast, as a share, while no weekly variation is known. */
export const defaultVariation = 0.3

/**
 * The number of expected calls without a call at which a campaign is silent, so that there is one false alarm in
 * 90 days. A forecast that is uncertain (`variation`) needs more than one that is exact.
 *
 * @param callsPerDay above 0
 * @param variation the coefficient of variation of the forecast, 0 or more
 */
export function silenceLimit(callsPerDay: number, variation: number, days = falseAlarmDays): number {
  const chances = Math.max(1, callsPerDay * days)
  const square = variation ** 2
  if (square < 1e-9) return Math.log(chances)
  return (chances ** (square / (1 + square)) - 1) / square
}

export interface SilenceInputs {
  /** Calls of the campaign today, and how many were expected until now. */
  readonly callsToday: number
  readonly expectedToday: number
  /** Calls that were expected since the last one. */
  readonly expectedSinceLastCall: number
  /** Calls that are expected in an hour of now. */
  readonly expectedPerHour: number
  /** Calls of a usual day. */
  readonly callsPerDay: number
  /** The weekly variation of the forecast; undefined when it is not known. */
  readonly variation: number | undefined
  readonly isLive: boolean
  readonly isRunning: boolean
  readonly isInHours: boolean
}

export interface Silence {
  /** `closed`: outside hours nothing is expected. `not-running`: in hours, an alarm at once. */
  readonly state: 'calls-come' | 'silent' | 'too-quiet-to-tell' | 'not-running' | 'closed'
  /** How today compares with the forecast: 1 is as expected. */
  readonly pace: number
  /** Expected calls since the last one, at today's pace. */
  readonly expected: number
  /** The campaign is silent from this number of due calls on. */
  readonly limit: number
}

/** How a day compares with its forecast, and the limit of expected calls at that pace. */
export function silencePace({
  callsToday,
  expectedToday,
  callsPerDay,
  variation = defaultVariation,
}: Pick<SilenceInputs, 'callsToday' | 'expectedToday' | 'callsPerDay' | 'variation'>): {
  readonly pace: number
  readonly limit: number
} {
  if (variation === 0) return { pace: 1, limit: silenceLimit(callsPerDay, 0) }
  // The forecast counts as much as 1 / c² calls of today.
  const prior = 1 / variation ** 2
  return {
    pace: (callsToday + prior) / (expectedToday + prior),
    limit: silenceLimit(callsPerDay, 1 / Math.sqrt(callsToday + prior)),
  }
}

/** Whether a campaign gets no calls although it should. */
export function campaignSilence(inputs: SilenceInputs): Estimate<Silence, SilenceInputs> {
  const { callsToday, expectedToday, expectedSinceLastCall, expectedPerHour, callsPerDay } = inputs
  const variation = inputs.variation ?? defaultVariation
  if (!inputs.isLive) return unknown('not-live', inputs)
  const isValid =
    [callsToday, expectedToday, expectedSinceLastCall, expectedPerHour, callsPerDay, variation].every(
      isAmount,
    ) && callsPerDay > 0
  if (!isValid) return unknown('bad-input', inputs)
  const { pace, limit } = silencePace(inputs)
  const expected = pace * expectedSinceLastCall
  const stateOf = (): Silence['state'] => {
    if (!inputs.isInHours) return 'closed'
    if (!inputs.isRunning) return 'not-running'
    if (expected >= limit) return 'silent'
    return pace * expectedPerHour < limit ? 'too-quiet-to-tell' : 'calls-come'
  }
  return known({ state: stateOf(), pace, expected, limit }, inputs)
}
