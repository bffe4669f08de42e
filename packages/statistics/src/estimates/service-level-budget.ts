import { known, unknown, type Estimate } from './estimate.ts'

export interface BudgetInputs {
  /** Calls that were answered in time. */
  readonly good: number
  /** All calls that count. */
  readonly calls: number
  /** The target in whole per cent, 1 to 100: with fractions, one of three results would be off by one. */
  readonly targetPercent: number
  /** Calls that are expected until the end of the day. */
  readonly forecastCalls?: number
}

/** What a service level allows. All are whole calls. */
export interface ServiceLevelBudget {
  /** Calls that may be missed now, one after another, with the target still met. */
  readonly missesLeft: number
  /** Calls to answer in time, one after another, until the target is met; undefined when it cannot be met any more. */
  readonly goodInARow: number | undefined
  /** Calls that may be missed until the end of the day, below 0 when it is too late; undefined without a forecast. */
  readonly missesLeftToday: number | undefined
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** Division of whole numbers, rounded down; exact, unlike a division of fractions. */
const quotient = (numerator: number, denominator: number): number =>
  (numerator - (((numerator % denominator) + denominator) % denominator)) / denominator

const ceilingOf = (numerator: number, denominator: number): number => -quotient(-numerator, denominator)

function goodInARow(good: number, calls: number, target: number): number | undefined {
  const lacking = target * calls - 100 * good
  if (lacking <= 0) return 0
  return target === 100 ? undefined : ceilingOf(lacking, 100 - target)
}

/** How many calls may be missed, or must be answered in time, for a service level target. */
export function serviceLevelBudget(inputs: BudgetInputs): Estimate<ServiceLevelBudget, BudgetInputs> {
  const { good, calls, targetPercent, forecastCalls } = inputs
  const isTarget = Number.isInteger(targetPercent) && targetPercent >= 1 && targetPercent <= 100
  if (!isTarget || !isCount(good) || !isCount(calls) || !isCount(forecastCalls ?? 0) || good > calls)
    return unknown('bad-input', inputs)
  return known(
    {
      missesLeft: Math.max(0, quotient(100 * good, targetPercent) - calls),
      goodInARow: goodInARow(good, calls, targetPercent),
      missesLeftToday:
        forecastCalls === undefined
          ? undefined
          : quotient((100 - targetPercent) * (calls + forecastCalls), 100) - (calls - good),
    },
    inputs,
  )
}
