import type { RuleState } from './rule-state.ts'

/**
 * The state by a clock that was set: every instant in it moves with the clock, so that delays, snoozes and ages go on as if
 * nothing had happened.
 *
 * @param byMs what was added to the clock, in milliseconds
 */
export function shiftRuleState(state: RuleState, byMs: number): RuleState {
  const { at, figure, limits, alert, lastAlarm } = state
  const orNull = (instant: number | null) => (instant === null ? null : instant + byMs)
  return {
    ...state,
    at: at + byMs,
    figure: figure && { ...figure, at: figure.at + byMs },
    limits: limits.map((limit) => ({ ...limit, changesSince: orNull(limit.changesSince) })),
    alert: alert && {
      ...alert,
      since: alert.since + byMs,
      levelSince: alert.levelSince + byMs,
      acknowledged: alert.acknowledged && {
        ...alert.acknowledged,
        at: alert.acknowledged.at + byMs,
        until: orNull(alert.acknowledged.until),
      },
      snooze: alert.snooze && { ...alert.snooze, until: alert.snooze.until + byMs },
      alarms: alert.alarms && { ...alert.alarms, at: alert.alarms.at + byMs },
    },
    lastAlarm: lastAlarm && { ...lastAlarm, at: lastAlarm.at + byMs },
  }
}
