import type { Level } from '@wallboard/statistics'
import type { CompiledRule } from '../rule/compile-rule.ts'
import type { LimitLevel } from '../rule/rule-shape.ts'

/*
 * The state of one rule for one entity, which `advanceRule` (rule-reducer.ts) computes. All of it is plain JSON: it
 * survives a restart as text. Instants are epoch milliseconds of the server's clock.
 */

/** The figure of a rule's metric at one instant. */
export interface Figure {
  /** In the metric's unit; null while it is not known. */
  readonly value: number | null
  /** False while its data source is not live: the figure neither starts nor ends an alert. */
  readonly isLive: boolean
  /** The true value may be larger, so `value` cannot prove that the figure is low. */
  readonly isAtLeast?: boolean
  /** A rate of too few calls: it says nothing, and ends an alert. */
  readonly isInsufficient?: boolean
  /** Grows by the clock from this instant on: the wait of a call, the time in a state. */
  readonly isRunning?: boolean
  /** What the limits of a relative rule are multiplied by: ready agents, or the edge of the normal band; null: not known. */
  readonly reference?: number | null
}

/** The newest figure, and since when it holds. */
export interface HeldFigure extends Figure {
  readonly at: number
}

/** The state of one limit: see `ThresholdState` of packages/statistics. */
export interface LimitState {
  readonly isOn: boolean
  /** Since when the figure requires the opposite; null while it does not. */
  readonly changesSince: number | null
}

export interface Acknowledgement {
  readonly by: string
  readonly note: string | null
  readonly at: number
  /** When it lapses; null: with the alert, or at a worse level. */
  readonly until: number | null
}

export interface Snooze {
  readonly by: string
  readonly until: number
}

/** Sounds and messages about an alert: the first, and each that repeats it. */
export interface Alarms {
  readonly count: number
  readonly at: number
  readonly level: LimitLevel
}

/** An alert that has started and not ended. */
export interface ActiveAlert {
  readonly since: number
  readonly level: LimitLevel
  /** Since when the level is what it is. */
  readonly levelSince: number
  readonly worstLevel: LimitLevel
  /** The value farthest beyond the limit. */
  readonly peak: number
  readonly acknowledged: Acknowledgement | null
  /** Somebody has acknowledged it at some time. */
  readonly wasAcknowledged: boolean
  readonly snooze: Snooze | null
  /** Null until the first alarm: suppressed, snoozed, or within the cooldown of the alert before. */
  readonly alarms: Alarms | null
  /** Indices of the steps of `notify` whose channels know of the alert. */
  readonly notifiedSteps: readonly number[]
}

/** Why an alert is shown without sound and messages. Business hours are the rule's own. */
export type Suppression =
  { readonly by: 'alert'; readonly alertKey: string } | { readonly by: 'silence'; readonly silenceId: string }

/** When the last alarm of the last alert was, and its level: the next alert observes the cooldown. */
export interface LastAlarm {
  readonly at: number
  readonly level: LimitLevel
}

/** The state of one rule for one entity. */
export interface RuleState {
  /** The instant of the last event or due change. */
  readonly at: number
  readonly figure: HeldFigure | null
  /** One for each limit of the rule, in its order. */
  readonly limits: readonly LimitState[]
  readonly alert: ActiveAlert | null
  readonly lastAlarm: LastAlarm | null
  readonly suppression: Suppression | null
}

export type AlertPhase = 'pending' | 'firing' | 'acknowledged' | 'recovering'

/** The state of a rule that has seen nothing. */
export const initialRuleState = (rule: CompiledRule): RuleState => ({
  at: 0,
  figure: null,
  limits: rule.limits.map(() => ({ isOn: false, changesSince: null })),
  ...{ alert: null, lastAlarm: null, suppression: null },
})

/** The phase of a rule for an entity; undefined while all is normal. */
export function phaseOf({ limits, alert }: RuleState, rule: CompiledRule): AlertPhase | undefined {
  if (alert === null) return isPending(limits) ? 'pending' : undefined
  if (isRecovering(limits, rule)) return 'recovering'
  return alert.acknowledged === null ? 'firing' : 'acknowledged'
}

/** The figure is beyond a limit, and its on-delay runs. Of a rule without an alert. */
export const isPending = (limits: readonly LimitState[]): boolean =>
  limits.some(({ changesSince }) => changesSince !== null)

/** Every limit that is exceeded has its figure back within; an increase has nothing to return to. */
export function isRecovering(limits: readonly LimitState[], rule: CompiledRule): boolean {
  return limits.every(
    ({ isOn, changesSince }, index) =>
      !isOn || (changesSince !== null && rule.limits[index]?.when !== 'increase'),
  )
}

/** The worst level whose limit is exceeded. */
export function levelOf(limits: readonly LimitState[], rule: CompiledRule): Level {
  const index = limits.findIndex(({ isOn }) => isOn)
  return rule.limits[index]?.level ?? 'none'
}

/**
 * True while the figure is known, with the reference of a relative rule, and its source is live. Without it the state of
 * an alert is "no data".
 */
export const hasData = (
  figure: Figure | null,
  { isRelative }: Pick<CompiledRule, 'isRelative'>,
): figure is Figure & { readonly value: number } =>
  figure !== null &&
  figure.isLive &&
  figure.value !== null &&
  (!isRelative || typeof figure.reference === 'number')
