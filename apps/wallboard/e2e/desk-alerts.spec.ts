import type { Page } from '@playwright/test'
import { findViolations } from './axe.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

// Rules are tried on what was recorded. The routes of channels are not there yet.
test.use({
  history: 'on',
  allowsConsoleErrors: true,
  environment: { ADMIN_USERS: supervisor.username, WEBHOOK_ALLOW: '127.0.0.1' },
})

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const live = (page: Page) => expect(page.locator('main')).toHaveAttribute('data-link', 'live')

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
  await expect(row).toHaveAttribute('data-state', 'firing')
  await expect(page.getByRole('link', { name: /^Alerts/ }).first()).toContainText(/▲ \d/)
  await expect(second.getByRole('link', { name: /^Alerts/ }).first()).toContainText(/▲ \d/)
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

  // Somebody else changes the rule while it is open here.
  await page.goto(ruleUrl)
  await second.goto(ruleUrl)
  await second.getByLabel(/warn above/).fill('1')
  await second.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(second.getByText('Saved as revision 2.')).toBeVisible()
  await page.getByLabel(/warn above/).fill('2')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Somebody else has changed this rule')).toBeVisible()
  await page.getByRole('button', { name: 'Discard mine' }).click()
  await expect(page.getByLabel(/warn above/)).toHaveValue('1')

  // An unknown rule says so.
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
