import { z } from 'zod/mini'
import { maxRules } from '../rule/rule-shape.ts'
import { RuleDocument } from '../rule/rule.ts'
import { problemsOfRule, readEnvelope, type RuleProblem } from './rule-problems.ts'

/** A rule file: rules as people keep them in git. A file may also hold one rule alone, or a list of rules. */
export const RuleFile = z.strictObject({
  $schema: z.optional(z.string().check(z.maxLength(200))),
  rules: z.array(RuleDocument).check(z.maxLength(maxRules)),
})

/** A rule file is read up to this size: all rules of a domain take far less. */
export const maxRuleFileBytes = 2_000_000

/** Problems of a file beyond this number are counted, not listed. */
const maxProblems = 50

export type RuleFileResult =
  | { readonly ok: true; readonly rules: readonly RuleDocument[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] }

/** Where JSON ends to be valid, as line and column; undefined where the message does not tell. */
function placeOf(message: string, text: string): string {
  const position = /position (\d+)/.exec(message)?.[1]
  if (position === undefined) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return `line ${before.length}, column ${(before[before.length - 1]?.length ?? 0) + 1}`
}

function parseJson(
  text: string,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: RuleProblem } {
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, problem: { path: placeOf(message, text), message: `is not JSON: ${message}` } }
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** The rules of a document with the path to each. */
function rulesIn(
  document: unknown,
):
  | { readonly ok: true; readonly rules: readonly (readonly [path: readonly PropertyKey[], rule: unknown])[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] } {
  if (Array.isArray(document)) {
    if (document.length > maxRules)
      return {
        ok: false,
        problems: [{ path: '', message: `has ${document.length} rules, at most ${maxRules} are possible` }],
      }
    return { ok: true, rules: document.map((rule, index) => [[index], rule] as const) }
  }
  if (!isObject(document))
    return { ok: false, problems: [{ path: '', message: 'must be an object with the list "rules"' }] }
  if ('key' in document && !('rules' in document)) return { ok: true, rules: [[[], document]] }
  const envelope = readEnvelope(document)
  if (!envelope.ok) return envelope
  return { ok: true, rules: envelope.rules.map((rule, index) => [['rules', index], rule] as const) }
}

function duplicateKeys(
  rules: readonly (readonly [path: readonly PropertyKey[], rule: unknown])[],
): readonly RuleProblem[] {
  const seen = new Set<unknown>()
  return rules.flatMap(([path, rule]) => {
    if (!isObject(rule) || !('key' in rule) || typeof rule.key !== 'string') return []
    const { key } = rule
    if (seen.has(key)) return [{ path: `${pathOf(path)}key`, message: `another rule has the key "${key}"` }]
    seen.add(key)
    return []
  })
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? '' : path.length === 1 ? `[${String(path[0])}].` : `rules[${String(path[1])}].`

function capped(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  if (problems.length <= maxProblems) return problems
  const more = { path: '', message: `has ${problems.length - maxProblems} more problems` }
  return [...problems.slice(0, maxProblems), more]
}

/** Reads a rule file, or says all that does not fit in it. */
export function readRuleFile(text: string): RuleFileResult {
  if (text.length > maxRuleFileBytes) {
    const message = `has ${text.length} characters, at most ${maxRuleFileBytes} are read`
    return { ok: false, problems: [{ path: '', message }] }
  }
  const json = parseJson(text)
  if (!json.ok) return { ok: false, problems: [json.problem] }
  const found = rulesIn(json.value)
  if (!found.ok) return found
  const problems = [
    ...found.rules.flatMap(([path, rule]) => problemsOfRule(rule, path)),
    ...duplicateKeys(found.rules),
  ]
  if (problems.length > 0) return { ok: false, problems: capped(problems) }
  return { ok: true, rules: found.rules.map(([, rule]) => RuleDocument.parse(rule)) }
}
