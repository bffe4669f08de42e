import { rm } from 'node:fs/promises'
import type { Browser, Page } from '@playwright/test'
import { mainThreadMs, newContext } from '../measure/chromium.ts'
import {
  observeInteractions,
  timeInteractions,
  timeScrolling,
  type TimedInteractions,
} from '../measure/interactions.ts'
import { InvalidRepetition, measureGoals, quantileOf, type Figure, type Goal } from '../measure/paired.ts'
import { newDataDir, signIn, startBusyDomain, startProduct } from '../measure/rig.ts'

const size = { queues: 500, agents: 3_000, load: 1.5 }
const windowSize = { width: 1600, height: 900 }
/** The goal of the desk, in milliseconds: 95 of 100 interactions are answered within it. */
const limitMs = 50
const filters = ['north', 'a', 'card']
const sorts = 2
const scrolling = { steps: 30, pixels: 640 }
/** Between keys of a fast typist, and between clicks. */
const keyPauseMs = 90
const clickPauseMs = 150

const pages = [
  { path: '/agents', name: `${size.agents} agents`, row: 'tr[data-agent]' },
  { path: '/queues', name: `${size.queues} queues`, row: 'tr[data-queue]' },
] as const

/** Types and deletes filters, key by key. */
async function typing(page: Page): Promise<TimedInteractions> {
  await page.locator('[data-filter]').first().focus()
  const keys = filters.flatMap((text) => [...Array.from(text), ...Array.from(text, () => 'Backspace')])
  return timeInteractions(
    page,
    keys.map((key) => () => page.keyboard.press(key)),
    keyPauseMs,
  )
}

/** Sorts by each of the first columns in turn. */
async function sorting(page: Page): Promise<TimedInteractions> {
  const buttons = await page.locator('thead button').all()
  const clicked = Array.from({ length: sorts }).flatMap(() => buttons.slice(0, 4))
  return timeInteractions(
    page,
    clicked.map((button) => () => button.click()),
    clickPauseMs,
  )
}

const goalOf = (name: string, what: string): Goal => ({
  section: 'DESK',
  name: `${name}: ${what}, input to painted, p95`,
  unit: 'ms',
  bound: { is: 'at most', value: limitMs },
})

/** Interactions with the tables of the desk in a domain of 500 queues and 3,000 agents in a busy hour. */
export async function measureDesk(
  browser: Browser,
  repetitions: number,
  turn: Promise<void>,
): Promise<Figure[]> {
  const domain = await startBusyDomain(size)
  const dataDir = await newDataDir()
  const product = await startProduct({ loginUrl: domain.ready.loginUrl, dataDir })
  const cookie = await signIn(product.url)
  await turn
  const [name = '', value = ''] = cookie.split('=')
  const context = await newContext(browser, size.queues)
  await context.addCookies([{ name, value, url: product.url }])
  const figures: Figure[] = []
  for (const { path, name: subject, row } of pages) {
    const page = await context.newPage()
    await page.setViewportSize(windowSize)
    await observeInteractions(page)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
    await page.goto(`${product.url}${path}`)
    await page.locator(row).first().waitFor({ timeout: 60_000 })
    await page.waitForTimeout(500)
    await typing(page) // compiles the hot code: a desk is open for a shift
    const measured = await measureGoals(
      {
        scrolling: goalOf(subject, 'scrolling'),
        typing: goalOf(subject, 'typing a filter'),
        sorting: goalOf(subject, 'sorting'),
      },
      repetitions,
      async () => {
        const notes: string[] = []
        const timed = async (
          what: string,
          act: () => Promise<TimedInteractions>,
        ): Promise<readonly number[]> => {
          const before = await mainThreadMs(cdp)
          const { durations, changed } = await act()
          if (changed === 0) throw new InvalidRepetition(`${what} changed no row`)
          const { task } = await mainThreadMs(cdp)
          const each = ((task - before.task) / durations.length).toFixed(0)
          const p50 = quantileOf(durations, 0.5).toFixed(0)
          notes.push(`${what} p50 ${p50} ms, ${each} ms CPU, ${changed} of ${durations.length} changed rows`)
          return durations
        }
        const scrolled = await timed('scrolling', () => timeScrolling(page, scrolling))
        const typed = await timed('typing', () => typing(page))
        const sorted = await timed('sorting', () => sorting(page))
        const rows = await page.locator(row).count()
        return {
          values: {
            scrolling: quantileOf(scrolled, 0.95),
            typing: quantileOf(typed, 0.95),
            sorting: quantileOf(sorted, 0.95),
          },
          note: `${notes.join('; ')}; ${rows} rows in the document`,
        }
      },
    )
    figures.push(...measured)
    await page.close()
  }
  await context.close()
  await product.child.stop()
  await domain.child.stop()
  await rm(dataDir, { recursive: true, force: true })
  return figures
}
