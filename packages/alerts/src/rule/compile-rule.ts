import type { Limit, Unit } from '@wallboard/statistics'
import { hoursIn, type Hours } from './hours.ts'
import { limitUnitOf } from './rule-contradictions.ts'
import { defaultDelays, ruleMetrics, subjectKindOf, type RuleMetric } from './rule-metrics.ts'
import type { RuleDocument } from './rule.ts'
import type { LimitLevel } from './rule-shape.ts'

/** A step of notification with its defaults. */
export interface CompiledStep {
  readonly channel: string
  readonly level: LimitLevel
  readonly afterMs: number
  readonly names: boolean
}

/** A rule as the reducer evaluates it: base units (counts, milliseconds, 0 to 1), milliseconds, defaults filled in. */
export interface CompiledRule {
  readonly metric: string
  readonly unit: Unit
  /** The worst level first. Limits of a relative rule are factors of the figure's `reference`. */
  readonly limits: readonly Limit[]
  readonly isRelative: boolean
  readonly hours: Hours | undefined
  readonly cooldownMs: number
  /** 0: an unacknowledged alert alarms once. */
  readonly reAlarmMs: number
  /** Alerts below this level alarm once; undefined: alerts of each level repeat. */
  readonly reAlarmLevel?: LimitLevel
  readonly notify: readonly CompiledStep[]
}

const second = 1_000
const defaultCooldownMs = 600 * second
const defaultReAlarmMs = 900 * second
/** For how long the alert of an increase stays, unless the rule says so. */
const defaultIncreaseMs = 120 * second

const perUnit: Readonly<Record<Unit, number>> = { count: 1, ratio: 1, ms: second, share: 0.01 }

function limitValue(rule: RuleDocument, unit: Unit, written: number): number {
  if (rule.relativeTo !== 'normal-band') return written * perUnit[unit]
  return 1 + (rule.when === 'below' ? -1 : 1) * written * perUnit.share
}

/** Where an alert ends: a share of the limit, or points away from a limit in per cent. */
function clearsAt(rule: RuleDocument, unit: Unit, value: number, clears: number): number {
  const share = clears * perUnit.share
  if (unit !== 'share') return value * share
  return rule.when === 'below' ? value + share : value - share
}

function limitOf(rule: RuleDocument, metric: RuleMetric, level: LimitLevel, written: number): Limit {
  const unit = limitUnitOf(rule, metric)
  const value = limitValue(rule, unit, written)
  const { when } = rule
  if (when === 'increase') {
    const offDelayMs = rule.offDelay === undefined ? defaultIncreaseMs : rule.offDelay * second
    return { level, when, value, clearsAt: value, onDelayMs: 0, offDelayMs }
  }
  const defaults = defaultDelays(metric, unit, when, value)
  const bandDefaults = rule.relativeTo === 'normal-band' ? { clearsAt: value, onDelayMs: 300 * second } : {}
  return {
    ...{ level, when, value },
    ...defaults,
    ...bandDefaults,
    ...(rule.clears === undefined ? {} : { clearsAt: clearsAt(rule, unit, value, rule.clears) }),
    ...(rule.onDelay === undefined ? {} : { onDelayMs: rule.onDelay * second }),
    ...(rule.offDelay === undefined ? {} : { offDelayMs: rule.offDelay * second }),
  }
}

function stepsOf({ notify = [], critical }: RuleDocument): readonly CompiledStep[] {
  return notify.map(({ channel, level, afterMinutes = 0, names = false }) => ({
    ...{ channel, names },
    afterMs: afterMinutes * 60 * second,
    level: level ?? (afterMinutes > 0 && critical !== undefined ? 'critical' : 'warn'),
  }))
}

/**
 * Prepares a written rule for the reducer.
 *
 * @param timeZone the zone (IANA) of business hours
 * @throws RangeError if the subject does not have the metric, which `RuleDocument` refuses
 */
export function compileRule(rule: RuleDocument, timeZone: string): CompiledRule {
  const metric = ruleMetrics[subjectKindOf(rule.of)].get(rule.metric)
  if (metric === undefined) throw new RangeError(`a rule has the unknown metric ${rule.metric}`)
  const levels = ['critical', 'warn'] as const
  return {
    metric: rule.metric,
    unit: metric.unit,
    limits: levels.flatMap((level) => {
      const written = rule[level]
      return written === undefined ? [] : [limitOf(rule, metric, level, written)]
    }),
    isRelative: rule.relativeTo !== undefined,
    hours: rule.hours && hoursIn(rule.hours, timeZone),
    cooldownMs: rule.cooldown === undefined ? defaultCooldownMs : rule.cooldown * second,
    reAlarmMs: rule.reAlarm === undefined ? defaultReAlarmMs : rule.reAlarm * second,
    notify: stepsOf(rule),
  }
}

/** What holds where a rule states nothing, as it would be written: seconds, and per cent or points. */
export interface WrittenDefaults {
  /** Undefined where an alert has no such value: of an increase, and of a limit of 0. */
  readonly clears: number | undefined
  readonly onDelay: number
  readonly offDelay: number
  readonly cooldown: number
  readonly reAlarm: number
}

function writtenClears(limit: Limit, unit: Unit): number | undefined {
  if (limit.when === 'increase') return undefined
  if (unit === 'share') return Math.round(Math.abs(limit.clearsAt - limit.value) * 100)
  return limit.value === 0 ? undefined : Math.round((limit.clearsAt / limit.value) * 100)
}

/** The defaults of a rule; undefined for one whose metric does not exist. */
export function defaultsOf(
  rule: Pick<RuleDocument, 'of' | 'metric' | 'when' | 'relativeTo' | 'warn' | 'critical'>,
): WrittenDefaults | undefined {
  const metric = ruleMetrics[subjectKindOf(rule.of)].get(rule.metric)
  if (metric === undefined) return undefined
  const { of, when, relativeTo, critical, warn } = rule
  const stated = { version: 1, key: 'defaults', name: 'Defaults', of, metric: rule.metric, when } as const
  const limit = limitOf({ ...stated, relativeTo }, metric, 'warn', critical ?? warn ?? 0)
  return {
    clears: writtenClears(limit, limitUnitOf({ relativeTo }, metric)),
    onDelay: limit.onDelayMs / second,
    offDelay: limit.offDelayMs / second,
    cooldown: defaultCooldownMs / second,
    reAlarm: defaultReAlarmMs / second,
  }
}
