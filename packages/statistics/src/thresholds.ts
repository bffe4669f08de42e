import type { Unit } from './metrics.ts'

/** When a figure asks for attention. Values are in the figure's own unit: things, milliseconds, or 0 to 1. */
export interface Threshold {
  readonly level: 'warn' | 'critical'
  readonly when: 'above' | 'below'
  readonly value: number
  /** Where it ends; between the two it stays what it was, so that a figure at the limit does not flicker. */
  readonly clearsAt: number
  /** How long the figure must be beyond `value` before it counts, and beyond `clearsAt` before it is over. */
  readonly onDelayMs: number
  readonly offDelayMs: number
}

/** Where a threshold stands. */
export interface ThresholdState {
  readonly isOn: boolean
  /** When it last went on; kept while it is on. */
  readonly since: number | undefined
  /** Since when the figure has been where the state would change. */
  readonly pendingSince: number | undefined
}

export const initialThresholdState: ThresholdState = {
  isOn: false,
  since: undefined,
  pendingSince: undefined,
}

const seconds = 1_000

/** Dead band and delays of a threshold that does not state its own, by what the figure counts. */
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
    case 'share':
      return {
        clearsAt: value + (isAbove ? -0.03 : 0.03),
        onDelayMs: 60 * seconds,
        offDelayMs: 120 * seconds,
      }
  }
}

const isBeyond = (when: Threshold['when'], value: number, limit: number): boolean =>
  when === 'above' ? value > limit : value < limit

/** A figure as a limit judges it. */
export interface ThresholdInput {
  readonly value: number | undefined
  readonly isLive: boolean
  /** The true figure may be larger: then `value` proves no figure to be low. */
  readonly isAtLeast?: boolean
}

/**
 * The next state for a figure. A figure that is not known or not live changes nothing: it neither starts an alarm nor
 * ends one, and what was pending begins anew. Nor does one that is at least `value` where only the larger one counts.
 */
export function evaluateThreshold(
  rule: Threshold,
  state: ThresholdState,
  figure: ThresholdInput,
  now: number,
): ThresholdState {
  const { value, isLive, isAtLeast = false } = figure
  if (value === undefined || !isLive) return settled(state)
  const wantsChange = state.isOn
    ? !isBeyond(rule.when, value, rule.clearsAt)
    : isBeyond(rule.when, value, rule.value)
  const needsLow = state.isOn === (rule.when === 'above')
  if (!wantsChange || (isAtLeast && needsLow)) return settled(state)
  const pendingSince = state.pendingSince ?? now
  const delayMs = state.isOn ? rule.offDelayMs : rule.onDelayMs
  if (now - pendingSince < delayMs)
    return pendingSince === state.pendingSince ? state : { ...state, pendingSince }
  return state.isOn ? initialThresholdState : { isOn: true, since: now, pendingSince: undefined }
}

const settled = (state: ThresholdState): ThresholdState =>
  state.pendingSince === undefined ? state : { ...state, pendingSince: undefined }
