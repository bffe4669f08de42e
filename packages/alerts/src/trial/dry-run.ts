import type { CompiledRule } from '../rule/compile-rule.ts'
import type { LimitLevel } from '../rule/rule-shape.ts'
import { advanceRule } from '../reducer/rule-reducer.ts'
import { initialRuleState, type Figure, type RuleState } from '../reducer/rule-state.ts'
import { countByHour, type HourCount } from './hour-counts.ts'

/* What a rule would have done: the reducer of live alerts over recorded figures. */

/** A snapshot of the figure of one entity. A figure holds until the next one of its entity. */
export interface Sample<Entity> {
  readonly at: number
  /** Identifies the entity: its kind and id. */
  readonly key: string
  readonly entity: Entity
  /** Null ends the entity's alert: the domain no longer had it. */
  readonly figure: Figure | null
}

/** An alert that a rule would have raised. */
export interface TriedAlert<Entity> {
  readonly at: number
  /** Null where it was still active at the end of the span. */
  readonly endedAt: number | null
  readonly entity: Entity
  /** The worst level that it had, and the value farthest beyond the limit. */
  readonly level: LimitLevel
  readonly peak: number
}

/** What a rule would have done in a span. */
export interface DryRun<Entity> {
  readonly fired: number
  /** Ended within 30 seconds of their start: nobody could have acted. */
  readonly under30s: number
  readonly critical: number
  readonly longestMs: number
  readonly totalMs: number
  readonly byHour: readonly HourCount[]
  /** By their start. */
  readonly alerts: readonly TriedAlert<Entity>[]
  /** The same with twice the on-delay, or 60 seconds where the rule has none. */
  readonly withDelay: { readonly onDelayMs: number; readonly fired: number; readonly under30s: number }
}

const shortAlertMs = 30_000

/** Whether an alert ended too soon to act on it; one that is active (null) did not. */
export const isShortAlert = (startedAt: number, endedAt: number | null): boolean =>
  endedAt !== null && endedAt - startedAt < shortAlertMs

const proposedDelayMs = 60_000

/** The same rule with another on-delay, and without alarms: they do not change when an alert starts and ends. */
function variantOf(rule: CompiledRule, onDelayMs?: number): CompiledRule {
  const limits = rule.limits.map((limit) =>
    onDelayMs === undefined || limit.when === 'increase' ? limit : { ...limit, onDelayMs },
  )
  return { ...rule, limits, reAlarmMs: 0, notify: [] }
}

/** Evaluates one variant of a rule for all entities. */
function createTrial<Entity>(rule: CompiledRule) {
  const entities = new Map<string, { state: RuleState; entity: Entity }>()
  const ended: TriedAlert<Entity>[] = []

  function step(key: string, entity: Entity, event: Parameters<typeof advanceRule>[2], at: number): void {
    const state = entities.get(key)?.state ?? initialRuleState(rule)
    const next = advanceRule(rule, state, event, at)
    entities.set(key, { state: next.state, entity })
    for (const transition of next.transitions)
      if (transition.type === 'ended') {
        const { since, worstLevel, peak } = transition
        ended.push({ at: since, endedAt: transition.at, entity, level: worstLevel, peak })
      }
  }

  return {
    take({ at, key, entity, figure }: Sample<Entity>): void {
      step(
        key,
        entity,
        figure === null ? { type: 'end', reason: 'subject-gone' } : { type: 'figure', figure },
        at,
      )
    },
    finish(to: number): readonly TriedAlert<Entity>[] {
      for (const [key, { entity }] of entities) step(key, entity, { type: 'time' }, to)
      const active = Array.from(entities.values()).flatMap(({ state: { alert }, entity }) =>
        alert === null
          ? []
          : [{ at: alert.since, endedAt: null, entity, level: alert.worstLevel, peak: alert.peak }],
      )
      return [...ended, ...active].sort((a, b) => a.at - b.at)
    },
  }
}

const isShort = ({ at, endedAt }: TriedAlert<unknown>): boolean => isShortAlert(at, endedAt)

/**
 * Tries a rule on recorded figures.
 *
 * @param samples of all entities, in the order of time
 * @param span epoch milliseconds; figures hold until its end
 */
export function dryRun<Entity>(
  rule: CompiledRule,
  samples: Iterable<Sample<Entity>>,
  span: { readonly from: number; readonly to: number },
): DryRun<Entity> {
  const isIncrease = rule.limits.every(({ when }) => when === 'increase')
  const ownDelayMs = Math.max(0, ...rule.limits.map(({ onDelayMs }) => onDelayMs))
  const delayedMs = isIncrease ? 0 : ownDelayMs === 0 ? proposedDelayMs : 2 * ownDelayMs
  const trial = createTrial<Entity>(variantOf(rule))
  const delayed = createTrial<Entity>(variantOf(rule, delayedMs))
  for (const sample of samples) {
    trial.take(sample)
    delayed.take(sample)
  }
  const alerts = trial.finish(span.to)
  const lengths = alerts.map(({ at, endedAt }) => (endedAt ?? span.to) - at)
  const later = delayed.finish(span.to)
  return {
    fired: alerts.length,
    under30s: alerts.filter(isShort).length,
    critical: alerts.filter(({ level }) => level === 'critical').length,
    longestMs: lengths.reduce((longest, length) => Math.max(longest, length), 0),
    totalMs: lengths.reduce((sum, length) => sum + length, 0),
    byHour: countByHour(
      alerts.map(({ at }) => at),
      span.from,
      span.to,
    ),
    alerts,
    withDelay: { onDelayMs: delayedMs, fired: later.length, under30s: later.filter(isShort).length },
  }
}
