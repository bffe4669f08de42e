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
  /** Opens a page in a new browser context. Resolves to the value of `expression` as soon as it is a number. */
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
  /** Runs in the page before its own scripts. */
  readonly script: string
  readonly expression: string
}

const Reply = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})
const Context = z.object({ browserContextId: z.string() })
const Target = z.object({ targetId: z.string() })
const Session = z.object({ sessionId: z.string() })
const Evaluated = z.object({ result: z.object({ value: z.unknown().optional() }) })

/** The first poll waits until the page has most likely finished what is measured. */
const firstPollMs = 1_500
const pollEveryMs = 500
const loadWithinMs = 30_000

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
    const { url, cookies, width, height, throttle, script, expression } = page
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
    await send('Page.addScriptToEvaluateOnNewDocument', { source: `{${plantScript(0)}}${script}` })
    await send('Emulation.setCPUThrottlingRate', { rate: throttle })
    const endsAt = performance.now() + loadWithinMs
    await send('Page.navigate', { url })
    await pause(firstPollMs)
    for (;;) {
      const evaluated = await call(
        'Runtime.evaluate',
        { expression, returnByValue: true },
        Evaluated,
        sessionId,
      )
      const { value } = evaluated.result
      if (typeof value === 'number') {
        await call('Target.disposeBrowserContext', { browserContextId }, z.unknown())
        return value
      }
      if (performance.now() > endsAt)
        throw new Error(`${url} has not shown a figure within ${loadWithinMs} ms`)
      await pause(pollEveryMs)
    }
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
