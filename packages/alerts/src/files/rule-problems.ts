import { z } from 'zod/mini'
import { maxRules } from '../rule/rule-shape.ts'
import { RuleDocument } from '../rule/rule.ts'

/** Something in a rule or a rule file that does not fit. */
export interface RuleProblem {
  /** The place, such as `hours[0].from`; empty for the whole. */
  readonly path: string
  readonly message: string
}

type Issue = z.core.$ZodIssue

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')

const quoted = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ')

const nouns: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
])

/** What a size counts: one, and several. */
const sizes: ReadonlyMap<string, readonly [one: string, several: string]> = new Map([
  ['string', ['character', 'characters']],
  ['array', ['entry', 'entries']],
])

function bound(side: 'at least' | 'at most', limit: number | bigint, origin: string): string {
  const size = sizes.get(origin)
  return size === undefined
    ? `be ${side} ${limit}`
    : `have ${side} ${limit} ${size[Number(limit) === 1 ? 0 : 1]}`
}

function messageOf(
  issue: Exclude<Issue, z.core.$ZodIssueInvalidUnion | z.core.$ZodIssueUnrecognizedKeys>,
): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${nouns.get(issue.expected) ?? issue.expected}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be one of ${quoted(issue.values)}`
    case 'too_small':
      return `must ${bound('at least', issue.minimum, issue.origin)}`
    case 'too_big':
      return `must ${bound('at most', issue.maximum, issue.origin)}`
    case 'invalid_format':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'custom':
      return issue.message
  }
}

/** The branch of a union that the input was probably meant to be: the one with the fewest keys that do not fit. */
function closestBranch({ errors }: z.core.$ZodIssueInvalidUnion): readonly Issue[] {
  const cost = (issues: readonly Issue[]) =>
    issues.reduce(
      (sum, issue) => sum + (issue.code === 'unrecognized_keys' ? 10 * issue.keys.length : 1),
      0,
    ) +
    // A branch of another type altogether is the last that was meant.
    (issues.some(({ path }) => path.length === 0) ? 5 : 0)
  const [closest = []] = [...errors].sort((a, b) => cost(a) - cost(b))
  return closest
}

function problemsOfIssue(issue: Issue, at: readonly PropertyKey[]): readonly RuleProblem[] {
  const path = [...at, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathText([...path, key]), message: 'there is no such field' }))
  if (issue.code === 'invalid_union') {
    const branch = closestBranch(issue)
    if (branch.length > 0) return branch.flatMap((each) => problemsOfIssue(each, path))
    return [{ path: pathText(path), message: issue.input === undefined ? 'is missing' : 'does not fit' }]
  }
  return [{ path: pathText(path), message: messageOf(issue) }]
}

/** What does not fit in a rule, in words; empty for a rule that can be evaluated. */
export function problemsOfRule(rule: unknown, at: readonly PropertyKey[] = []): readonly RuleProblem[] {
  const { error } = RuleDocument.safeParse(rule, { reportInput: true })
  return error === undefined ? [] : error.issues.flatMap((issue) => problemsOfIssue(issue, at))
}

/** The envelope of a rule file. */
const FileShape = z.strictObject({
  $schema: z.optional(z.string().check(z.maxLength(200))),
  rules: z.array(z.unknown()).check(z.maxLength(maxRules)),
})

/** What does not fit around the rules of a file, and the rules. */
export function readEnvelope(
  document: unknown,
):
  | { readonly ok: true; readonly rules: readonly unknown[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] } {
  const parsed = FileShape.safeParse(document, { reportInput: true })
  if (parsed.success) return { ok: true, rules: parsed.data.rules }
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOfIssue(issue, [])) }
}
