import type { CompiledRule } from '../rule/compile-rule.ts'
import { effectiveLimit, valueAt } from './evaluate-limits.ts'
import type { ActiveAlert, RuleState } from './rule-state.ts'
import type { AlertTransition } from './transitions.ts'

/** A state that is being advanced, with what has changed so far. */
export interface Draft {
  readonly rule: CompiledRule
  state: RuleState
  readonly transitions: AlertTransition[]
}

type Distribute<T> = T extends AlertTransition ? Omit<T, 'at' | 'value' | 'limit'> : never

/** A transition without what all have. */
export type TransitionBody = Distribute<AlertTransition>

/** The value of an alert that people see: of an increase, how much the figure rose. */
export function shownValue(rule: CompiledRule, state: RuleState, at: number): number | null {
  if (rule.limits[0]?.when === 'increase') return state.alert?.peak ?? null
  return valueAt(state.figure, at)
}

/** The limit that the alert's level rests on, in the metric's unit; without an alert, the one that is reached first. */
export function shownLimit(rule: CompiledRule, { alert, figure }: RuleState): number | null {
  const limit = rule.limits.find(({ level }) => level === alert?.level) ?? rule.limits[rule.limits.length - 1]
  return (limit && effectiveLimit(rule, limit, figure)?.value) ?? null
}

/** Adds a transition. `alert` is the alert that it is about, where the state no longer has it. */
export function record(draft: Draft, at: number, body: TransitionBody, alert?: ActiveAlert): void {
  const { rule } = draft
  const state = alert === undefined ? draft.state : { ...draft.state, alert }
  draft.transitions.push({ ...body, at, value: shownValue(rule, state, at), limit: shownLimit(rule, state) })
}
