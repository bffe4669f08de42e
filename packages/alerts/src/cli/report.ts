import type { FieldChange, KnownRule, RuleDifference } from '../files/rule-diff.ts'
import type { RuleProblem } from '../files/rule-problems.ts'

/* What the command line prints. */

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** One line for each problem: file, place, reason. */
export const problemLines = (file: string, problems: readonly RuleProblem[]): readonly string[] =>
  problems.map(({ path, message }) => (path === '' ? `${file}: ${message}` : `${file}: ${path}: ${message}`))

export const lintLine = (file: string, rules: number): string =>
  `${file}: ${counted(rules, 'rule')}, nothing to correct`

const written = (value: unknown): string => (value === undefined ? 'default' : JSON.stringify(value))

const fieldLine = ({ path, before, after }: FieldChange): string =>
  `    ${path}: ${written(before)} → ${written(after)}`

/** What an apply changes: `+` added, `~` changed with its fields, `-` removed or left alone. */
export function differenceLines(
  { added, changed, others, unchanged }: RuleDifference<KnownRule & { readonly name: string }>,
  removes: boolean,
): readonly string[] {
  const lines = [
    ...added.map(({ key, name }) => `+ ${key} (${name})`),
    ...changed.flatMap(({ after, fields }) => [`~ ${after.key} (${after.name})`, ...fields.map(fieldLine)]),
    ...others.map(({ key, name }) =>
      removes ? `- ${key} (${name})` : `  ${key} (${name}) is not in the file and stays: --remove removes it`,
    ),
  ]
  return [...lines, summaryLine(added.length, changed.length, removes ? others.length : 0, unchanged)]
}

function summaryLine(added: number, changed: number, removed: number, unchanged: number): string {
  if (added + changed + removed === 0) return `no differences: ${counted(unchanged, 'rule')} as in the file`
  return `${added} to add, ${changed} to change, ${removed} to remove, ${unchanged} as in the file`
}
