import { compareLevels } from '@wallboard/statistics'
import { record, type Draft } from './draft.ts'
import {
  alarmDueAt,
  alarmNotices,
  dueSteps,
  followUpNotices,
  mayAlarm,
  stepNotices,
  stepsOfAlarm,
  type ChannelNotice,
} from '../notification/escalation.ts'
import { evaluateLimits, valueAt } from './evaluate-limits.ts'
import {
  hasData,
  isPending,
  isRecovering,
  levelOf,
  type ActiveAlert,
  type LimitState,
  type RuleState,
} from './rule-state.ts'
import type { EndReason } from './transitions.ts'

/* What follows from a state at one instant: time limits that are over, limits that are exceeded or not, alarms. */

/** How long an acknowledgement lasts while the alert is critical. */
export const acknowledgementMs = 1_800_000

export function notify(
  draft: Draft,
  at: number,
  notices: readonly ChannelNotice[],
  alert?: ActiveAlert,
): void {
  for (const notice of notices) record(draft, at, { type: 'notice', ...notice }, alert)
}

export function setAlert(draft: Draft, changes: Partial<ActiveAlert>): void {
  const { alert } = draft.state
  if (alert !== null) draft.state = { ...draft.state, alert: { ...alert, ...changes } }
}

function lapse(draft: Draft, at: number): void {
  const { alert } = draft.state
  if (alert === null) return
  const { acknowledged, snooze } = alert
  if ((acknowledged?.until ?? Infinity) <= at) {
    setAlert(draft, { acknowledged: null })
    record(draft, at, { type: 'acknowledgement-lapsed' })
  }
  if (snooze !== null && snooze.until <= at) {
    setAlert(draft, { snooze: null })
    record(draft, at, { type: 'snooze-ended', by: null })
  }
}

/** The worse of two values by the direction of the rule. */
export function worseValue({ rule }: Draft, a: number, b: number): number {
  return rule.limits[0]?.when === 'below' ? Math.min(a, b) : Math.max(a, b)
}

/** Ends the alert of a draft and its running delays. */
export function endAlert(draft: Draft, at: number, reason: EndReason): void {
  const { rule, state } = draft
  const { alert } = state
  if (alert === null) return
  const { alarms, since, worstLevel, peak, wasAcknowledged } = alert
  const lastAlarm = alarms === null ? state.lastAlarm : { at, level: alarms.level }
  draft.state = { ...state, alert: null, lastAlarm }
  record(draft, at, { type: 'ended', reason, since, worstLevel, peak, wasAcknowledged }, alert)
  notify(draft, at, followUpNotices(rule, alert, 'alert.resolved'), alert)
}

function startAlert(draft: Draft, at: number, level: ActiveAlert['level'], peak: number): void {
  draft.state = {
    ...draft.state,
    alert: {
      ...{ since: at, level, levelSince: at, worstLevel: level, peak },
      ...{ acknowledged: null, wasAcknowledged: false, snooze: null, alarms: null, notifiedSteps: [] },
    },
  }
  record(draft, at, { type: 'fired', level })
}

function changeLevel(draft: Draft, at: number, alert: ActiveAlert, level: ActiveAlert['level']): void {
  const isWorse = compareLevels(level, alert.level) > 0
  const { acknowledged } = alert
  setAlert(draft, {
    ...{ level, levelSince: at },
    worstLevel: compareLevels(level, alert.worstLevel) > 0 ? level : alert.worstLevel,
    // An acknowledgement lapses at a worse level, and by time only while the alert is critical.
    acknowledged: isWorse || acknowledged === null ? null : { ...acknowledged, until: null },
  })
  record(draft, at, { type: 'level-changed', level, before: alert.level })
  if (isWorse && acknowledged !== null) record(draft, at, { type: 'acknowledgement-lapsed' })
}

function applyLimits(draft: Draft, before: RuleState, at: number, value: number | null): void {
  const { rule, state } = draft
  const { alert, limits } = state
  const level = levelOf(limits, rule)
  if (alert === null) {
    if (level !== 'none') startAlert(draft, at, level, value ?? 0)
    else if (isPending(limits) !== isPending(before.limits))
      record(draft, at, { type: isPending(limits) ? 'pending' : 'pending-ended' })
    return
  }
  if (level === 'none') {
    endAlert(draft, at, 'cleared')
    return
  }
  if (level !== alert.level) changeLevel(draft, at, alert, level)
  const recovers = isRecovering(limits, rule)
  if (recovers === isRecovering(before.limits, rule)) return
  if (recovers) record(draft, at, { type: 'recovering' })
  else if (hasData(state.figure, rule)) record(draft, at, { type: 'beyond-again' })
}

const areSame = (a: readonly LimitState[], b: readonly LimitState[]): boolean =>
  a.every(({ isOn, changesSince }, index) => {
    const other = b[index]
    return other !== undefined && other.isOn === isOn && other.changesSince === changesSince
  })

/** Evaluates the limits at an instant. `rise` is how much the value has just risen. */
function evaluate(draft: Draft, at: number, rise: number): void {
  const { rule, state } = draft
  const { figure, alert } = state
  if (figure === null) return
  const limits = evaluateLimits(rule, state.limits, figure, at, rise)
  const value = rule.limits[0]?.when === 'increase' ? rise : valueAt(figure, at)
  // Without data a running figure does not run.
  if (alert !== null && value !== null && hasData(figure, rule)) {
    const peak = worseValue(draft, alert.peak, value)
    if (peak !== alert.peak) setAlert(draft, { peak })
  }
  if (areSame(limits, state.limits)) return
  draft.state = { ...draft.state, limits }
  applyLimits(draft, state, at, value)
}

function alarm(draft: Draft, at: number): void {
  const { rule, state } = draft
  const { alert } = state
  if (alert === null || !mayAlarm(rule, state, at)) return
  const due = alarmDueAt(rule, alert, state.lastAlarm)
  if (due !== undefined && due <= at) {
    const count = (alert.alarms?.count ?? 0) + 1
    const isWorse = alert.alarms !== null && compareLevels(alert.level, alert.alarms.level) > 0
    setAlert(draft, { alarms: { count, at, level: alert.level }, notifiedSteps: stepsOfAlarm(rule, alert) })
    record(draft, at, { type: 'alarm', level: alert.level, count })
    notify(draft, at, alarmNotices(rule, alert, isWorse))
  }
  escalate(draft, at)
}

function escalate(draft: Draft, at: number): void {
  const { rule, state } = draft
  const { alert } = state
  if (alert === null || alert.alarms === null) return
  const steps = dueSteps(rule, alert, at)
  if (steps.length === 0) return
  setAlert(draft, { notifiedSteps: [...alert.notifiedSteps, ...steps] })
  notify(draft, at, stepNotices(rule, steps))
}

/** Brings a draft to where it is at `at`, with its figure as it is held. */
export function settle(draft: Draft, at: number, rise = 0): void {
  lapse(draft, at)
  evaluate(draft, at, rise)
  // A rise holds for one instant.
  if (rise > 0) evaluate(draft, at, 0)
  alarm(draft, at)
  draft.state = { ...draft.state, at }
}
