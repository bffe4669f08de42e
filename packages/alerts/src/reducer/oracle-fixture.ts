import type { CompiledRule } from '../rule/compile-rule.ts'
import type { AlertPhase, Figure } from './rule-state.ts'

/*
 * The life of an alert, computed slowly and obviously: every millisecond is looked at, and every delay looks back over
 * all of its milliseconds. It shares no code with the reducer. For tests.
 */

export interface FigureAt {
  readonly at: number
  readonly figure: Figure
}

/** What there is at one millisecond. */
export interface OracleInstant {
  readonly level: 'none' | 'warn' | 'critical'
  readonly phase: AlertPhase | 'normal'
}

type CompiledLimit = CompiledRule['limits'][number]

/** The figure that holds at an instant: the last of those that are not later. */
function holding(series: readonly FigureAt[], at: number): FigureAt | undefined {
  const past = series.filter((each) => each.at <= at)
  return past[past.length - 1]
}

/** How much the figure rose with each snapshot of an instant; empty at an instant without one. */
function risesAt(series: readonly FigureAt[], at: number): readonly number[] {
  return series.flatMap(({ at: instant, figure }, index) => {
    const before = series[index - 1]?.figure
    if (instant !== at || before?.isLive !== true || !figure.isLive) return []
    if (before.isAtLeast === true || figure.isAtLeast === true) return []
    return figure.value === null || before.value === null ? [] : [figure.value - before.value]
  })
}

/** Whether the figure of an instant requires the limit to be on, or off. Undefined: it requires nothing. */
function requires(
  rule: CompiledRule,
  limit: CompiledLimit,
  series: readonly FigureAt[],
  at: number,
): { readonly on: boolean; readonly off: boolean } {
  const held = holding(series, at)
  const nothing = { on: false, off: false }
  if (held === undefined || !held.figure.isLive || held.figure.value === null) return nothing
  if (held.figure.isInsufficient === true) return nothing
  const { figure } = held
  const isOpen = rule.hours?.contains(at) ?? true
  if (limit.when === 'increase') {
    const hasRisen = risesAt(series, at).some((rise) => rise >= limit.value)
    return { on: hasRisen && isOpen, off: !hasRisen }
  }
  const factor = rule.isRelative ? figure.reference : 1
  if (factor === null || factor === undefined) return nothing
  const value = held.figure.value + (figure.isRunning === true ? at - held.at : 0)
  const isAbove = limit.when === 'above'
  const beyond = (edge: number) => (isAbove ? value > edge * factor : value < edge * factor)
  const provesLow = figure.isAtLeast !== true
  return {
    on: isOpen && beyond(limit.value) && (isAbove || provesLow),
    off: !beyond(limit.clearsAt) && (!isAbove || provesLow),
  }
}

/** Whether something holds at every millisecond from `from` to `to`. */
function always(from: number, to: number, holds: (at: number) => boolean): boolean {
  if (from < 0) return false
  for (let at = from; at <= to; at += 1) if (!holds(at)) return false
  return true
}

/** For each millisecond up to `end` whether the limit is exceeded. */
function isOnAt(
  rule: CompiledRule,
  limit: CompiledLimit,
  series: readonly FigureAt[],
  end: number,
): boolean[] {
  const on: boolean[] = []
  for (let at = 0; at <= end; at += 1) {
    const was = on[at - 1] ?? false
    const isInsufficient = holding(series, at)?.figure.isInsufficient === true
    const needs = (instant: number) => requires(rule, limit, series, instant)
    const starts = !was && always(at - limit.onDelayMs, at, (instant) => needs(instant).on)
    // The alert of an increase stays for the off-delay after the last rise.
    const quietFrom = at - limit.offDelayMs + (limit.when === 'increase' ? 1 : 0)
    // A rise outside the business hours neither starts nor ends an alert; it is known all the same.
    const isKnown = (instant: number) =>
      needs(instant).on || needs(instant).off || risesAt(series, instant).some((rise) => rise >= limit.value)
    const isLiveThen = limit.when !== 'increase' || always(at - limit.offDelayMs, at, isKnown)
    const ends = was && isLiveThen && always(quietFrom, at, (instant) => needs(instant).off)
    on.push(!isInsufficient && (was ? !ends : starts))
  }
  return on
}

/** What there is at each millisecond from 0 to `end`. */
export function oracle(
  rule: CompiledRule,
  series: readonly FigureAt[],
  end: number,
): readonly OracleInstant[] {
  const isOn = rule.limits.map((limit) => isOnAt(rule, limit, series, end))
  return Array.from({ length: end + 1 }, (_, at) => {
    const level = rule.limits.find((_limit, index) => isOn[index]?.[at] === true)?.level ?? 'none'
    const isInsufficient = holding(series, at)?.figure.isInsufficient === true
    const changing = rule.limits.map((limit, index) => {
      const needs = requires(rule, limit, series, at)
      return !isInsufficient && (isOn[index]?.[at] === true ? needs.off : needs.on)
    })
    if (level === 'none') return { level, phase: changing.some(Boolean) ? 'pending' : 'normal' }
    const recovers = rule.limits.every(
      ({ when }, index) => isOn[index]?.[at] !== true || (when !== 'increase' && changing[index] === true),
    )
    return { level, phase: recovers ? 'recovering' : 'firing' }
  })
}
