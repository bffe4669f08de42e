import type { Violation } from '../checks/violation.ts'
import { describeFault } from '../faults/fault.ts'
import type { Plan } from '../faults/plan.ts'

/** Describes a failed seed: the broken invariant, the faults that are needed for it, and how to replay it. */
export function reportOf(plan: Plan, small: Plan, violation: Violation): string {
  const faults = small.faults.map((fault) => `  ${describeFault(fault)}`)
  return [
    `seed ${plan.seed}: ${violation.invariant} broken: ${violation.message}`,
    ` with ${small.faults.length} of ${plan.faults.length} faults${faults.length === 0 ? '' : ':'}`,
    ...faults,
    ` again: npm run sim -- --seed ${plan.seed}`,
  ].join('\n')
}
