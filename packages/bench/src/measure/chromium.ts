import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test'
import { allQueuesBoard, type Board } from '@wallboard/boards'
import { z } from 'zod'
import playwrightConfig from '../../../../playwright.config.ts'
import { releaseWithSection } from './releases.ts'
import type { SignedIn } from './rig.ts'

export const startChromium = (): Promise<Browser> => chromium.launch(playwrightConfig.use?.launchOptions)

export const tiles = 24

/**
 * Slow-downs of the product's pages, which `--plant` adds on purpose to show that a row notices them: work in script for
 * each update, the same in proportion to the queues of the domain, style and layout for each update, work without any
 * update, and work before the page starts.
 */
const plants: Readonly<Record<string, string>> = {
  'page-script': 'whenTextChanges(() => spend(3))',
  'page-layout': `whenTextChanges(() => {
    for (let time = 0; time < 4; time += 1) {
      document.body.style.letterSpacing = (time % 2) / 8 + 'px'
      void document.body.offsetHeight
    }
  })`,
  'page-per-queue': 'whenTextChanges(() => spend(domainQueues / 50))',
  'page-idle': 'setInterval(() => spend(15), 100)',
  'page-start': 'spend(300)',
}

/**
 * What runs in pages before their own scripts: the planted slow-down; nothing without one.
 * @param queues those of the domain
 */
export function plantScript(queues: number): string {
  const plant = plants[process.env['BENCH_PLANT'] ?? '']
  return plant === undefined ? '' : scriptOf(plant, queues)
}

const scriptOf = (plant: string, queues: number) => `
  const domainQueues = ${queues}
  const spend = (ms) => { for (const end = performance.now() + ms; performance.now() < end;); }
  const whenTextChanges = (act) => addEventListener('DOMContentLoaded', () => {
    new MutationObserver((records) => { if (records.some(({ type }) => type === 'characterData')) act() })
      .observe(document, { subtree: true, characterData: true })
  })
  if (location.pathname !== '/healthz') { ${plant} }
`
export const wallSize = { width: 1920, height: 1080 }
/** Figures may be small from here, so that all tiles fit on one page: a board of two pages would show half of them. */
const readFromNearby = { distanceM: 1, diagonalInches: 75 }
/** Seconds: no page changes while a board is measured. */
const longestRotation = 600
const Created = z.object({ id: z.string() })
const Directory = z.object({ queues: z.array(z.object({ id: z.string(), name: z.string() })) })

/** A paired wall display in a browser context of its own, with a board of the first queues. */
export interface Display {
  readonly context: BrowserContext
  readonly page: Page
  readonly cdp: CDPSession
  /** Those that it draws. */
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

/**
 * A browser context without cookies or cache. tsx compiles functions that run in pages so that they need this helper.
 * @param queues those of the domain
 */
export async function newContext(browser: Browser, queues: number): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: wallSize })
  releaseWithSection(() => void context.close().catch(() => undefined)) // closed before, unless the section failed
  await context.addInitScript('globalThis.__name = (named) => named')
  await context.addInitScript(plantScript(queues))
  return context
}

interface PairedBoard {
  readonly board: Board
  /** An element that the display draws when it shows figures. */
  readonly drawn: string
}

/** Pairs a new browser context as a display with a board, and waits until it shows figures. */
async function pairWith(
  browser: Browser,
  product: SignedIn,
  { board, drawn }: PairedBoard,
  onPage: (page: Page) => void,
): Promise<Omit<Display, 'queues'>> {
  const { id: boardId } = await request(product, '/api/boards', Created, { board })
  const context = await newContext(browser, product.queueIds.length)
  const page = await context.newPage()
  onPage(page)
  await page.goto(`${product.url}/display`)
  const code = await page.locator('[data-code]').textContent()
  await request(product, '/api/displays', Created, { code, name: 'Bench', boardId, timeZone: 'UTC' })
  await page.locator(drawn).first().waitFor()
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return { context, page, cdp }
}

const namedWithinMs = 10_000

/** The queues of the domain, once Five9 has sent their names: figures may be live before. */
async function namedQueues(product: SignedIn) {
  const endsAt = performance.now() + namedWithinMs
  for (;;) {
    const { queues } = await request(product, '/api/directory', Directory)
    if (queues.length > 0) return queues
    if (performance.now() > endsAt) throw new Error('the product has no names of queues')
    await pause(100)
  }
}

/** Pairs a new browser context as a wall display, and waits until it shows figures. */
export async function pairDisplay(
  browser: Browser,
  product: SignedIn,
  onPage: (page: Page) => void = () => undefined,
  count = tiles,
): Promise<Display> {
  const queues = await namedQueues(product)
  const shown = product.queueIds
    .slice(0, count)
    .flatMap((id) => queues.find((queue) => queue.id === id) ?? [])
  const board: Board = {
    ...allQueuesBoard,
    viewing: readFromNearby,
    rotateSeconds: longestRotation,
    pages: [{ tiles: [{ kind: 'queues', queues: shown.map(({ id }) => id) }] }],
  }
  const display = await pairWith(browser, product, { board, drawn: '[data-queue]' }, onPage)
  const drawn = await display.page
    .locator('[data-queue]')
    .evaluateAll((drawnTiles) => drawnTiles.map((tile) => tile.getAttribute('data-queue')))
  // More tiles than fit are on pages that take turns.
  if (count <= tiles && drawn.length !== shown.length)
    throw new Error(`the display shows ${drawn.length} of ${shown.length} tiles`)
  return { ...display, queues: shown.filter(({ name }) => drawn.includes(name)) }
}

/** Pairs a new browser context as a display that shows all agents of the domain. */
export function pairAgentsDisplay(browser: Browser, product: SignedIn): Promise<Omit<Display, 'queues'>> {
  const board: Board = {
    ...allQueuesBoard,
    mode: 'supervisor', // on the floor nobody is named
    viewing: readFromNearby,
    pages: [{ tiles: [{ kind: 'agents', queues: 'all' }] }],
  }
  return pairWith(browser, product, { board, drawn: '[data-agent]' }, () => undefined)
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
