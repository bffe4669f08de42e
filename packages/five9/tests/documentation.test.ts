import { readFileSync, writeFileSync } from 'node:fs'
import { createSimulator } from '@wallboard/simulator'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { runFirstExample } from '../../../.config/run-example.ts'
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
  it('begins with an example that runs as it stands', async () => {
    const simulator = await createSimulator({ queues: 3, agents: 10 })
    try {
      const { code, output } = await runFirstExample('five9.md', 'packages/five9', {
        FIVE9_LOGIN_URL: simulator.loginUrl,
        FIVE9_USERNAME: 'demo@wallboard.test',
        FIVE9_PASSWORD: 'demo',
      })
      expect({ code, output }).toMatchObject({ code: 0 })
      for (const { name } of simulator.truth().queues) expect(output).toContain(name)
    } finally {
      await simulator.close()
    }
  })
})
