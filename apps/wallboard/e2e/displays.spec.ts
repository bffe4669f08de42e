import type { Browser, Page } from '@playwright/test'
import { expectScreenToEqualTruth, expectLegible } from './screen-reader.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

/** A screen in a separate browser context, like a television. */
async function openScreen(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const page = await context.newPage()
  await page.goto(`${url}/display`)
  return page
}

async function openDesk(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/wall`)
  await signIn(page, supervisor)
  await expect(page.locator('[data-queue]').first()).toBeVisible()
  await page.goto(`${url}/displays`)
  await expect(page.getByRole('heading', { name: 'Displays' })).toBeVisible()
}

/** Pairs by the user interface: reads the code from the screen, types it at the desk, names the display. */
async function pair(desk: Page, screen: Page, name: string): Promise<void> {
  const code = await screen.locator('[data-code]').textContent()
  await desk.getByLabel('Code on the screen').fill((code ?? '').toLowerCase())
  await desk.getByRole('button', { name: 'Look up code' }).click()
  await expect(desk.getByText(/A screen of 1920 × 1080/)).toBeVisible()
  await desk.getByLabel('Name of the display').fill(name)
  await desk.getByRole('button', { name: 'Pair' }).click()
  await expect(screen.locator('[data-queue]').first()).toBeVisible({ timeout: 15_000 })
}

test('a paired screen shows the figures of Five9 under its own name', async ({
  browser,
  page,
  service,
  simulator,
}) => {
  const screen = await openScreen(browser, service.url)
  await expect(screen.locator('[data-code]')).toHaveText(
    /^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/,
  )
  await expect(screen.getByRole('img', { name: /displays\?code=/ })).toBeVisible()
  await openDesk(page, service.url)
  await pair(page, screen, 'Hall, left')

  await expect(screen.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(screen.getByRole('heading', { name: 'Hall, left' })).toBeVisible()
  await expect(screen.getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  simulator.current().pause()
  await expectScreenToEqualTruth(screen, simulator.current())
  await expectLegible(screen)
  const row = page.locator('[data-display="Hall, left"]')
  await expect(row).toHaveAttribute('data-health', 'healthy', { timeout: 15_000 })
  await expect(row).toContainText('1920 × 1080', { timeout: 15_000 })
  await screen.context().close()
})

test('the desk identifies, renames, reloads and removes a display at once', async ({
  browser,
  page,
  service,
}) => {
  const screen = await openScreen(browser, service.url)
  await openDesk(page, service.url)
  await pair(page, screen, 'Door')

  await page.getByRole('button', { name: 'Identify' }).click({ timeout: 15_000 })
  await expect(screen.getByRole('alert')).toHaveText('Door')
  const name = page.getByLabel('Name of Door')
  await name.fill('Window')
  await name.blur()
  await expect(screen.getByRole('heading', { name: 'Window' })).toBeVisible()

  await screen.evaluate(() => {
    document.body.dataset['before'] = 'reload'
  })
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(screen.locator('body[data-before]')).toHaveCount(0)
  await expect(screen.locator('[data-queue]').first()).toBeVisible({ timeout: 15_000 })

  await page.getByRole('button', { name: 'Remove Window' }).click()
  await page.getByRole('button', { name: 'Confirm removal of Window' }).click()
  await expect(screen.locator('[data-code]')).toBeVisible({ timeout: 15_000 })
  await expect(screen.locator('[data-queue]')).toHaveCount(0)
  await expect(page.locator('[data-display]')).toHaveCount(0)
  await screen.context().close()
})

test('an unhealthy display is listed first and causes a warning on every page of the desk; a healthy one causes none', async ({
  browser,
  page,
  service,
}) => {
  test.setTimeout(120_000)
  const screen = await openScreen(browser, service.url)
  const other = await openScreen(browser, service.url)
  await openDesk(page, service.url)
  await pair(page, screen, 'Door')
  await pair(page, other, 'Attic')
  const link = page.getByRole('link', { name: /^Displays/ })
  await page.goto(`${service.url}/wall`)
  await expect(link).toHaveText('Displays')
  // A display is offline after two minutes: too long for a test, so the reply is changed on its way.
  await page.route('**/api/displays', async (route) => {
    const reply = await route.fetch()
    const text = await reply.text()
    const door = text.indexOf('"name":"Door"')
    const changed = text.slice(door).replace('"health":"healthy"', '"health":"offline"')
    await route.fulfill({ body: text.slice(0, door) + changed })
  })
  await expect(link).toHaveText('Displays ▲ 1 needs attention', { timeout: 15_000 })
  // The controls are hidden with the idle cursor; the warning stays.
  const notice = page.getByRole('link', { name: '▲ 1 display' })
  await expect(page.locator('main[data-idle]')).toBeVisible({ timeout: 15_000 })
  await expect(page.locator('[data-controls]')).toHaveCSS('opacity', '0')
  await expect(notice).toBeVisible()
  await expect(notice).toHaveAttribute('title', 'Needs attention: Door')
  await expectLegible(page)
  await page.goto(`${service.url}/boards`)
  await expect(link).toHaveText('Displays ▲ 1 needs attention')
  await page.goto(`${service.url}/displays`)
  await expect(link).toHaveText('Displays ▲ 1 needs attention')
  const row = page.locator('[data-display="Door"]')
  await expect(row).toContainText('■ Offline')
  const build = await screen.evaluate(async () => (await fetch('/display')).headers.get('x-wallboard-build'))
  await expect(row).toContainText(`build ${build?.slice(0, 7) ?? ''}`)
  await expect(row).toContainText(/Chrome \d+/)
  await screen.context().close()
  await other.context().close()
})

test.describe('codes that no screen shows', () => {
  test.use({ allowsConsoleErrors: true })
  test('are refused with a sentence', async ({ page, service }) => {
    await openDesk(page, service.url)
    await page.getByLabel('Code on the screen').fill('BBBB-BBBB')
    await page.getByRole('button', { name: 'Look up code' }).click()
    await expect(page.getByRole('alert')).toContainText('No display shows this code')
  })
})

test.describe('a server that stops', () => {
  test.use({ allowsConsoleErrors: true })
  test('leaves a paired display with its last figures, marked as old, and without a code', async ({
    browser,
    page,
    service,
  }) => {
    const screen = await openScreen(browser, service.url)
    await openDesk(page, service.url)
    await pair(page, screen, 'Wall')
    await service.close()
    await expect(screen.locator('main')).toHaveAttribute('data-link', 'down', { timeout: 5_000 })
    await expect(screen.getByRole('status')).toContainText('Connection to the server lost')
    await expect(screen.locator('[data-queue]').first()).toBeVisible()
    await expect(screen.locator('[data-code]')).toHaveCount(0)
    await screen.context().close()
  })
})
