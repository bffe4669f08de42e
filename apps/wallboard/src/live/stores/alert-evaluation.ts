import type { Rule } from '@wallboard/boards'
import {
  initialThresholdState,
  compareLevels,
  evaluateThreshold,
  type GroupFigure,
} from '@wallboard/statistics'
import type { Alarm, AlertStore } from './alert-store.ts'

/** A figure, one that may be larger, or that it is of too few calls to say anything. */
export type Measured = number | undefined | 'insufficient-data' | GroupFigure

/** A tile whose figures are judged. */
export interface EvaluatedTile {
  /** Of the tile: where its alarm is looked up. */
  readonly key: string
  /** What the figures are of. Another subject in the place of a tile begins anew. */
  readonly subject: string
  /** Set where the tile is of one queue. */
  readonly queueId?: string | undefined
  /** What it is about, as people know it. */
  readonly name: string
  readonly rules: readonly Rule[]
  readonly figure: (metric: Rule['metric']) => Measured
  /** Nothing is judged by figures that are not live. */
  readonly isLive: boolean
}

const valueOf = (judged: Measured): number | undefined =>
  judged === 'insufficient-data' ? undefined : typeof judged === 'object' ? judged.value : judged

const isSameRule = (a: Rule, b: Rule): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

function evaluateRule(
  standings: AlertStore['ruleStates'],
  watched: EvaluatedTile,
  now: number,
): Alarm | undefined {
  const { key, subject, queueId, name, rules, figure, isLive } = watched
  const known = standings.get(key)
  const before = known?.subject === subject ? known : undefined
  const states = rules.map((rule, index) => {
    const own = before?.rules[index]
    const state = own !== undefined && isSameRule(own, rule) ? before?.states[index] : undefined
    const judged = figure(rule.metric)
    if (judged === 'insufficient-data') return initialThresholdState
    const isAtLeast = typeof judged === 'object' && judged.isAtLeast
    return evaluateThreshold(
      rule.threshold,
      state ?? initialThresholdState,
      { value: valueOf(judged), isLive, isAtLeast },
      now,
    )
  })
  standings.set(key, { subject, rules, states })
  let worst: Alarm | undefined
  rules.forEach((rule, index) => {
    const { isOn = false, since = now } = states[index] ?? {}
    const { level } = rule.threshold
    if (!isOn || (worst !== undefined && compareLevels(level, worst.level) <= 0)) return
    worst = { key, queueId, name, level, rule, value: valueOf(figure(rule.metric)), since, isLive }
  })
  return worst
}

/** Judges every tile that is watched, and forgets those that are not: an alarm ends with its subject. */
export function evaluateAlerts(store: AlertStore, watched: readonly EvaluatedTile[], now: number): void {
  const { ruleStates } = store
  const keys = new Set(watched.map(({ key }) => key))
  for (const key of ruleStates.keys()) if (!keys.has(key)) ruleStates.delete(key)
  store.judged(watched.flatMap((each) => evaluateRule(ruleStates, each, now) ?? []))
}
