import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runRules } from './run-rules.ts'

const folder = mkdtempSync(join(tmpdir(), 'rules-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const rule = (key: string, more: object = {}) => ({
  ...{ version: 1, key, name: `Rule ${key}`, of: { queues: 'all' }, metric: 'callsInQueue' },
  ...{ when: 'above', warn: 3, ...more },
})

/** Writes a rule file. */
function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

async function runCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const out: string[] = []
  const errors: string[] = []
  const code = await runRules(args, {
    env,
    print: (line) => out.push(line.replaceAll(`${folder}/`, '')),
    printError: (line) => errors.push(...line.replaceAll(`${folder}/`, '').split('\n')),
  })
  return { code, out, errors }
}

describe(runRules, () => {
  it('lints files, and reports the problems of all of them', async () => {
    const [good, bad] = [
      file('good.json', { rules: [rule('a')] }),
      file('bad.json', [rule('b', { limit: 1 })]),
    ]
    expect(await runCommand(['lint', good])).toEqual({
      ...{ code: 0, out: ['good.json: 1 rule, nothing to correct'], errors: [] },
    })
    expect(await runCommand(['lint', bad, good, join(folder, 'none.json')])).toEqual({
      ...{ code: 1, out: ['good.json: 1 rule, nothing to correct'] },
      errors: ['bad.json: [0].limit: there is no such field', 'none.json: there is no such file'],
    })
  })

  it('refuses a file of five megabytes by its size', async () => {
    const { code, errors } = await runCommand(['lint', file('large.json', ' '.repeat(5_000_000))])
    expect([code, errors]).toEqual([1, ['large.json: has 5000000 bytes, at most 2000000 are read']])
  })

  it('compares two files', async () => {
    const before = file('before.json', [rule('a'), rule('b'), rule('c')])
    const after = file('after.json', [rule('a'), rule('b', { warn: 5 }), rule('d')])
    expect(await runCommand(['diff', after, '--against', before])).toEqual({
      ...{ code: 0, errors: [] },
      out: [
        ...['+ d (Rule d)', '~ b (Rule b)', '    warn: 3 → 5', '- c (Rule c)'],
        '1 to add, 1 to change, 1 to remove, 1 as in the file',
      ],
    })
    expect((await runCommand(['diff', after, '--against', after])).out).toEqual([
      'no differences: 3 rules as in the file',
    ])
  })

  it('says what is wrong with its arguments', async () => {
    const errorsOf = async (...args: string[]) => (await runCommand(args)).errors.join(' ')
    expect(await errorsOf('check', 'x')).toBe('there is no command "check": lint, diff or apply')
    expect(await errorsOf('lint')).toBe('name a file: npm run rules -- lint FILE')
    expect(await errorsOf('apply', 'a', 'b')).toBe('name exactly one file: npm run rules -- apply FILE')
    expect(await errorsOf('diff', 'a', '--verbose')).toContain("Unknown option '--verbose'")
    expect(await errorsOf('diff', 'a', '--server', 'nowhere')).toContain('is no address of a wallboard')
    expect(await errorsOf('apply', file('one.json', [rule('a')]))).toContain('set WALLBOARD_USERNAME and')
    expect((await runCommand([])).out.join('')).toContain('npm run rules -- lint FILE')
  })

  it('says that it cannot reach a wallboard, and saves nothing of a file with a problem', async () => {
    const env = {
      WALLBOARD_USERNAME: 'ada',
      WALLBOARD_PASSWORD: 'secret',
      WALLBOARD_URL: 'http://127.0.0.1:9',
    }
    const bad = file('bad.json', [rule('a'), rule('b', { limit: 1 })])
    expect((await runCommand(['apply', bad], env)).errors).toEqual([
      'bad.json: [1].limit: there is no such field',
    ])
    expect((await runCommand(['apply', file('one.json', [rule('a')])], env)).errors).toEqual([
      expect.stringContaining('cannot reach the wallboard at http://127.0.0.1:9'),
    ])
  })
})
