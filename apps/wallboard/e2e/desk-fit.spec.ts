import type { Page } from '@playwright/test'
import { stageDesk } from './staged-desk.ts'
import { stageTime, stopClocks } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const pages = {
  overview: { path: '/overview', row: 'tr[data-queue]' },
  queues: { path: '/queues', row: 'tr[data-queue]' },
  agents: { path: '/agents', row: 'tr[data-agent]' },
  alerts: { path: '/alerts', row: 'tr[data-alert]' },
  'campaign-card': { path: '/campaigns?card=400001', row: '[data-card]' },
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

for (const size of [
  { width: 1920, height: 1080 },
  { width: 820, height: 1180 },
])
  test(`a wall of ${size.width} pixels keeps its screens when the link fails, and its header is whole`, async ({
    page,
    service,
  }) => {
    await page.setViewportSize(size)
    await stopClocks(page, stageTime)
    const desk = await stageDesk(page)
    await page.goto(`${service.url}/wall`)
    for (const state of ['live', 'ageing', 'down'] as const) {
      desk.setState(state)
      await expect(page.locator('main')).toHaveAttribute('data-link', state)
      await expect(page.locator('[data-queue]'), state).toHaveCount(12)
      const box = await page.getByRole('status').first().boundingBox()
      expect(box?.x, state).toBeGreaterThanOrEqual(0)
      expect((box?.x ?? 0) + (box?.width ?? Infinity), state).toBeLessThanOrEqual(size.width)
    }
  })
