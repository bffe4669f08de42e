import { compareLevels } from '@wallboard/statistics'
import type { LoggedAlert } from './logged-alert.ts'

const overlap = (a: LoggedAlert, b: LoggedAlert): boolean =>
  b.firedAt <= (a.endedAt ?? Infinity) && a.firedAt <= (b.endedAt ?? Infinity)

function namesOf(a: LoggedAlert, b: LoggedAlert): string {
  const names = [...a.rule.name.split(', '), b.rule.name]
  return [...new Set(names)].join(', ')
}

function joined(a: LoggedAlert, b: LoggedAlert): LoggedAlert {
  const acknowledged = [a.acknowledgedAt, b.acknowledgedAt].filter((at) => at !== null)
  return {
    ...a,
    rule: { id: a.rule.id, name: namesOf(a, b) },
    level: compareLevels(b.level, a.level) > 0 ? b.level : a.level,
    endedAt: a.endedAt === null || b.endedAt === null ? null : Math.max(a.endedAt, b.endedAt),
    acknowledgedAt: acknowledged.length === 0 ? null : Math.min(...acknowledged),
  }
}

const byStart = (a: LoggedAlert, b: LoggedAlert): number =>
  a.firedAt - b.firedAt || (a.rule.id < b.rule.id ? -1 : 1)

/**
 * Counts a threshold that several boards or tiles have as one: alerts with the same `threshold` at the same time become
 * one alert, from the first start to the last end, of the rule that fired first, with the names of all boards.
 */
export function joinSharedThresholds(alerts: readonly LoggedAlert[]): readonly LoggedAlert[] {
  const single: LoggedAlert[] = []
  const shared = new Map<string, LoggedAlert[]>()
  for (const alert of [...alerts].sort(byStart)) {
    if (alert.threshold === undefined) {
      single.push(alert)
      continue
    }
    const known = shared.get(alert.threshold) ?? []
    shared.set(alert.threshold, known)
    const last = known[known.length - 1]
    if (last !== undefined && overlap(last, alert)) known[known.length - 1] = joined(last, alert)
    else known.push(alert)
  }
  return single.concat(...shared.values())
}
