import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createSimulator } from '@wallboard/simulator'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { referencePage } from './reference.ts'

const root = new URL('../../../', import.meta.url).pathname
const pageOf = (name: string) => `${root}docs/${name}`

describe('docs/five9-reference.md', () => {
  it('is what the definitions say', async () => {
    const path = pageOf('five9-reference.md')
    const options = await resolveConfig(path)
    const page = await format(referencePage(), { ...options, parser: 'markdown' })
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, page)
    expect(readFileSync(path, 'utf8'), 'run npm run docs').toBe(page)
  })
})

describe('docs/five9.md', () => {
  it('begins with an example that runs as it stands', async () => {
    const [, example = ''] = /```ts\n([^]*?)```/.exec(readFileSync(pageOf('five9.md'), 'utf8')) ?? []
    expect(example).toContain('createFive9Client')
    const simulator = await createSimulator({ queues: 3, agents: 10 })
    const folder = await mkdtemp(join(root, 'packages/five9/tests/example-'))
    try {
      const file = join(folder, 'example.ts')
      await writeFile(file, example)
      const child = spawn(process.execPath, ['--import', 'tsx', file], {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          FIVE9_LOGIN_URL: simulator.loginUrl,
          FIVE9_USERNAME: 'demo@wallboard.test',
          FIVE9_PASSWORD: 'demo',
        },
      })
      let output = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (data: Buffer) => {
          output += data.toString()
        })
      const [code] = (await once(child, 'close')) as [number | null]
      expect({ code, output }).toMatchObject({ code: 0 })
      for (const { name } of simulator.truth().queues) expect(output).toContain(name)
    } finally {
      await rm(folder, { recursive: true, force: true })
      await simulator.close()
    }
  })
})
