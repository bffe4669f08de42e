import { describe, expect, it } from 'vitest'
import { diffRules } from './rule-diff.ts'
import { maxRuleFileBytes, readRuleFile } from './rule-file.ts'

const rule = (key: string, more: object = {}) => ({
  ...{ version: 1, key, name: `Rule ${key}`, of: { queues: 'all' }, metric: 'callsInQueue' },
  ...{ when: 'above', warn: 3, ...more },
})
const read = (document: unknown) => readRuleFile(JSON.stringify(document))
const rulesOf = (document: unknown) => {
  const result = read(document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.rules
}
const problemsOf = (text: string): string[] => {
  const result = readRuleFile(text)
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe(readRuleFile, () => {
  it('takes a file, a list of rules, or one rule', () => {
    const rules = [rule('a'), rule('b')]
    const keys = [{ rules, $schema: 'x' }, rules, rule('c'), { rules: [] }].map((file) =>
      rulesOf(file).map(({ key }) => key),
    )
    expect(keys).toEqual([['a', 'b'], ['a', 'b'], ['c'], []])
  })

  it('says where text is no JSON', () => {
    expect(problemsOf('{\n  "rules" []\n}')).toEqual([
      expect.stringMatching(/^line 2, column 11: is not JSON: /),
    ])
    expect(problemsOf('{"rules": [,]}')).toEqual([expect.stringContaining('is not JSON: Unexpected token')])
    expect(problemsOf('')).toEqual([expect.stringContaining('is not JSON')])
    expect(problemsOf('3')).toEqual([': must be an object with the list "rules"'])
  })

  it('lists all problems of all rules, and keys that are there twice', () => {
    const rules = [rule('a', { metric: 'x' }), rule('b', { limit: 3 }), rule('b')]
    expect(problemsOf(JSON.stringify({ rules, extra: 1 }))).toEqual(['extra: there is no such field'])
    expect(problemsOf(JSON.stringify({ rules }))).toEqual([
      expect.stringMatching(/^rules\[0\]\.metric: there is no metric "x"/),
      'rules[1].limit: there is no such field',
      'rules[2].key: another rule has the key "b"',
    ])
    expect(problemsOf(JSON.stringify([rule('a'), rule('a')]))).toEqual([
      '[1].key: another rule has the key "a"',
    ])
  })

  it('refuses five megabytes of rules before it reads them, and more rules than a domain may have', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => rule(`r${index}`))
    expect(problemsOf(JSON.stringify(many))).toEqual([': has 1001 rules, at most 1000 are possible'])
    expect(problemsOf(JSON.stringify({ rules: many }))).toEqual(['rules: must have at most 1000 entries'])
    expect(problemsOf(' '.repeat(5_000_000))).toEqual([
      `: has 5000000 characters, at most ${maxRuleFileBytes} are read`,
    ])
  })

  it('counts problems beyond the first fifty', () => {
    const many = Array.from({ length: 80 }, (_, index) => rule(`r${index}`, { warn: -1 }))
    expect(problemsOf(JSON.stringify(many)).slice(49)).toEqual([
      '[49].warn: must be at least 0',
      ': has 30 more problems',
    ])
  })
})

describe(diffRules, () => {
  const known = (document: unknown) => rulesOf(document).map((each) => ({ key: each.key, rule: each }))

  it('finds what is added, changed and not in the file, by key', () => {
    const before = known([rule('a'), rule('b', { critical: 9 }), rule('c')])
    const result = diffRules(before, rulesOf([rule('d'), rule('b', { warn: 4, onDelay: 5 }), rule('a')]))
    expect(result).toMatchObject({ added: [{ key: 'd' }], others: [{ key: 'c' }], unchanged: 1 })
    expect(result.changed.map(({ after, fields }) => [after.key, fields])).toEqual([
      [
        'b',
        [
          { path: 'warn', before: 3, after: 4 },
          { path: 'critical', before: 9, after: undefined },
          { path: 'onDelay', before: undefined, after: 5 },
        ],
      ],
    ])
  })

  it('ignores the order of keys, and replaces a rule that cannot be read', () => {
    const reordered = Object.fromEntries(Object.entries(rule('a')).reverse())
    expect(diffRules(known([rule('a')]), rulesOf([reordered]))).toMatchObject({ changed: [], unchanged: 1 })
    const unreadable = [{ key: 'a', rule: undefined }]
    expect(diffRules(unreadable, rulesOf([rule('a')])).changed[0]?.fields.length).toBeGreaterThan(3)
  })
})
