import { evaluateThreshold, type Limit } from '@wallboard/statistics'
import type { CompiledRule } from '../rule/compile-rule.ts'
import { hasData, type Figure, type HeldFigure, type LimitState } from './rule-state.ts'

/** A limit of a relative rule for the reference of this instant; undefined while that is not known. */
export function effectiveLimit(rule: CompiledRule, limit: Limit, figure: Figure | null): Limit | undefined {
  if (!rule.isRelative) return limit
  const reference = figure?.reference
  if (reference === undefined || reference === null) return undefined
  return { ...limit, value: limit.value * reference, clearsAt: limit.clearsAt * reference }
}

/** The value of a figure at an instant: one that runs has grown since it was read. */
export function valueAt(figure: HeldFigure | null, at: number): number | null {
  if (figure === null || figure.value === null || figure.isRunning !== true) return figure?.value ?? null
  return figure.value + Math.max(0, at - figure.at)
}

const absolute = { isRelative: false }

/** How much a value has risen between two snapshots; 0 where either is not known exactly. */
export function riseBetween(before: HeldFigure | null, after: Figure): number {
  if (
    !hasData(before, absolute) ||
    !hasData(after, absolute) ||
    before.isAtLeast === true ||
    after.isAtLeast === true
  )
    return 0
  return after.value - before.value
}

/**
 * The states of all limits of a rule at an instant. Outside the business hours no limit begins to be exceeded.
 *
 * @param rise how much the value has just risen, for the limits of an increase
 */
export function evaluateLimits(
  rule: CompiledRule,
  states: readonly LimitState[],
  figure: HeldFigure,
  at: number,
  rise: number,
): readonly LimitState[] {
  if (figure.isInsufficient === true) return states.map(() => ({ isOn: false, changesSince: null }))
  const isOpen = rule.hours?.contains(at) ?? true
  const value = valueAt(figure, at) ?? undefined
  return states.map((state, index) => {
    const limit = rule.limits[index]
    const effective = limit && effectiveLimit(rule, limit, figure)
    if (limit === undefined) return state
    const before = { isOn: state.isOn, since: undefined, pendingSince: state.changesSince ?? undefined }
    const { isOn, pendingSince } = evaluateThreshold(
      effective ?? limit,
      before,
      {
        value: value !== undefined && limit.when === 'increase' ? rise : value,
        isLive: figure.isLive && effective !== undefined && (isOpen || state.isOn),
        // A rise is known or not: see `riseBetween`.
        isAtLeast: limit.when !== 'increase' && figure.isAtLeast === true,
      },
      at,
    )
    return { isOn, changesSince: pendingSince ?? null }
  })
}

/** The earlier of two instants, of those that are later than `after`. */
const earlier = (due: number, than: number, after: number): number => (due > after && due < than ? due : than)

/**
 * The next instant after `after` at which the states may change although no event comes: a delay ends, or a running figure
 * passes a limit. Infinity without one.
 */
export function nextLimitDue(
  rule: CompiledRule,
  states: readonly LimitState[],
  figure: HeldFigure,
  after: number,
): number {
  let next = Infinity
  const isRunning = figure.isRunning === true && figure.isLive && figure.value !== null
  for (let index = 0; index < states.length; index += 1) {
    const state = states[index]
    const limit = rule.limits[index]
    if (limit === undefined || state === undefined) continue
    const { isOn, changesSince } = state
    if (changesSince !== null)
      next = earlier(changesSince + (isOn ? limit.offDelayMs : limit.onDelayMs), next, after)
    if (!isRunning) continue
    const { value, clearsAt } = effectiveLimit(rule, limit, figure) ?? limit
    next = earlier(nextCrossing(figure, value, after), next, after)
    next = earlier(nextCrossing(figure, clearsAt, after), next, after)
  }
  return next
}

/** The first whole millisecond after `after` at which a running figure is at a value, or beyond it. */
function nextCrossing({ at, value }: HeldFigure, edge: number, after: number): number {
  const distance = edge - (value ?? 0)
  const reached = at + Math.ceil(distance)
  return reached > after ? reached : at + Math.floor(distance) + 1
}
