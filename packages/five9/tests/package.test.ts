import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { createSimulator, type Simulator } from '@wallboard/simulator'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeBlocksOf, startNode, type RunningProgram } from '../../../.config/examples.ts'
import { createFive9Client } from '../src/index.ts'
import { commonJsOf, moduleOf } from './example-forms.ts'
import { installPackage, type InstalledPackage } from './installed-package.ts'

const run = promisify(execFile)
const root = new URL('../../..', import.meta.url).pathname
const demo = { username: 'demo@wallboard.test', password: 'demo' }

let installed: InstalledPackage | undefined
beforeAll(async () => {
  installed = await installPackage()
  await mkdir(join(installed.folder, 'run'))
}, 180_000)
afterAll(() => installed?.remove())

/** The folder of the program that the package is installed in. */
function programFolder(): string {
  if (installed === undefined) throw new Error('the package is not installed')
  return installed.folder
}

const domain = () => createSimulator({ queues: 3, agents: 12, speed: 30, load: 3 })

async function withDomain(use: (simulator: Simulator) => Promise<void>): Promise<void> {
  const simulator = await domain()
  try {
    await use(simulator)
  } finally {
    await simulator.close()
  }
}

/** What a person who follows a document sees. `Stop` ends a program that runs until Ctrl-C. */
type Watch = (program: RunningProgram, simulator: Simulator) => Promise<void>

const queueNames: Watch = async ({ printed }, simulator) => {
  for (const { id, name } of simulator.truth().queues) await printed(new RegExp(`${id} ${name}`))
}

const changesOfQueues: Watch = async ({ printed }, simulator) => {
  for (const { name } of simulator.truth().queues) await printed(new RegExp(`added ${name} \\d+`))
  await printed(/updated .+ \d+/)
  const id = simulator.addQueue('Returns')
  // The row may arrive before or after the name.
  await printed(new RegExp(`added (Returns|${id}) `))
  simulator.removeQueue(id)
  await printed(new RegExp(`removed (Returns|${id})`))
}

const alerts: Watch = ({ printed }) => printed(/ALERT .+: callsInQueue increased from \d+ to \d+/)

/** The code blocks of the documents of the client, in their order. */
const documented: Readonly<Record<string, readonly Watch[]>> = {
  'packages/five9/README.md': [changesOfQueues, alerts, queueNames],
  'docs/five9.md': [
    changesOfQueues,
    ({ printed }) => printed(/"dataSource":"ACD_STATUS"/),
    queueNames,
    async ({ printed }) => {
      await printed(/connected[^]*5000 with \d+ sources/)
      await printed(/press Ctrl-C/)
    },
  ],
}

const examples = Object.entries(documented).flatMap(([page, watches]) => {
  const blocks = codeBlocksOf(page).filter(({ language }) => language === 'ts' || language === 'js')
  return blocks.map((block, index) => ({ ...block, watch: watches[index] }))
})

const isScript = (text: string) => text.includes('require(')

/** docs/five9.md begins with the first example of the README, which runs once. */
const distinct = examples.filter(
  ({ text }, index) => examples.findIndex((example) => example.text === text) === index,
)

/** The forms of an example that run: as written for CommonJS, else both. */
const forms = distinct.flatMap(({ page, line, text, watch }) =>
  (isScript(text) ? (['cjs'] as const) : (['mjs', 'cjs'] as const)).map((form) => ({
    name: `${page.replaceAll('/', '-')}-${line}.${form}`,
    program: isScript(text) ? text : form === 'mjs' ? moduleOf(text) : commonJsOf(text),
    runsUntilStopped: text.includes("'SIGINT'"),
    watch,
  })),
)

/** Shell blocks that run the command line. */
const commands = Object.keys(documented)
  .flatMap(codeBlocksOf)
  .filter(({ language, text }) => language === 'sh' && text.includes('npx five9'))

