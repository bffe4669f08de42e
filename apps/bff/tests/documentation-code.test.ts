import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeBlocksOf, documents, startNode } from '../../../.config/examples.ts'
import { commandsOf, problemsOf } from '../../../.config/shell-commands.ts'

const run = promisify(execFile)
const root = new URL('../../..', import.meta.url).pathname

const blocks = documents().flatMap(codeBlocksOf)
const inLanguage = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language))
const nameOf = ({ page, line }: { readonly page: string; readonly line: number }) =>
  `${page.replaceAll('/', '-')}-${line}.ts`

/** packages/five9/tests/package.test.ts runs these against the installed package. */
const documentsOfClient = ['packages/five9/README.md', 'docs/five9.md']

const examples = inLanguage('ts', 'js').filter(({ page }) => !documentsOfClient.includes(page))

/** What the examples print, in their order. */
const printed: Readonly<Record<string, readonly RegExp[]>> = {
  'docs/alerts.md': [/^valid\nforged$/m],
  'docs/relay-protocol.md': [/^apply$/m],
  'docs/simulator.md': [/http:\/\/127\.0\.0\.1:\d+\/appsvcs/],
  'docs/statistics.md': [/callsInQueue: 3/],
}

describe('code blocks of the documents', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(root, 'apps/bff/.example-'))
    for (const example of examples) writeFileSync(join(folder, nameOf(example)), example.text)
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('are in a language that a test checks', () => {
    const checked = ['ts', 'js', 'sh', 'json', 'nginx', '']
    expect(blocks.filter(({ language }) => !checked.includes(language))).toEqual([])
    expect(examples.map(({ page }) => page).sort()).toEqual(
      Object.entries(printed).flatMap(([page, patterns]) => patterns.map(() => page)),
    )
  })

  it.each(examples)('run: $page, line $line', async (example) => {
    const ofPage = examples.filter(({ page }) => page === example.page)
    const { code, output } = await startNode(['--import', 'tsx', join(folder, nameOf(example))], {
      cwd: root,
    }).ended
    const pattern = printed[example.page]?.[ofPage.indexOf(example)]
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(pattern ?? /^$/) as string })
  })

  it('compile under the rules of this repository', async () => {
    const project = join(folder, 'tsconfig.json')
    writeFileSync(
      project,
      JSON.stringify({
        extends: '../../../tsconfig.base.json',
        compilerOptions: { types: ['node'] },
        include: ['*.ts'],
      }),
    )
    const compiler = join(root, 'node_modules/typescript-native/bin/tsc')
    const problems = await run(process.execPath, [compiler, '-p', project, '--singleThreaded']).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error instanceof Error && 'stdout' in error ? error.stdout : error),
    )
    expect(problems).toBe('')
  }, 120_000)

  it.each(inLanguage('json'))('are JSON: $page, line $line', ({ text }) => {
    expect(JSON.parse(text)).toBeTypeOf('object')
  })

  it.each(inLanguage('sh'))('name commands that exist: $page, line $line', async ({ text }) => {
    await run('bash', ['--norc', '-n', '-c', text]) // rejects for a wrong syntax
    expect(commandsOf(text).flatMap(problemsOf)).toEqual([])
  })
})

describe(problemsOf, () => {
  it.each([
    ['npm run dance', /no script dance/],
    ['npm run bench -- --fast', /no option --fast/],
    ['npm install @wallboard/relay', /no package/],
    ['docker run wallboard', /not checked/],
  ])('finds what does not exist in %s', (command, problem) => {
    expect(problemsOf(command)).toEqual([expect.stringMatching(problem)])
  })
})
