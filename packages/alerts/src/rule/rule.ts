import type { z } from 'zod/mini'
import { contradictionsOf } from './rule-contradictions.ts'
import { RuleShape } from './rule-shape.ts'

/**
 * An alert rule as people write it: in a file, in the form of the desk, over REST. Written values are counts, ratios,
 * seconds or per cent, as in the thresholds of boards; `compileRule` converts them. Unknown keys, unknown metrics and
 * limits that contradict each other are errors.
 */
export const RuleDocument = RuleShape.check(({ value, issues }) => {
  for (const { path, message } of contradictionsOf(value))
    issues.push({ code: 'custom', input: value, path: [...path], message })
})
export type RuleDocument = z.infer<typeof RuleDocument>
