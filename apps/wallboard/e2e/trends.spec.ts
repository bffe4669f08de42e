import type { Page } from '@playwright/test'
import { readConfig } from '@wallboard/bff/config'
import { createService } from '@wallboard/bff/service'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

/** The line of the trend. */
const lineOf = (page: Page) => page.locator('[data-tile="trend"] path.recharts-area-curve')

test('a trend stands there whole after a reload, and the screen says what it shows', async ({
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(90_000)
  const service = await createService(
    readConfig({
      ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', HISTORY: 'on', HISTORY_FLUSH_SECONDS: '1' },
      DATA_DIR: testInfo.outputPath('recorded'),
      FIVE9_LOGIN_URL: simulator.current().loginUrl,
    }),
  )
  await page.goto(`${service.url}/wall`)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  const recorded = async () => {
    const reply = await page.request.get(`${service.url}/api/history/trends?board=all-queues`)
    const body: unknown = await reply.json()
    return JSON.stringify(body)
  }
  // Two minutes, so that the line has two recorded points.
  await expect.poll(recorded, { timeout: 80_000, intervals: [1_000] }).toMatch(/"points":\[\[\d+,[^\]]*\],\[/)

  const firstReply = page.waitForResponse(/history\/trends/)
  await page.reload()
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await firstReply
  // The page has been open for less than ten seconds: a line of its own would have two samples at most.
  await expect(lineOf(page)).toHaveAttribute('d', /^M[^M]*L[^M]*L[^M]*L/, { timeout: 8_000 })
  const tile = page.locator('[data-tile="trend"]')
  await expect(tile.getByRole('heading')).toHaveText(/^waiting · peak ≥?\d+/)
  await expect(tile.locator('svg text', { hasText: /^0$/ })).toBeVisible()
  await expect(tile.locator('svg text', { hasText: /^\d\d:\d\d$/ }).first()).toBeVisible()
  await page.goto('about:blank') // a page without its server logs errors
  await service.close()
})
