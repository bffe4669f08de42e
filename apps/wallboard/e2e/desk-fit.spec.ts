import type { Page } from '@playwright/test'
import { stageDesk } from './staged-desk.ts'
import { stageTime, stopClocks } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const pages = {
  overview: { path: '/overview', row: 'tr[data-queue]' },
  queues: { path: '/queues', row: 'tr[data-queue]' },
  agents: { path: '/agents', row: 'tr[data-agent]' },
  history: { path: `/history?at=${new Date(stageTime - 1_000).toISOString()}`, row: '[data-tile]' },
} as const

const sizes = [
  { width: 820, height: 1180 },
  { width: 1280, height: 800 },
  { width: 1600, height: 900 },
]

/** What is wider than its place: the page, its tables, and the names of their rows. */
const findWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      document.documentElement,
      ...document.querySelectorAll<HTMLElement>(':has(> table), tbody th, tbody th *'),
    ]
      .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
      .map(({ tagName, textContent }) => `${tagName} ${textContent.slice(0, 40)}`),
  )

test.use({ contextOptions: { reducedMotion: 'reduce' }, locale: 'en-GB', timezoneId: 'UTC' })

for (const [name, { path, row }] of Object.entries(pages))
  test(`${name}: nothing is wider than its place, on a tablet and on screens`, async ({ page, service }) => {
    await stopClocks(page, stageTime)
    await stageDesk(page)
    await page.goto(`${service.url}${path}`)
    await expect(page.locator(row).first()).toBeVisible()
    for (const size of sizes) {
      await page.setViewportSize(size)
      await expect.poll(() => findWide(page), JSON.stringify(size)).toEqual([])
    }
  })
