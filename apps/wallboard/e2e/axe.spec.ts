import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, test } from './wall-fixture.ts'

async function findFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  )
}

test('axe finds nothing on the pages of the desk', async ({ browser, page, service }) => {
  await page.goto(service.url)
  await expect(page.getByLabel('Username')).toBeVisible()
  expect(await findFaults(page), 'sign-in').toEqual([])
  const desk = await openDesk(page, service)
  expect(await findFaults(page), 'wall').toEqual([])
  const tv = await pairTelevision(desk, browser, service)
  await page.goto(`${service.url}/displays`)
  await page.getByRole('button', { name: 'Settings of Hall' }).click()
  await page.getByLabel('Night hours').check()
  await page.getByRole('button', { name: 'Add a time' }).click()
  expect(await findFaults(page), 'displays').toEqual([])
  await page.goto(`${service.url}/boards`)
  await expect(page.getByRole('link', { name: 'All queues' })).toBeVisible()
  expect(await findFaults(page), 'boards').toEqual([])
  await page.goto(`${service.url}/boards?id=all-queues`)
  await expect(page.getByText(/Readable up to/)).toBeVisible()
  expect(await findFaults(page), 'editor').toEqual([])
  await tv.close()
})

test('axe finds nothing on a screen that is not paired, and on one of every tile in every theme', async ({
  browser,
  page,
  service,
}) => {
  const desk = await openDesk(page, service)
  const { queues, campaigns } = await desk.directory()
  const context = await browser.newContext()
  const screen = await context.newPage()
  await screen.goto(`${service.url}/display`)
  await expect(screen.locator('[data-code]')).toBeVisible()
  expect(await findFaults(screen), 'pairing').toEqual([])
  await context.close()

  const tv = await pairTelevision(desk, browser, service)
  for (const theme of ['night', 'day', 'contrast'] as const) {
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
  await tv.close()
})
