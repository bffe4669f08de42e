import { z } from 'zod'
import { Action } from './actions.ts'
import { complaintsOf } from './complaints.ts'
import { FaultChanges } from './fault-record.ts'

const longestSeconds = 604_800

const Step = z
  .strictObject({
    /** Seconds since the start of the scenario. */
    at: z.number().min(0).max(longestSeconds),
    /** Faults to change; with `forSeconds` they are turned off after that time. */
    faults: FaultChanges.optional(),
    forSeconds: z.number().positive().max(longestSeconds).optional(),
    /** An action to perform once. */
    action: Action.optional(),
  })
  .refine(({ faults, action }) => faults !== undefined || action !== undefined, 'needs faults or an action')
  .refine(
    ({ faults, forSeconds }) => forSeconds === undefined || faults !== undefined,
    'forSeconds needs faults',
  )

/** A schedule of faults and actions, read from a file so that a run can be repeated. */
export const Scenario = z.strictObject({
  /** A description for the reader. */
  title: z.string().max(200).optional(),
  /** Restarts after this many seconds. */
  repeatAfter: z.number().positive().max(longestSeconds).optional(),
  steps: z.array(Step).min(1).max(10_000),
})
export type Scenario = z.infer<typeof Scenario>
export type ScenarioStep = Scenario['steps'][number]

/** Parses a scenario. On failure the reason names each step and field that does not fit. */
export function parseScenario(
  text: string,
):
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly reasons: readonly string[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, reasons: [`not JSON: ${error instanceof Error ? error.message : String(error)}`] }
  }
  const parsed = Scenario.safeParse(value)
  return parsed.success
    ? { ok: true, scenario: parsed.data }
    : { ok: false, reasons: complaintsOf(parsed.error) }
}

/** The steps in the order of their time, and when the scenario restarts (undefined: never). */
export function timetable({ steps, repeatAfter }: Scenario): {
  readonly steps: readonly ScenarioStep[]
  readonly repeatAfterMs: number | undefined
} {
  const last = Math.max(...steps.map(({ at }) => at))
  return {
    steps: [...steps].sort((a, b) => a.at - b.at),
    repeatAfterMs: repeatAfter === undefined ? undefined : Math.max(repeatAfter, last + 0.1) * 1_000,
  }
}
