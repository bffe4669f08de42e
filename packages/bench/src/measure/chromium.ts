import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { allQueuesBoard } from '@wallboard/boards'
import { z } from 'zod'
import playwrightConfig from '../../../../playwright.config.ts'
import type { SignedIn } from './rig.ts'

export const startChromium = (): Promise<Browser> => chromium.launch(playwrightConfig.use?.launchOptions)

export const tiles = 24
export const wallSize = { width: 1920, height: 1080 }
/** Figures may be small from here, so that all tiles fit on one page: a board of two pages would show half of them. */
const readFromNearby = { distanceM: 1, diagonalInches: 75 }
const Created = z.object({ id: z.string() })
const Directory = z.object({ queues: z.array(z.object({ id: z.string(), name: z.string() })) })

/** A paired wall display in a browser context of its own, with a board of the first queues. */
export interface Display {
  readonly context: BrowserContext
  readonly page: Page
  readonly cdp: CDPSession
  readonly queues: readonly { readonly id: string; readonly name: string }[]
}

async function request<T>(product: SignedIn, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
  const reply = await fetch(`${product.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie: product.cookie, origin: product.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!reply.ok) throw new Error(`${path}: ${await reply.text()}`)
  return schema.parse(await reply.json())
}

/** A browser context without cookies or cache. tsx compiles functions that run in pages so that they need this helper. */
export async function newContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: wallSize })
  await context.addInitScript('globalThis.__name = (named) => named')
  return context
}

/** Pairs a new browser context as a wall display, and waits until it shows figures. */
export async function pairDisplay(
  browser: Browser,
  product: SignedIn,
  onPage: (page: Page) => void = () => undefined,
): Promise<Display> {
  const { queues } = await request(product, '/api/directory', Directory)
  const shown = product.queueIds
    .slice(0, tiles)
    .flatMap((id) => queues.find((queue) => queue.id === id) ?? [])
  const board = {
    ...allQueuesBoard,
    viewing: readFromNearby,
    pages: [{ tiles: [{ kind: 'queues', queues: shown.map(({ id }) => id) }] }],
  }
  const { id: boardId } = await request(product, '/api/boards', Created, { board })
  const context = await newContext(browser)
  const page = await context.newPage()
  onPage(page)
  await page.goto(`${product.url}/display`)
  const code = await page.locator('[data-code]').textContent()
  await request(product, '/api/displays', Created, { code, name: 'Bench', boardId, timeZone: 'UTC' })
  await page.locator('[data-queue]').first().waitFor()
  const drawn = await page.locator('[data-queue]').count()
  if (drawn !== shown.length) throw new Error(`the display shows ${drawn} of ${shown.length} tiles`)
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { context, page, cdp, queues: shown }
}

/** Main-thread time so far by kind, in ms. */
export async function mainThreadMs(
  cdp: CDPSession,
): Promise<{ script: number; layout: number; task: number }> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  const ms = (name: string) => 1_000 * (metrics.find((metric) => metric.name === name)?.value ?? NaN)
  return {
    script: ms('ScriptDuration'),
    layout: ms('LayoutDuration') + ms('RecalcStyleDuration'),
    task: ms('TaskDuration'),
  }
}