describe('the installed package', () => {
  it('has every documented example', () => {
    for (const [page, { length }] of Object.entries(documented))
      expect(
        examples.filter((example) => example.page === page),
        page,
      ).toHaveLength(length)
  })

  it.each(forms)('runs the example $name', async ({ name, program, runsUntilStopped, watch }) => {
    const file = join(programFolder(), 'run', name)
    await writeFile(file, program)
    await withDomain(async (simulator) => {
      const environment = {
        FIVE9_LOGIN_URL: simulator.loginUrl,
        FIVE9_USERNAME: demo.username,
        FIVE9_PASSWORD: demo.password,
      }
      const running = startNode([file], { cwd: programFolder(), environment })
      await watch?.(running, simulator)
      if (runsUntilStopped) running.signal('SIGINT')
      const { code, output } = await running.ended
      expect(code, output).toBe(0)
      expect(output).not.toContain('Warning')
      const client = createFive9Client({ loginUrl: simulator.loginUrl, credentials: demo })
      await client.signIn()
      expect(await client.startSession('supervisor'), 'the example ended its session').toEqual({
        wasRunning: false,
      })
    })
  })

  it.each(commands)(
    'runs the commands of $page, line $line',
    async ({ text }) => {
      const simulator = await createSimulator({
        queues: 3,
        agents: 12,
        speed: 30,
        load: 3,
        username: 'supervisor@example.com',
        password: 'secret',
      })
      const folder = await mkdtemp(join(programFolder(), 'commands-'))
      try {
        // As npx does it, but faster. Commands that run until Ctrl-C end after two seconds.
        const npx = 'npx() { "$PROGRAMS/$1" "${@:2}"; }'
        const limited = text.replaceAll(/ five9 (?:watch|record \S+)(?=\s+(?:#|$))/gm, '$& --for 2')
        const { stdout } = await run('bash', ['--norc', '-c', `set -e -o pipefail\n${npx}\n${limited}`], {
          cwd: folder,
          env: {
            PATH: process.env.PATH,
            PROGRAMS: join(programFolder(), 'node_modules/.bin'),
            FIVE9_LOGIN_URL: simulator.loginUrl,
            FIVE9_USERNAME: 'supervisor@example.com',
            FIVE9_PASSWORD: 'secret',
          },
          timeout: 60_000,
        })
        for (const { id, name } of simulator.truth().queues) expect(stdout).toContain(`${id}\t${name}`)
        expect(stdout).toMatch(/live ·/)
      } finally {
        await simulator.close()
      }
    },
    60_000,
  )

  it('compiles every example under strict TypeScript, without skipping declarations', async () => {
    const folder = programFolder()
    const sources = join(folder, 'strict')
    await mkdir(sources)
    for (const { page, line, text } of examples)
      await writeFile(
        join(sources, `${page.replaceAll('/', '-')}-${line}.${isScript(text) ? 'cjs' : 'ts'}`),
        text,
      )
    await writeFile(
      join(sources, 'common.cts'),
      [
        "import { createFive9Client, type Five9Client } from '@wallboard/five9'",
        "import { createQueueStatistics } from '@wallboard/five9/statistics'",
        "import { parseFrame } from '@wallboard/five9/events'",
        "import { DataSource } from '@wallboard/five9/identifiers'",
        "const client: Five9Client = createFive9Client({ credentials: { accessToken: 'x' }, region: 'US' })",
        'export { client, createQueueStatistics, parseFrame, DataSource }',
      ].join('\n'),
    )
    const compilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      module: 'nodenext',
      target: 'es2023',
      types: ['node'],
      allowJs: true,
      checkJs: true,
    }
    await writeFile(join(sources, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*'] }))
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    const { stdout } = await run(process.execPath, [compiler, '-p', sources]).catch((error: unknown) =>
      isFailure(error) ? error : Promise.reject(error as Error),
    )
    expect(stdout).toBe('')
  }, 120_000)

  it('runs the command line', async () => {
    await withDomain(async (simulator) => {
      const { stdout } = await run(join(programFolder(), 'node_modules/.bin/five9'), ['queues'], {
        env: {
          PATH: process.env.PATH,
          FIVE9_LOGIN_URL: simulator.loginUrl,
          FIVE9_USERNAME: demo.username,
          FIVE9_PASSWORD: demo.password,
        },
      })
      expect(stdout).toBe(
        simulator
          .truth()
          .queues.map(({ id, name }) => `${id}\t${name}\n`)
          .join(''),
      )
    })
  })

  it('depends on zod, ws and the cookie jar only, and holds no source', async () => {
    const folder = join(programFolder(), 'node_modules/@wallboard/five9')
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      object
    >
    expect(Object.keys(manifest['dependencies'] ?? {}).sort()).toEqual(['tough-cookie', 'ws', 'zod'])
    expect(manifest).not.toHaveProperty('private')
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|\.\/src\//)
    for (const file of ['README.md', 'LICENSE', 'dist/index.d.ts'])
      expect(await readFile(join(folder, file), 'utf8'), file).not.toBe('')
  })
})

/** What tsc prints when it fails. */
const isFailure = (error: unknown): error is { readonly stdout: string } =>
  error instanceof Error && 'stdout' in error && typeof error.stdout === 'string'

/** The minified size of a program with one import, and the packages in it. */
async function bundleOf(program: string): Promise<{ readonly bytes: number; readonly modules: string[] }> {
  const entry = join(programFolder(), 'run', 'bundle.mjs')
  await writeFile(entry, program)
  const built = await build({
    configFile: false,
    root: programFolder(),
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: entry, write: false, minify: true, target: 'node20' },
  })
  if (Array.isArray(built) || !('output' in built)) throw new Error('the bundler gave no single output')
  const [chunk] = built.output
  return { bytes: gzipSync(chunk.code).length, modules: chunk.moduleIds }
}

describe('a bundle of one import', () => {
  it('contains no client and no zod when it takes the statistics only', async () => {
    const statistics = await bundleOf(
      "import { createQueueStatistics } from '@wallboard/five9/statistics'; console.log(createQueueStatistics())",
    )
    const client = await bundleOf(
      "import { createFive9Client } from '@wallboard/five9'; console.log(createFive9Client)",
    )
    const kib = (bytes: number) => `${(bytes / 1_024).toFixed(1)} KiB`
    process.stdout.write(
      `bundle of one import, minified and compressed: createQueueStatistics ${kib(statistics.bytes)}, createFive9Client ${kib(client.bytes)}\n`,
    )
    expect(
      statistics.modules.filter((id) =>
        /node_modules\/(?!@wallboard)|rest|socket/.test(id.split('node_modules/@wallboard').pop() ?? ''),
      ),
    ).toEqual([])
    expect(statistics.bytes).toBeLessThan(client.bytes / 4)
  }, 60_000)
})
