import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { z } from 'zod'
import playwrightConfig from '../../../../playwright.config.ts'
import { plantScript } from './chromium.ts'
import { releaseWithSection } from './releases.ts'

/**
 * A Chromium without a test runner's debugger. That debugger listens to all script errors, and for each the browser
 * parses the whole script again, which no wall screen does.
 */
export interface PlainChromium {
  /** Opens a page in a new browser context. Resolves to the number that its script reports. */
  readonly load: (page: PageLoad) => Promise<number>
  readonly close: () => Promise<void>
}

interface PageLoad {
  readonly url: string
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
  readonly width: number
  readonly height: number
  /** Factor by which the CPU is slowed down. */
  readonly throttle: number
  /** Runs in the page before its own scripts. It calls `report` with a number. */
  readonly script: string
}

const Reply = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})
const Context = z.object({ browserContextId: z.string() })
const Target = z.object({ targetId: z.string() })
const Session = z.object({ sessionId: z.string() })
const Reported = z.object({ result: z.object({ value: z.number() }) })

const loadWithinMs = 30_000
/** The browser answers with the reported number: nothing polls the page, which would take a part of its time. */
const reporting = 'globalThis.reported = new Promise((resolve) => { globalThis.report = resolve });'

/** Starts a Chromium that is controlled by the DevTools protocol over a pipe. */
export async function startPlainChromium(): Promise<PlainChromium> {
  const options = playwrightConfig.use?.launchOptions
  const profile = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const started = spawn(
    options?.executablePath ?? chromium.executablePath(),
    [...(options?.args ?? []), '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  )
  /** Ends the process group: Debian's program is a script that starts the browser. */
  const end = () => {
    if (started.pid !== undefined && started.exitCode === null && started.signalCode === null)
      process.kill(-started.pid, 'SIGKILL')
  }
  process.once('exit', end)
  const keep = releaseWithSection(end)
  const ended = once(started, 'exit')
  const [, , , toBrowser, fromBrowser] = started.stdio
  if (!(toBrowser instanceof Writable) || !(fromBrowser instanceof Readable))
    throw new Error('Chromium was started without the pipes of the DevTools protocol')

  const commands: Writable = toBrowser
  const waiting = new Map<number, (reply: z.infer<typeof Reply>) => void>()
  let unread = ''
  fromBrowser.setEncoding('utf8').on('data', (text: string) => {
    const messages = (unread + text).split('\0')
    unread = messages.pop() ?? ''
    for (const message of messages) {
      const reply = Reply.parse(JSON.parse(message))
      if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
    }
  })

  let lastId = 0
  async function call<T>(
    method: string,
    params: object,
    answer: z.ZodType<T>,
    sessionId?: string,
  ): Promise<T> {
    lastId += 1
    const id = lastId
    const replied = new Promise<z.infer<typeof Reply>>((resolve) => waiting.set(id, resolve))
    commands.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    const reply = await replied
    waiting.delete(id)
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`)
    return answer.parse(reply.result)
  }

  async function load(page: PageLoad): Promise<number> {
    const { url, cookies, width, height, throttle, script } = page
    const { browserContextId } = await call('Target.createBrowserContext', {}, Context)
    const { targetId } = await call(
      'Target.createTarget',
      { url: 'about:blank', browserContextId, width, height },
      Target,
    )
    const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true }, Session)
    const send = (method: string, params: object) => call(method, params, z.unknown(), sessionId)
    await call(
      'Storage.setCookies',
      { browserContextId, cookies: cookies.map(({ name, value }) => ({ name, value, url })) },
      z.unknown(),
    )
    await send('Page.enable', {})
    await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
    await send('Page.addScriptToEvaluateOnNewDocument', {
      source: `${reporting}{${plantScript(0)}}${script}`,
    })
    await send('Emulation.setCPUThrottlingRate', { rate: throttle })
    await send('Page.navigate', { url })
    const late = new AbortController()
    const { result } = await Promise.race([
      call(
        'Runtime.evaluate',
        { expression: 'reported', awaitPromise: true, returnByValue: true },
        Reported,
        sessionId,
      ),
      pause(loadWithinMs, undefined, { signal: late.signal }).then(() => {
        throw new Error(`${url} has not shown a figure within ${loadWithinMs} ms`)
      }),
    ]).finally(() => {
      late.abort()
    })
    await call('Target.disposeBrowserContext', { browserContextId }, z.unknown())
    return result.value
  }

  return {
    load,
    async close() {
      process.off('exit', end)
      keep()
      end()
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
