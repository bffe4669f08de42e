import type { Fault } from '../faults/fault.ts'
import type { Plan } from '../faults/plan.ts'
import { runPlan } from './run-seed.ts'

/** Shrinking stops after this many runs. */
const maxRuns = 120

/**
 * Delta debugging: leaves out ever smaller parts of the faults as long as the plan still breaks the invariant. Each fault
 * draws from its own random stream, so leaving one out does not change the others.
 */
export async function shrunk(plan: Plan, invariant: string): Promise<Plan> {
  let runs = 0
  async function fails(faults: readonly Fault[]): Promise<boolean> {
    runs += 1
    const { violation } = await runPlan({ ...plan, faults })
    return violation?.invariant === invariant
  }

  let faults = plan.faults
  for (let parts = 2; faults.length > 1 && runs < maxRuns;) {
    const size = Math.ceil(faults.length / parts)
    let smaller: readonly Fault[] | undefined
    for (let from = 0; from < faults.length && smaller === undefined && runs < maxRuns; from += size) {
      const rest = [...faults.slice(0, from), ...faults.slice(from + size)]
      if (await fails(rest)) smaller = rest
    }
    if (smaller !== undefined) {
      faults = smaller
      parts = Math.max(2, parts - 1)
    } else if (size === 1) break
    else parts = Math.min(faults.length, parts * 2)
  }
  if (faults.length === 1 && (await fails([]))) faults = []
  return { ...plan, faults }
}
