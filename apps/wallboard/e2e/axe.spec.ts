import type { Page } from '@playwright/test'
import { findViolations } from './axe.ts'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, test } from './wall-fixture.ts'

/** The themes of boards. */
const themes = ['night', 'day', 'contrast'] as const
const deskThemes = ['night', 'light', 'contrast'] as const

/** Checks a page by all rules, then its colours in the other themes, which differ in nothing else. */
async function expectNoViolations(
  page: Page,
  name: string,
  others: readonly string[] = themes,
): Promise<void> {
  expect(await findViolations(page), name).toEqual([])
  const current = await page.evaluate(() => document.documentElement.dataset['theme'] ?? 'night')
  for (const theme of others.filter((each) => each !== current)) {
    await page.evaluate((value) => {
      document.documentElement.dataset['theme'] = value
    }, theme)
    expect(await findViolations(page, ['color-contrast']), `${name}, ${theme}`).toEqual([])
  }
}

/** The desk's pages, each with its optional fields shown. */
const deskPages: readonly (readonly [name: string, open: (page: Page, url: string) => Promise<void>])[] = [
  ['the wall', () => Promise.resolve()],
  [
    'the page of displays',
    async (page, url) => {
      await page.goto(`${url}/displays`)
      await page.getByRole('link', { name: 'Settings of Hall' }).click()
      await page.getByLabel('Night hours').check()
      await page.getByRole('button', { name: 'Add a time' }).click()
    },
  ],
  [
    'the page of boards',
    async (page, url) => {
      await page.goto(`${url}/boards`)
      await expect(page.getByRole('link', { name: 'All queues', exact: true })).toBeVisible()
    },
  ],
  [
    'the editor',
    async (page, url) => {
      await page.goto(`${url}/boards/all-queues`)
      await expect(page.getByText(/Readable up to/)).toBeVisible()
    },
  ],
]

test.describe('axe finds nothing, in any theme, on', () => {
  test.describe.configure({ timeout: 180_000 })

  test('the sign-in page', async ({ page, service }) => {
    await page.goto(service.url)
    await expect(page.getByLabel('Username')).toBeVisible()
    await expectNoViolations(page, 'sign-in', deskThemes)
  })

  for (const [name, open] of deskPages)
    test(name, async ({ browser, page, service }) => {
      const desk = await openDesk(page, service)
      const tv = await pairTelevision(desk, browser, service)
      await open(page, service.url)
      await tv.close()
      // No transition may be under way when colours are checked.
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await expectNoViolations(page, name, name === 'the wall' ? themes : deskThemes)
    })

  test.describe('a page of the past', () => {
    test.use({ history: 'on', floor: { queues: 4, agents: 12 } })

    test('with its ribbon and the strip of the day', async ({ signedIn: page, service }) => {
      await expect
        .poll(async () => (await page.request.get(`${service.url}/api/history/days`)).text(), {
          timeout: 60_000,
        })
        .toContain('"from"')
      await page.goto(`${service.url}/history`)
      await expect(page.locator('[data-strip] [data-area]')).toBeAttached()
      await expect(page.locator('[data-queue]').first()).toBeVisible()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await expectNoViolations(page, 'history')
    })
  })

  test('the pairing page', async ({ browser, service }) => {
    const context = await browser.newContext()
    const screen = await context.newPage()
    await screen.goto(`${service.url}/display`)
    await expect(screen.locator('[data-code]')).toBeVisible()
    await expectNoViolations(screen, 'pairing')
    await context.close()
  })

  for (const theme of themes)
    test(`a display with all kinds of tiles, ${theme}`, async ({ browser, page, service }) => {
      const desk = await openDesk(page, service)
      const { queues, campaigns } = await desk.directory()
      const tv = await pairTelevision(desk, browser, service)
      await tv.page.emulateMedia({ reducedMotion: 'reduce' })
      const limit = { metric: 'callsInQueue', when: 'above', onDelay: 0 } as const
      const board = await desk.addBoard({
        theme,
        mode: 'supervisor',
        pages: [
          {
            tiles: [
              {
                kind: 'group',
                name: 'Everybody',
                queues: 'all',
                thresholds: [{ ...limit, level: 'critical', value: 0 }],
              },
              { kind: 'queues', queues: 'all', thresholds: [{ ...limit, level: 'warn', value: 0 }] },
              { kind: 'agents', queues: queues.map(({ id }) => id), columns: 2 },
              { kind: 'agent-summary', queues: 'all' },
              { kind: 'campaign', campaign: campaigns[0]?.id ?? '' },
              { kind: 'number', figure: { of: 'floor', metric: 'agentsInQueue' } },
              { kind: 'clock' },
              { kind: 'text', text: 'Words' },
              { kind: 'alerts' },
              { kind: 'trend' },
            ],
          },
        ],
        viewing: { distanceM: 2, diagonalInches: 55 },
      })
      await tv.show(board)
      await expect(tv.page.locator('[data-agent]').first()).toBeVisible()
      await page.close()
      expect(await findViolations(tv.page)).toEqual([])
      // Old figures have other colours.
      await tv.page.context().setOffline(true)
      await expect(tv.page.locator('main')).toHaveAttribute('data-link', 'down', { timeout: 30_000 })
      expect(await findViolations(tv.page, ['color-contrast']), 'old figures').toEqual([])
      await tv.close()
    })
})
