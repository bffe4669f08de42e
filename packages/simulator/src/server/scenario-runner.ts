import { timetable, type Scenario, type ScenarioStep } from '../faults/scenario.ts'
import type { Simulator } from '../simulated-domain.ts'

/**
 * Plays a scenario on a running domain. Returns a function that stops it. `failed` receives actions that could not be
 * performed.
 */
export function runScenario(
  simulator: Pick<Simulator, 'faults' | 'act'>,
  scenario: Scenario,
  failed: (step: ScenarioStep, error: unknown) => void,
): () => void {
  const timers = new Set<NodeJS.Timeout>()
  const { steps, repeatAfterMs } = timetable(scenario)

  function after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, ms)
    timers.add(timer)
  }

  function perform(step: ScenarioStep): void {
    if (step.faults !== undefined)
      simulator.faults.set(step.faults, step.forSeconds === undefined ? undefined : step.forSeconds * 1_000)
    if (step.action !== undefined)
      simulator.act(step.action).catch((error: unknown) => {
        failed(step, error)
      })
  }

  function begin(): void {
    for (const step of steps)
      after(step.at * 1_000, () => {
        perform(step)
      })
    if (repeatAfterMs !== undefined) after(repeatAfterMs, begin)
  }

  begin()
  return () => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }
}
