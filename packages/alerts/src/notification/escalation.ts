import { compareLevels } from '@wallboard/statistics'
import type { CompiledRule, CompiledStep } from '../rule/compile-rule.ts'
import { hasData, isRecovering, type ActiveAlert, type RuleState } from '../reducer/rule-state.ts'
import type { MessageType } from '../reducer/transitions.ts'

/*
 * Who is notified of an alert, and when. An alarm is a sound and a message: the first of an alert, a worse level, and a
 * repetition while nobody has acknowledged it. Later steps of the rule notify further channels.
 */

/** A message to one channel. */
export interface ChannelNotice {
  readonly notice: MessageType
  readonly channel: string
  readonly names: boolean
}

/** Sounds and messages are possible: nobody has acknowledged, snoozed or suppressed the alert, and its figure is beyond its limit. */
export function mayAlarm(rule: CompiledRule, state: RuleState, at: number): boolean {
  const { alert, suppression, figure, limits } = state
  if (alert === null || alert.acknowledged !== null || alert.snooze !== null || suppression !== null)
    return false
  return hasData(figure, rule) && !isRecovering(limits, rule) && (rule.hours?.contains(at) ?? true)
}

/** Since when an alarm is due, if one is possible; undefined while none is to come. */
export function alarmDueAt(
  rule: CompiledRule,
  alert: ActiveAlert,
  last: RuleState['lastAlarm'],
): number | undefined {
  const { alarms, level, levelSince, since } = alert
  if (alarms === null) {
    if (last === null || compareLevels(level, last.level) > 0) return last === null ? since : levelSince
    return Math.max(since, last.at + rule.cooldownMs)
  }
  if (compareLevels(level, alarms.level) > 0) return levelSince
  const isRepeated = rule.reAlarmMs > 0 && compareLevels(level, rule.reAlarmLevel ?? 'warn') >= 0
  return isRepeated ? alarms.at + rule.reAlarmMs : undefined
}

/** When a step is due, if it is still to come. */
export function stepDueAt(step: CompiledStep, alert: ActiveAlert): number | undefined {
  if (step.afterMs === 0 || compareLevels(alert.level, step.level) < 0) return undefined
  return (step.level === 'critical' ? alert.levelSince : alert.since) + step.afterMs
}

/** The messages of some steps: one to each channel. Names are allowed if one of its steps allows them. */
function noticesOf(
  rule: CompiledRule,
  steps: readonly number[],
  noticeFor: (step: number) => MessageType,
): readonly ChannelNotice[] {
  const byChannel = new Map<string, ChannelNotice>()
  for (const index of steps) {
    const step = rule.notify[index]
    if (step === undefined) continue
    const before = byChannel.get(step.channel)
    const names = step.names || before?.names === true
    byChannel.set(step.channel, { notice: before?.notice ?? noticeFor(index), channel: step.channel, names })
  }
  return [...byChannel.values()]
}

/** The steps that an alarm notifies: the first ones of its level, and all that know of the alert. */
export const stepsOfAlarm = (rule: CompiledRule, alert: ActiveAlert): readonly number[] =>
  rule.notify.flatMap(({ afterMs, level }, index) => {
    const isDue = afterMs === 0 && compareLevels(alert.level, level) >= 0
    return isDue || alert.notifiedSteps.includes(index) ? [index] : []
  })

/** The messages of an alarm. A channel that knows of the alert is notified that it is worse, or that it goes on. */
export const alarmNotices = (
  rule: CompiledRule,
  alert: ActiveAlert,
  isWorse: boolean,
): readonly ChannelNotice[] =>
  noticesOf(rule, stepsOfAlarm(rule, alert), (step) =>
    isWorse && alert.notifiedSteps.includes(step) ? 'alert.escalated' : 'alert.firing',
  )

/** Later steps that are due now. */
export const dueSteps = (rule: CompiledRule, alert: ActiveAlert, at: number): readonly number[] =>
  rule.notify.flatMap((step, index) => {
    const due = stepDueAt(step, alert)
    return due !== undefined && due <= at && !alert.notifiedSteps.includes(index) ? [index] : []
  })

/** The messages of later steps. */
export const stepNotices = (rule: CompiledRule, steps: readonly number[]): readonly ChannelNotice[] =>
  noticesOf(rule, steps, () => 'alert.escalated')

/** A message to each channel that knows of the alert. */
export const followUpNotices = (
  rule: CompiledRule,
  alert: ActiveAlert,
  notice: MessageType,
): readonly ChannelNotice[] => noticesOf(rule, alert.notifiedSteps, () => notice)
