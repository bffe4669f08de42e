import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { testFiles } from './test-files.ts'

const root = new URL('../../..', import.meta.url).pathname

const tagsIn = (text: string): string[] => [...text.matchAll(/\[(R\d+)\]/g)].map(([, tag = '']) => tag)
const unique = (tags: readonly string[]): string[] => [...new Set(tags)].sort()

describe('docs/relay-protocol.md', () => {
  it('has a test for each rule, and a rule for each test that names one', () => {
    const rules = unique(tagsIn(readFileSync(`${root}docs/relay-protocol.md`, 'utf8')))
    const files = ['packages', 'apps'].flatMap((folder) => testFiles(`${root}${folder}`))
    const titles = files.flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/(?:it|test)(?:\.each\([^]*?\]\))?\(\s*(['`].*)/g)].map(
        ([, title = '']) => title,
      ),
    )
    expect(rules.length).toBeGreaterThan(10)
    expect(unique(titles.flatMap(tagsIn))).toEqual(rules)
  })
})
