/*
 * When a person has been in a state for long: limits from the person's own habit, the team's, or the site's, in
 * seconds. Beyond `mark` a row is marked; beyond `alarm` an alert is due.
 */

/** Observed lengths of a state, in seconds. */
export interface Habit {
  readonly count: number
  readonly p95: number
  readonly p99: number
}

export interface StateLimits {
  readonly mark: number
  /** Undefined where a mark is all. */
  readonly alarm: number | undefined
  /** Where the mark comes from. */
  readonly source: 'own' | 'team' | 'site' | 'reason' | 'default'
}

/** How often a state must have occurred before its typical length is known: of a person, a team, and a reason. */
export const minOccurrences = { own: 50, team: 200, reason: 30 } as const
const defaultWrap = 180
const longCall = 1_800

const isEnough = (habit: Habit | undefined, count: number): habit is Habit =>
  habit !== undefined && habit.count >= count

/**
 * Limits of after-call work: marked beyond the 95th percentile of the own last 30 days (50 wrap-ups), else the team's
 * (200), else 3 minutes. One wrap-up in 20 is marked by definition, so the alarm has a limit of its own.
 */
export function afterCallLimits(own: Habit | undefined, team: Habit | undefined): StateLimits {
  const of = (mark: number, p99: number, source: StateLimits['source']): StateLimits => ({
    ...{ mark, source },
    alarm: Math.max(p99, 2 * mark, defaultWrap),
  })
  if (isEnough(own, minOccurrences.own)) return of(own.p95, own.p99, 'own')
  if (isEnough(team, minOccurrences.team)) return of(team.p95, team.p99, 'team')
  return of(defaultWrap, 0, 'default')
}

/**
 * Limits of a reason for not being ready: the site's limit, else the 95th percentile of the reason (30 breaks); undefined
 * when neither is known.
 */
export function notReadyLimits(
  siteLimit: number | undefined,
  ofReason: Habit | undefined,
): StateLimits | undefined {
  if (siteLimit !== undefined) return { mark: siteLimit, alarm: 1.5 * siteLimit, source: 'site' }
  if (!isEnough(ofReason, minOccurrences.reason)) return undefined
  return { mark: ofReason.p95, alarm: 1.5 * ofReason.p95, source: 'reason' }
}

/** First limits of reasons by their lower-case name, in seconds, until the site sets its own. */
export const defaultReasonLimits: ReadonlyMap<string, number> = new Map([
  ['lunch', 1_800],
  ['break', 900],
])

export const ringingLimits: StateLimits = { mark: 30, alarm: undefined, source: 'default' }

/** A call is marked beyond 30 minutes, or beyond the 99th percentile of the person's calls if that is longer. */
export function onCallLimits(own: Habit | undefined): StateLimits {
  const isOwn = isEnough(own, minOccurrences.own) && own.p99 > longCall
  return { mark: isOwn ? own.p99 : longCall, alarm: undefined, source: isOwn ? 'own' : 'default' }
}
