import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { findViolations } from './axe.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

// Rules are tried on what was recorded; channels are made by administrators, here with a receiver on this machine.
test.use({
  history: 'on',
  environment: { ADMIN_USERS: supervisor.username, WEBHOOK_ALLOW: '127.0.0.1' },
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const live = (page: Page) => expect(page.locator('main')).toHaveAttribute('data-link', 'live')

/** A receiver of webhooks that accepts everything. */
async function startReceiver() {
  const bodies: unknown[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      bodies.push(JSON.parse(text))
      response.end('received')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has one
  return {
    bodies,
    url: `http://127.0.0.1:${port}/hook`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      }),
  }
}

test('a rule is tried, saved, fires, is acknowledged by the keyboard on one desk and seen on another', async ({
  page,
  context,
  service,
}) => {
  test.slow()
  // An address that names nothing is reported, and the form still works.
  await page.goto(`${service.url}/alerts/rules/new?of=planets&metric=gravity`)
  await signIn(page, supervisor)
  await live(page)
  await expect(page.getByRole('alert').first()).toContainText('planets')
  await expect(page.getByRole('alert').nth(1)).toContainText('gravity')

  await page.goto(`${service.url}/alerts/rules/new?of=floor&metric=callsInQueue`)
  await live(page)
  await page.getByLabel('Name', { exact: true }).fill('Somebody waits')
  await page.getByLabel(/warn above/).fill('soon')
  await expect(page.getByText('Not a number.')).toBeVisible()
  await page.getByLabel(/warn above/).fill('0')
  await page.getByLabel('for at least').fill('0 s')
  await page.getByLabel(/clears at/).fill('')

  // What the rule would have done is shown as it is typed. Nothing was recorded yesterday, so it is today.
  const tried = page.locator('[data-tried]')
  await expect(tried).toContainText(/Today this would have fired \d+ times?/)
  await page.getByLabel(/warn above/).fill('100000')
  await expect(tried).toHaveAttribute('data-tried', '0')
  await page.getByLabel(/warn above/).fill('0')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page).toHaveURL(/\/alerts\/rules\/(?!new)[^/]+$/)
  await expect(heading(page, 'Alerts / Somebody waits')).toBeVisible()
  await expect(page.locator('[data-revision="1"]')).toContainText(supervisor.username)
  const ruleUrl = page.url()

  // It fires; another desk of the same domain shows it too, and both count it in the navigation.
  const second = await context.newPage()
  await second.goto(`${service.url}/overview`)
  await page.goto(`${service.url}/alerts`)
  const row = page.locator('tr[data-alert]').filter({ hasText: 'The floor, waiting' })
  // On a quiet floor the next call may be a minute away.
  await expect(row).toHaveAttribute('data-state', 'firing', { timeout: 120_000 })
  await expect(page.getByRole('link', { name: /^Alerts/ }).first()).toContainText(/[▲■] \d/)
  await expect(second.getByRole('link', { name: /^Alerts/ }).first()).toContainText(/[▲■] \d/)
  await second.goto(`${service.url}/alerts`)
  const sameRow = second.locator('tr[data-alert]').filter({ hasText: 'The floor, waiting' })
  await expect(sameRow).toHaveAttribute('data-state', 'firing')

  // The keyboard alone: down to the row, acknowledge, a note.
  await page.bringToFront()
  await heading(page, 'Alerts').focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('tr[data-alert]:focus')).toHaveCount(1)
  await row.focus()
  await page.keyboard.press('a')
  await expect(page.getByLabel('Note')).toBeFocused()
  await page.keyboard.type('two people are coming')
  await page.keyboard.press('Enter')
  await expect(row).toHaveAttribute('data-state', 'acknowledged')
  await expect(row).toBeFocused()
  await expect(row).toContainText('two people are coming')
  await expect(row.getByRole('button', { name: /^Undo/ })).toBeVisible()
  await expect(sameRow).toContainText('two people are coming')

  // A snooze takes it off the walls, and it stays in the list.
  await page.keyboard.press('s')
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(0)
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await expect(row).toHaveAttribute('data-state', 'snoozed')
  await row.getByRole('button', { name: /^End the snooze/ }).click()

  // The history has it, narrowed by the address, with what happened.
  await page.goto(`${service.url}/alerts?level=warn&entity=floor:floor&range=ever`)
  const past = page.locator('tr[data-past-alert]').filter({ hasText: 'The floor, waiting' }).first()
  await expect(past).toContainText('two people are coming')
  await past.getByRole('button').click()
  await expect(page.getByRole('list', { name: 'What happened' })).toContainText('acknowledged')
  const csv = await page.request.get(
    await page.getByRole('link', { name: 'CSV' }).evaluate((a: HTMLAnchorElement) => a.href),
  )
  expect(csv.headers()['content-type']).toContain('text/csv')
  expect(await csv.text()).toContain('two people are coming')

  // The list of rules has it, and the boards that have thresholds.
  await page.goto(`${service.url}/alerts/rules`)
  await expect(page.getByRole('link', { name: 'Somebody waits' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'All queues' })).toBeVisible()
  await second.close()

  for (const theme of ['Light', 'High contrast', 'Dark']) {
    await page.goto(`${service.url}/settings`)
    await page.getByRole('radio', { name: theme, exact: true }).check()
    for (const path of ['/alerts', '/alerts/rules', new URL(ruleUrl).pathname, '/alerts/shift']) {
      await page.goto(`${service.url}${path}`)
      await live(page)
      if (path === '/alerts') await expect(page.locator('tr[data-past-alert]').first()).toBeVisible()
      expect(await findViolations(page), `${path}, ${theme}`).toEqual([])
    }
  }
})

