import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { agentMethods, supervisorMethods, type MethodDefinition } from '../src/index.ts'

/** The endpoints of Five9's newest sample pack: role, name, verb and path, one a line. */
const endpoints = readFileSync(new URL('facts/endpoints.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n')

const tables: readonly (readonly [string, Readonly<Record<string, MethodDefinition>>])[] = [
  ['supervisor', supervisorMethods],
  ['agent', agentMethods],
]

describe('the methods', () => {
  it('define every endpoint of the list under its name', () => {
    const defined = new Set(
      tables.flatMap(([role, methods]) =>
        Object.entries(methods).map(
          ([name, { http, path }]) => `${role} ${name} ${http} ${path.replace(/\?.*$/, '')}`,
        ),
      ),
    )
    expect(endpoints.length).toBeGreaterThan(370)
    expect(endpoints.filter((endpoint) => !defined.has(endpoint))).toEqual([])
  })

  it('lie below the service of their role, or in the cloud', () => {
    for (const [, methods] of tables)
      for (const [name, { path }] of Object.entries(methods))
        expect(path, name).toMatch(/^(?:\/[a-z]+|\{cloudClientUrl\}\/)/)
  })
})
