import type { RuleDocument } from '../rule/rule.ts'

/** A field that differs; undefined where a rule does not state it. */
export interface FieldChange {
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** A rule that there is. `rule` is undefined for one that this version cannot read. */
export interface KnownRule {
  readonly key: string
  readonly rule: RuleDocument | undefined
}

/** How the rules of a file differ from those that there are, by their keys. */
export interface RuleDifference<Known extends KnownRule> {
  readonly added: readonly RuleDocument[]
  readonly changed: readonly {
    readonly before: Known
    readonly after: RuleDocument
    readonly fields: readonly FieldChange[]
  }[]
  /** Rules that the file does not have. */
  readonly others: readonly Known[]
  readonly unchanged: number
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same JSON, whatever the order of its keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isRecord(value)) return value === undefined ? 'undefined' : JSON.stringify(value)
  const parts = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${parts.join(',')}}`
}

/** The fields of two rules that differ, top to bottom; of lists the whole list. */
function changedFields(before: RuleDocument | undefined, after: RuleDocument): readonly FieldChange[] {
  const [from, to] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after))]
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((path) => {
    const change = { path, before: from.get(path) as unknown, after: to.get(path) as unknown }
    return canonical(change.before) === canonical(change.after) ? [] : [change]
  })
}

/** Compares the rules of a file with those that there are. */
export function diffRules<Known extends KnownRule>(
  known: readonly Known[],
  rules: readonly RuleDocument[],
): RuleDifference<Known> {
  const byKey = new Map(known.map((each) => [each.key, each]))
  const keys = new Set(rules.map(({ key }) => key))
  const changed = rules.flatMap((after) => {
    const before = byKey.get(after.key)
    const fields = before === undefined ? [] : changedFields(before.rule, after)
    return before === undefined || fields.length === 0 ? [] : [{ before, after, fields }]
  })
  const added = rules.filter(({ key }) => !byKey.has(key))
  return {
    ...{ added, changed },
    others: known.filter(({ key }) => !keys.has(key)),
    unchanged: rules.length - added.length - changed.length,
  }
}
