import type { CompiledRule } from '../rule/compile-rule.ts'
import { record, type Draft } from './draft.ts'
import { alarmDueAt, followUpNotices, stepDueAt } from '../notification/escalation.ts'
import { nextLimitDue, riseBetween, valueAt } from './evaluate-limits.ts'
import { hasData, type ActiveAlert, type Figure, type RuleState } from './rule-state.ts'
import { acknowledgementMs, endAlert, notify, setAlert, settle, worseValue } from './settle.ts'
import type { RuleEvent, AlertTransition } from './transitions.ts'

/*
 * The reducer of alerts: one rule, one entity. A figure holds until the next one. What becomes due in between (the end of
 * a delay, a wait that passes a limit, an alarm that repeats) happens at its own instant, even if the next event comes
 * late: the same events give the same history in any batches. Of things at the same instant, events come before what is
 * due.
 */

/** A state and what changed on the way to it. */
export interface RuleStep {
  readonly state: RuleState
  readonly transitions: readonly AlertTransition[]
}

/** The next instant at which the state changes although no event comes; undefined while none is known. */
export function nextDueAt(rule: CompiledRule, state: RuleState): number | undefined {
  const { figure, limits, alert, at } = state
  if (figure === null) return undefined
  let next = nextLimitDue(rule, limits, figure, at)
  if (rule.hours !== undefined) next = Math.min(next, rule.hours.nextChange(at) ?? Infinity)
  if (alert !== null) next = nextDueOfAlert(rule, state, alert, next)
  return next === Infinity ? undefined : next
}

/** The earliest instant after the state's own at which something of its alert is due, or `before` where that is earlier. */
function nextDueOfAlert(
  rule: CompiledRule,
  { lastAlarm, at }: RuleState,
  alert: ActiveAlert,
  before: number,
): number {
  const earlier = (due: number | null | undefined, than: number): number =>
    due !== undefined && due !== null && due > at && due < than ? due : than
  let next = earlier(alarmDueAt(rule, alert, lastAlarm), before)
  for (const step of rule.notify) next = earlier(stepDueAt(step, alert), next)
  return earlier(alert.snooze?.until, earlier(alert.acknowledged?.until, next))
}

/** A running figure has grown until the event: the peak may be there. Of an increase the peak is a rise. */
function updatePeak(draft: Draft, at: number): void {
  const { alert, figure } = draft.state
  if (alert === null || !hasData(figure, draft.rule) || figure.isRunning !== true) return
  if (draft.rule.limits[0]?.when === 'increase') return
  const peak = worseValue(draft, alert.peak, valueAt(figure, at) ?? alert.peak)
  if (peak !== alert.peak) setAlert(draft, { peak })
}

function applyFigure(draft: Draft, figure: Figure, at: number): void {
  const { rule, state } = draft
  const { alert, figure: before } = state
  const rise = riseBetween(before, figure)
  draft.state = { ...draft.state, figure: { ...figure, at } }
  if (alert !== null && hasData(before, rule) !== hasData(figure, rule))
    record(draft, at, { type: hasData(figure, rule) ? 'data-again' : 'no-data' })
  settle(draft, at, rise)
}

function applyRequest(
  draft: Draft,
  event: Exclude<RuleEvent, { readonly type: 'figure' | 'time' }>,
  at: number,
): void {
  const { rule, state } = draft
  const { alert } = state
  if (event.type === 'suppress') {
    if (JSON.stringify(event.suppression) === JSON.stringify(state.suppression)) return
    draft.state = { ...state, suppression: event.suppression }
    if (alert === null) return
    record(
      draft,
      at,
      event.suppression === null
        ? { type: 'suppression-ended' }
        : { type: 'suppressed', suppression: event.suppression },
    )
    return
  }
  if (event.type === 'end') {
    endAlert(draft, at, event.reason)
    draft.state = {
      ...draft.state,
      limits: rule.limits.map(() => ({ isOn: false, changesSince: null })),
      figure: null,
    }
    return
  }
  if (alert === null) return
  switch (event.type) {
    case 'acknowledge': {
      const { by, note } = event
      const until = alert.level === 'critical' ? at + acknowledgementMs : null
      const alarms = alert.alarms && { ...alert.alarms, level: alert.level }
      setAlert(draft, { acknowledged: { by, note, at, until }, wasAcknowledged: true, alarms })
      record(draft, at, { type: 'acknowledged', by, note })
      notify(draft, at, followUpNotices(rule, alert, 'alert.acknowledged'))
      return
    }
    case 'withdraw-acknowledgement':
      if (alert.acknowledged === null) return
      setAlert(draft, { acknowledged: null })
      record(draft, at, { type: 'acknowledgement-withdrawn', by: event.by })
      return
    case 'snooze':
      setAlert(draft, { snooze: { by: event.by, until: event.until } })
      record(draft, at, { type: 'snoozed', by: event.by, until: event.until })
      return
    case 'end-snooze':
      if (alert.snooze === null) return
      setAlert(draft, { snooze: null })
      record(draft, at, { type: 'snooze-ended', by: event.by })
      return
  }
}

/**
 * Advances a rule for an entity by one event.
 *
 * @param now epoch milliseconds by the server's clock; an instant before the state's own counts as that one
 * @param dueAt the `nextDueAt` of the state, where the caller has kept it
 */
export function advanceRule(
  rule: CompiledRule,
  state: RuleState,
  event: RuleEvent,
  now: number,
  dueAt = nextDueAt(rule, state),
): RuleStep {
  const draft: Draft = { rule, state, transitions: [] }
  const at = Math.max(now, state.at)
  for (let due = dueAt; due !== undefined && due < at; due = nextDueAt(rule, draft.state)) settle(draft, due)
  updatePeak(draft, at)
  if (event.type === 'figure') applyFigure(draft, event.figure, at)
  else {
    if (event.type !== 'time') applyRequest(draft, event, at)
    settle(draft, at)
  }
  return draft
}

/**
 * Continues from a stored state after a restart. What was due in between is not known to have happened: running delays
 * begin again, an alert stands without data until the next figure.
 */
export function resumeRule(rule: CompiledRule, state: RuleState, now: number): RuleStep {
  const draft: Draft = { rule, state, transitions: [] }
  const at = Math.max(now, state.at)
  const { figure } = state
  draft.state = {
    ...state,
    figure: figure && { ...figure, isLive: false, at },
    limits: state.limits.map(({ isOn }) => ({ isOn, changesSince: null })),
  }
  if (state.alert !== null && hasData(figure, rule)) record(draft, at, { type: 'no-data' })
  settle(draft, at)
  return draft
}
