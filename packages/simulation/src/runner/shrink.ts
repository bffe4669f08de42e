import type { Fault } from '../faults/fault.ts'
import type { Plan } from '../faults/plan.ts'
import { runPlan } from './run-seed.ts'

/** Shrinking stops after so many runs: what is left is small enough to read. */
const mostRuns = 120

/**
 * The plan with as few of its faults as still break the invariant, by delta debugging: parts of the list are left out,
 * ever smaller ones, as long as that helps. Each fault draws from a stream of its own, so the others stay as they were.
 */
export async function shrunk(plan: Plan, invariant: string): Promise<Plan> {
  let runs = 0
  async function fails(faults: readonly Fault[]): Promise<boolean> {
    runs += 1
    const { violation } = await runPlan({ ...plan, faults })
    return violation?.invariant === invariant
  }

  let faults = plan.faults
  for (let parts = 2; faults.length > 1 && runs < mostRuns;) {
    const size = Math.ceil(faults.length / parts)
    let smaller: readonly Fault[] | undefined
    for (let from = 0; from < faults.length && smaller === undefined && runs < mostRuns; from += size) {
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
