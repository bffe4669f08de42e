import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { codeBlocksOf } from '../../../.config/examples.ts'
import { referencePage } from './reference.ts'

const root = new URL('../../../', import.meta.url).pathname
const pageOf = (name: string) => `${root}docs/${name}`

describe('docs/five9-reference.md', () => {
  it('matches the definitions', async () => {
    const path = pageOf('five9-reference.md')
    const options = await resolveConfig(path)
    const page = await format(referencePage(), { ...options, parser: 'markdown' })
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, page)
    expect(readFileSync(path, 'utf8'), 'run npm run docs').toBe(page)
  })
})

describe('docs/five9.md', () => {
  it('begins with the first example of the package README', () => {
    const [example] = codeBlocksOf('packages/five9/README.md').filter(({ language }) => language === 'ts')
    const [copy] = codeBlocksOf('docs/five9.md')
    if (example === undefined || copy === undefined) throw new Error('a document has no example')
    if (process.env.UPDATE_DOCS === '1') {
      const text = readFileSync(pageOf('five9.md'), 'utf8')
      writeFileSync(
        pageOf('five9.md'),
        text.replace(copy.text, () => example.text),
      )
    }
    const [now] = codeBlocksOf('docs/five9.md')
    expect(now?.text, 'run npm run docs').toBe(example.text)
  })
})
