import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'

const run = promisify(execFile)

/** A real Chromium of an earlier year, as a package of the npm registry holds it: a program for Linux on x64. */
export interface OldEngine {
  readonly version: number
  readonly package: string
  /** Of the package's file, as the registry states it. */
  readonly sha512: string
}

export const engines = [
  {
    version: 79,
    package: 'chrome-aws-lambda@2.0.2',
    sha512: 'Aqgq5F93eJARkO+O/wD+2bCCFOVQNfA329sdPNl8ib0gsRjS00bAgTc9f5Mvto7H7yDuBcy0V3xJQZwMvmILUg==',
  },
  {
    version: 85,
    package: 'chrome-aws-lambda@5.2.1',
    sha512: 'str1ip6pTu9TvCcQyQ/zdYLfQk+ugVVlLf7Gus6peR4PA6Mn3hZBt/eHwgIp/FJ+nY/BIY1jiCYcxpuDjHZWuw==',
  },
  {
    version: 102,
    package: '@sparticuz/chrome-aws-lambda@14.0.0',
    sha512: 'wV+gaKsLCV9abG1BFfuqQbptdxok6xMP5qFZJ+xZhOwWsVNL27Wgow/ad+Pfwc9GAbMZk7C/66Strw4q3K6AzA==',
  },
] as const satisfies readonly OldEngine[]

/** Not below `.cache`, which each run of the tests empties. */
const cache = new URL('../../../node_modules/.cache/old-browsers/', import.meta.url).pathname

/** Fetches an engine once and unpacks it. @throws Error saying why it cannot be had here */
export async function fetchEngine({ version, package: name, sha512 }: OldEngine): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`Chromium ${version} is a program for Linux on x64`)
  const program = join(cache, `chromium-${version}`)
  if (existsSync(program)) return program
  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'fetch-'))
  try {
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', work, name])
    const file = join(work, stdout.trim())
    const found = createHash('sha512')
      .update(await readFile(file))
      .digest('base64')
    if (found !== sha512) throw new Error(`${name} is not the file that it was`)
    await run('tar', ['xzf', file, '-C', work, 'package/bin/chromium.br'])
    const unpacked = join(work, 'chromium')
    await pipeline(
      createReadStream(join(work, 'package/bin/chromium.br')),
      createBrotliDecompress(),
      createWriteStream(unpacked),
    )
    await chmod(unpacked, 0o755)
    await rename(unpacked, program)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return program
}

/** A page of such an engine. It is driven by its own protocol: today's Playwright asks for what it does not know. */
export interface OldPage {
  readonly goto: (url: string) => Promise<void>
  /** The value of a script's expression, as JSON carries it. */
  readonly evaluate: (expression: string) => Promise<unknown>
  readonly screenshot: () => Promise<Buffer>
  /** Errors that nobody caught. */
  readonly errors: () => readonly string[]
  readonly close: () => Promise<void>
}

interface Reply {
  readonly id?: number
  readonly method?: string
  readonly result?: Record<string, unknown>
  readonly error?: { readonly message: string }
  readonly params?: {
    readonly exceptionDetails?: {
      readonly text: string
      readonly exception?: { readonly description?: string }
    }
  }
}

export async function openOldPage(program: string): Promise<OldPage> {
  const profile = await mkdtemp(join(tmpdir(), 'old-browser-'))
  const args = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--window-size=1920,1080']
  const child = spawn(
    program,
    [...args, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve()
    })
  })
  const [, , , toEngine, fromEngine] = child.stdio
  if (!(toEngine instanceof Writable) || !(fromEngine instanceof Readable))
    throw new Error('there is no pipe')
  const pipe: Writable = toEngine

  const errors: string[] = []
  const waiting = new Map<number, (reply: Reply) => void>()
  let loaded: () => void = () => undefined
  function received(reply: Reply): void {
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
    if (reply.method === 'Page.loadEventFired') loaded()
    const thrown = reply.method === 'Runtime.exceptionThrown' ? reply.params?.exceptionDetails : undefined
    if (thrown !== undefined) errors.push(thrown.exception?.description ?? thrown.text)
  }
  let rest = ''
  fromEngine.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0')
    rest = messages.pop() ?? ''
    for (const message of messages) received(JSON.parse(message) as Reply) // the engine's own protocol
  })
  let ids = 0
  async function ask(
    method: string,
    params: object = {},
    sessionId?: unknown,
  ): Promise<Record<string, unknown>> {
    const id = (ids += 1)
    const reply = await new Promise<Reply>((resolve, reject) => {
      waiting.set(id, resolve)
      void ended.then(() => {
        reject(new Error(`the engine ended before it answered ${method}`))
      })
      pipe.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
    waiting.delete(id)
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`)
    return reply.result ?? {}
  }
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await ask('Target.attachToTarget', { targetId, flatten: true })
  const askPage = (method: string, params?: object) => ask(method, params, sessionId)
  await askPage('Page.enable')
  await askPage('Runtime.enable')
  return {
    async goto(url) {
      const isLoaded = new Promise<void>((resolve) => (loaded = resolve))
      await askPage('Page.navigate', { url })
      await isLoaded
    },
    async evaluate(expression) {
      const { result } = await askPage('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      })
      return (result as { readonly value?: unknown } | undefined)?.value
    },
    async screenshot() {
      const { data } = await askPage('Page.captureScreenshot')
      return Buffer.from(String(data), 'base64')
    },
    errors: () => errors,
    async close() {
      child.kill()
      await ended
      // Its helper processes end a moment later, and write into the profile until then.
      await rm(profile, { recursive: true, force: true, maxRetries: 50, retryDelay: 10 })
    },
  }
}
