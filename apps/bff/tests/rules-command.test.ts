import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runRules } from '@wallboard/alerts/cli'
import { afterAll, describe, expect, it } from 'vitest'
import { signIn, start, user } from './bff-fixture.ts'
import { call } from './display-fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'rules-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const rule = (key: string, more: object = {}) => ({
  ...{ version: 1, key, name: `Rule ${key}`, of: { queues: 'all' }, metric: 'callsInQueue' },
  ...{ when: 'above', warn: 3, ...more },
})

function file(name: string, rules: readonly object[]): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ rules }))
  return path
}

describe('npm run rules at a running wallboard', () => {
  it('shows differences, applies all or none, and writes versions', async () => {
    const { service } = await start({ speed: 1 })
    const env = {
      ...{ WALLBOARD_URL: service.url, WALLBOARD_USERNAME: user.username },
      WALLBOARD_PASSWORD: user.password,
    }
    const run = async (args: readonly string[], changes: Readonly<Record<string, string>> = {}) => {
      const lines: string[] = []
      const print = (line: string) => lines.push(line)
      const code = await runRules(args, { env: { ...env, ...changes }, print, printError: print })
      return { code, lines }
    }
    const { cookie } = await signIn(service)
    const list = async () => {
      const reply = await call(service, 'GET', '/api/alerts/rules', cookie)
      return (JSON.parse(reply.text) as readonly { id: string; key: string; revision: number }[]).map(
        ({ id, key, revision }) => ({ id, text: `${key} ${revision}` }),
      )
    }
    const texts = async () => (await list()).map(({ text }) => text)

    // Enough rules that the request is larger than others may be.
    const many = Array.from({ length: 400 }, (_, index) => rule(`many-${index}`, { name: 'Many' }))
    expect(await run(['apply', file('many.json', many)])).toMatchObject({ code: 0 })
    expect(await list()).toHaveLength(400)
    const first = file('first.json', [rule('a'), rule('b')])
    expect(await run(['apply', first, '--remove'])).toMatchObject({ code: 0 })
    expect(await texts()).toEqual(['a 1', 'b 1'])

    const second = file('second.json', [rule('b', { warn: 9 }), rule('c')])
    const diff = await run(['diff', second])
    expect(diff.lines).toEqual([
      ...['+ c (Rule c)', '~ b (Rule b)', '    warn: 3 → 9'],
      '  a (Rule a) is not in the file and stays: --remove removes it',
      '1 to add, 1 to change, 0 to remove, 0 as in the file',
    ])
    expect(await texts()).toEqual(['a 1', 'b 1'])
    expect((await run(['apply', second])).lines.at(-1)).toBe(`saved at ${new URL(service.url).origin}`)
    expect(await texts()).toEqual(['a 1', 'b 2', 'c 1'])
    expect((await run(['apply', second])).lines.at(-1)).toBe('no differences: 2 rules as in the file')

    // One change that comes too late: none is made.
    const [a, b] = await list()
    const changes = {
      create: [rule('d')],
      change: [{ id: b?.id, revision: 1, rule: rule('b') }],
      remove: [{ id: a?.id, revision: 1 }],
    }
    const late = await call(service, 'POST', '/api/alerts/rules/apply', cookie, changes)
    expect([late.status, JSON.parse(late.text)]).toEqual([
      409,
      { error: expect.objectContaining({ code: 'rule-conflict' }) as unknown },
    ])
    const bad = { ...changes, change: [], create: [rule('d'), rule('e', { limit: 3 })] }
    expect((await call(service, 'POST', '/api/alerts/rules/apply', cookie, bad)).status).toBe(400)
    const taken = { create: [rule('d'), rule('b')], change: [], remove: [] }
    expect((await call(service, 'POST', '/api/alerts/rules/apply', cookie, taken)).status).toBe(409)
    expect(await texts()).toEqual(['a 1', 'b 2', 'c 1'])

    const versions = await call(service, 'GET', `/api/alerts/rules/${b?.id}/versions`, cookie)
    expect(JSON.parse(versions.text)).toMatchObject([
      { revision: 2, by: user.username, change: 'changed', rule: { warn: 9 } },
      { revision: 1, by: user.username, change: 'created', rule: { warn: 3 } },
    ])
    expect(await run(['diff', second], { WALLBOARD_PASSWORD: 'wrong' })).toEqual({
      ...{ code: 1, lines: ['Five9 refused the username or the password'] },
    })
    const schema = await call(service, 'GET', '/api/alerts/rules/schema', '')
    expect(JSON.parse(schema.text)).toMatchObject({ type: 'object', required: ['rules'] })
  })
})
