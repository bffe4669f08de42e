import type { Unit } from './metrics.ts'

/** A limit on a figure, in the unit of the figure: a count, milliseconds, a share from 0 to 1, or a ratio. */
export interface Limit {
  readonly level: 'warn' | 'critical'
  /** `increase`: the figure is how much a value has risen, and reaches the limit by being equal to it. */
  readonly when: 'above' | 'below' | 'increase'
  readonly value: number
  /**
   * The alert ends beyond this value. Between the two values the state does not change, so a figure at the limit does
   * not flicker.
   */
  readonly clearsAt: number
  /** How long the figure must be beyond `value` before the alert starts, and beyond `clearsAt` before it ends. */
  readonly onDelayMs: number
  readonly offDelayMs: number
}

/** A limit of a board's tile. */
export interface Threshold extends Limit {
  readonly when: 'above' | 'below'
}

/** The state of one limit. */
export interface ThresholdState {
  readonly isOn: boolean
  /** When the alert started, while it is on. */
  readonly since: number | undefined
  /** Since when the figure meets the condition for the next state change. */
  readonly pendingSince: number | undefined
}

export const initialThresholdState: ThresholdState = {
  isOn: false,
  since: undefined,
  pendingSince: undefined,
}

const seconds = 1_000

/** Default hysteresis and delays of a threshold, by the unit of its figure. */
export function defaultHysteresis(
  unit: Unit,
  when: Threshold['when'],
  value: number,
): Pick<Threshold, 'clearsAt' | 'onDelayMs' | 'offDelayMs'> {
  const isAbove = when === 'above'
  switch (unit) {
    case 'count':
      return { clearsAt: value, onDelayMs: 15 * seconds, offDelayMs: 30 * seconds }
    case 'ms':
      return { clearsAt: value * (isAbove ? 0.8 : 1.25), onDelayMs: 0, offDelayMs: 0 }
    case 'ratio':
      return {
        clearsAt: value * (isAbove ? 0.9 : 1.1),
        onDelayMs: 60 * seconds,
        offDelayMs: 120 * seconds,
      }
    case 'share':
      return {
        clearsAt: value + (isAbove ? -0.03 : 0.03),
        onDelayMs: 60 * seconds,
        offDelayMs: 120 * seconds,
      }
  }
}

function isBeyond(when: Limit['when'], value: number, limit: number): boolean {
  if (when === 'increase') return value >= limit
  return when === 'above' ? value > limit : value < limit
}

/** The figure that a threshold evaluates. */
export interface ThresholdInput {
  readonly value: number | undefined
  readonly isLive: boolean
  /** The true value may be larger, so `value` cannot prove that the figure is low. */
  readonly isAtLeast?: boolean
}

/**
 * The next state of a limit. A figure that is unknown or not live neither starts nor ends an alert, and resets a
 * running delay. So does an `isAtLeast` figure when the change requires a low value.
 */
export function evaluateThreshold(
  rule: Limit,
  state: ThresholdState,
  figure: ThresholdInput,
  now: number,
): ThresholdState {
  const { value, isLive, isAtLeast = false } = figure
  if (value === undefined || !isLive) return settled(state)
  const wantsChange = state.isOn
    ? !isBeyond(rule.when, value, rule.clearsAt)
    : isBeyond(rule.when, value, rule.value)
  const needsLow = state.isOn === (rule.when !== 'below')
  if (!wantsChange || (isAtLeast && needsLow)) return settled(state)
  const pendingSince = state.pendingSince ?? now
  const delayMs = state.isOn ? rule.offDelayMs : rule.onDelayMs
  if (now - pendingSince < delayMs)
    return pendingSince === state.pendingSince ? state : { ...state, pendingSince }
  return state.isOn ? initialThresholdState : { isOn: true, since: now, pendingSince: undefined }
}

const settled = (state: ThresholdState): ThresholdState =>
  state.pendingSince === undefined ? state : { ...state, pendingSince: undefined }
