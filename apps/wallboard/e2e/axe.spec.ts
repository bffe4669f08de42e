import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, test } from './wall-fixture.ts'

async function findFaults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
}

const themes = ['night', 'day', 'contrast'] as const

/** A page by every rule, and then its colours in each theme: they are all that differ. */
async function expectNoFaults(page: Page, what: string): Promise<void> {
  expect(await findFaults(page), what).toEqual([])
  for (const theme of themes) {
    await page.evaluate((name) => {
      document.documentElement.dataset['theme'] = name
    }, theme)
    expect(await findFaults(page, ['color-contrast']), `${what}, ${theme}`).toEqual([])
  }
}

test('axe finds nothing on the pages of the desk, in any theme', async ({ browser, page, service }) => {
  test.setTimeout(240_000)
  await page.goto(service.url)
  await expect(page.getByLabel('Username')).toBeVisible()
  await expectNoFaults(page, 'sign-in')
  const desk = await openDesk(page, service)
  await expectNoFaults(page, 'wall')
  const tv = await pairTelevision(desk, browser, service)
  await page.goto(`${service.url}/displays`)
  await page.getByRole('button', { name: 'Settings of Hall' }).click()
  await page.getByLabel('Night hours').check()
  await page.getByRole('button', { name: 'Add a time' }).click()
  await expectNoFaults(page, 'displays')
  await page.goto(`${service.url}/boards`)
  await expect(page.getByRole('link', { name: 'All queues' })).toBeVisible()
  await expectNoFaults(page, 'boards')
  await page.goto(`${service.url}/boards?id=all-queues`)
  await expect(page.getByText(/Readable up to/)).toBeVisible()
  await expectNoFaults(page, 'editor')
  await tv.close()
})

test('axe finds nothing on a screen that is not paired, and on one of every tile in every theme', async ({
  browser,
  page,
  service,
}) => {
  test.setTimeout(240_000)
  const desk = await openDesk(page, service)
  const { queues, campaigns } = await desk.directory()
  const context = await browser.newContext()
  const screen = await context.newPage()
  await screen.goto(`${service.url}/display`)
  await expect(screen.locator('[data-code]')).toBeVisible()
  await expectNoFaults(screen, 'pairing')
  await context.close()

  const tv = await pairTelevision(desk, browser, service)
  for (const theme of themes) {
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
    expect(await findFaults(tv.page), theme).toEqual([])
  }
  // Old figures are drawn in other colours.
  await tv.page.context().setOffline(true)
  await expect(tv.page.locator('main')).toHaveAttribute('data-link', 'down', { timeout: 30_000 })
  await expectNoFaults(tv.page, 'old figures')
  await tv.close()
})
