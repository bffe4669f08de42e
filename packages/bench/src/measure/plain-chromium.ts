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

/**
 * A Chromium to which no debugger is attached while a page loads. A test runner's listens to every error that a script
 * makes, and for each the browser reads the whole script a second time: no screen on a wall does that.
 */
export interface PlainChromium {
  /** Opens a page in a browser of its own and gives the number to which `expression` comes, once it comes to one. */
  readonly load: (page: PageLoad) => Promise<number>
  readonly close: () => Promise<void>
}

interface PageLoad {
  readonly url: string
  readonly cookies: readonly { readonly name: string; readonly value: string }[]
  readonly width: number
  readonly height: number
  /** How many times slower than it is the processor is to be. */
  readonly throttle: number
  /** Runs in the page before its own scripts do. */
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

/** Not while the page is busy with what is measured. */
const firstAskMs = 1_500
const askEveryMs = 500
const longestMs = 30_000

/** Starts a Chromium and speaks the DevTools protocol with it by a pipe. */
export async function startPlainChromium(): Promise<PlainChromium> {
  const options = playwrightConfig.use?.launchOptions
  const profile = await mkdtemp(join(tmpdir(), 'wallboard-bench-'))
  const started = spawn(
    options?.executablePath ?? chromium.executablePath(),
    [...(options?.args ?? []), '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  )
  /** With its group: Debian's program is a script that starts the browser. */
  const end = () => {
    if (started.pid !== undefined) process.kill(-started.pid, 'SIGKILL')
  }
  process.once('exit', end)
  const ended = once(started, 'exit')
  const [, , , toBrowser, fromBrowser] = started.stdio
  if (!(toBrowser instanceof Writable) || !(fromBrowser instanceof Readable))
    throw new Error('Chromium was started without the pipes that it is spoken to by')

  const orders: Writable = toBrowser
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
    orders.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
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
    const tell = (method: string, params: object) => call(method, params, z.unknown(), sessionId)
    await call(
      'Storage.setCookies',
      { browserContextId, cookies: cookies.map(({ name, value }) => ({ name, value, url })) },
      z.unknown(),
    )
    await tell('Page.enable', {})
    await tell('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
    await tell('Page.addScriptToEvaluateOnNewDocument', { source: script })
    await tell('Emulation.setCPUThrottlingRate', { rate: throttle })
    const endsAt = performance.now() + longestMs
    await tell('Page.navigate', { url })
    await pause(firstAskMs)
    for (;;) {
      const asked = await call('Runtime.evaluate', { expression, returnByValue: true }, Evaluated, sessionId)
      const { value } = asked.result
      if (typeof value === 'number') {
        await call('Target.disposeBrowserContext', { browserContextId }, z.unknown())
        return value
      }
      if (performance.now() > endsAt) throw new Error(`${url} has not come to a figure in ${longestMs} ms`)
      await pause(askEveryMs)
    }
  }

  return {
    load,
    async close() {
      process.off('exit', end)
      end()
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