test('a channel is created with a secret that is shown once, and a test reaches its receiver', async ({
  page,
  service,
}) => {
  const receiver = await startReceiver()
  await page.goto(`${service.url}/alerts/channels`)
  await signIn(page, supervisor)
  await page.getByRole('button', { name: 'New channel' }).click()
  await page.getByRole('button', { name: 'Create channel' }).click()
  await expect(page.getByRole('alert')).toHaveText('Enter a name and an address.')
  await page.getByLabel('Name', { exact: true }).fill('Operations')
  await page.getByLabel('Sends to').selectOption('Webhook')
  await page.getByLabel('Address').fill(receiver.url)
  const key = await page.locator('[data-signing-key]').textContent()
  expect(key).toMatch(/^whsec_/)
  await page.getByRole('button', { name: 'Create channel' }).click()
  const row = page.locator('tr[data-channel=operations]')
  await expect(row).toContainText('127.0.0.1')
  await expect(row.locator('[data-field=lastDelivered]')).toHaveText('never')
  await expect(page.locator('body')).not.toContainText(String(key))

  await row.getByRole('button', { name: 'Send a test to Operations' }).click()
  await expect(row.getByRole('status')).toContainText('delivered')
  expect(receiver.bodies).toEqual([expect.objectContaining({ type: 'alert.test' })])
  await row.getByRole('button', { name: 'Deliveries of Operations' }).click()
  await expect(page.locator('tr[data-delivery=delivered]')).toHaveCount(1)
  await expect(row.locator('[data-field=lastDelivered]')).not.toHaveText('never')
  expect(await findViolations(page)).toEqual([])
  await receiver.close()
})

test.describe('bad input', () => {
  test.use({ allowsConsoleErrors: true }) // the browser writes refused requests to its console

  test('a rule that somebody else has changed since is not overwritten', async ({
    page,
    context,
    service,
  }) => {
    await page.goto(`${service.url}/alerts/rules/new?of=floor&metric=callsInQueue`)
    await signIn(page, supervisor)
    await page.getByLabel('Name', { exact: true }).fill('Many wait')
    await page.getByLabel(/warn above/).fill('9000')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(heading(page, 'Alerts / Many wait')).toBeVisible()
    await expect(page.locator('[data-revision="1"]')).toBeVisible()
    await expect(page).toHaveURL(/\/alerts\/rules\/(?!new)/) // a busy browser reports it after the page is shown
    const second = await context.newPage()
    await second.goto(page.url())
    await second.getByLabel(/warn above/).fill('1')
    await second.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(second.getByText('Saved as revision 2.')).toBeVisible()
    await page.getByLabel(/warn above/).fill('2')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Somebody else has changed this rule')).toBeVisible()
    await page.getByRole('button', { name: 'Discard my changes' }).click()
    await expect(page.getByLabel(/warn above/)).toHaveValue('1')
  })

  test('an unknown rule is a message, and so is a channel without a usable address', async ({
    page,
    service,
  }) => {
    await page.goto(`${service.url}/alerts/rules/no-such-rule`)
    await signIn(page, supervisor)
    await expect(page.getByRole('alert')).toContainText('There is no such rule')
    await page.getByRole('link', { name: 'All rules' }).click()
    await expect(heading(page, 'Alerts / Rules')).toBeVisible()
    await page.goto(`${service.url}/alerts/channels`)
    await page.getByRole('button', { name: 'New channel' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Nowhere')
    await page.getByLabel('Address').fill('ftp://example.com')
    await page.getByRole('button', { name: 'Create channel' }).click()
    await expect(page.getByRole('alert')).toContainText(/address/)
    await expect(page.locator('tr[data-channel]')).toHaveCount(0)
    await page.goto(`${service.url}/alerts/shift?date=2026-99-99`)
    await expect(page.getByRole('alert')).toContainText('The shift must end')
  })
})
