import { readConfig } from '@wallboard/bff/config'
import { createService } from '@wallboard/bff/service'
import type { Page } from '@playwright/test'
import { createStrippingProxy } from './stripping-proxy.ts'
import { expect, signIn, supervisor, test as base } from './wall-fixture.ts'

const prefix = '/wallboard'

const test = base.extend<{ readonly proxied: string }>({
  proxied: async ({ simulator }, use, testInfo) => {
    const service = await createService(
      readConfig({
        PORT: '0',
        DATA_DIR: testInfo.outputPath('behind-a-proxy'),
        HOST: '127.0.0.1',
        BASE_PATH: prefix,
        FIVE9_LOGIN_URL: simulator.current().loginUrl,
        LOG_LEVEL: 'silent',
      }),
    )
    const proxy = await createStrippingProxy(new URL(service.url).origin, prefix)
    await use(proxy.url)
    await proxy.close()
    await service.close()
  },
})

/** Requests of a page to addresses outside the base path. */
function strayRequests(page: Page): string[] {
  const stray: string[] = []
  const check = (address: string) => {
    const { protocol, pathname } = new URL(address)
    if (/^(https?|wss?):$/.test(protocol) && !pathname.startsWith(`${prefix}/`)) stray.push(pathname)
  }
  page.on('request', (request) => {
    check(request.url())
  })
  page.on('websocket', (socket) => {
    check(socket.url())
  })
  return stray
}

test('desk, pairing and display work behind a proxy that serves the wallboard below a path', async ({
  page,
  proxied,
  browser,
}) => {
  const stray = strayRequests(page)
  await page.goto(proxied)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.locator('[data-queue]').first()).toBeVisible()

  const context = await browser.newContext()
  const tv = await context.newPage()
  const strayOfTv = strayRequests(tv)
  await tv.goto(`${proxied}display`)
  await expect(tv.getByText(`Pair this screen at ${proxied}displays`)).toBeVisible()
  const code = await tv.locator('[data-code]').textContent()

  await page.goto(`${proxied}displays`)
  await expect(page.getByRole('link', { name: 'Displays' })).toHaveAttribute('aria-current', 'page')
  const paired = await page.request.post(`${proxied}api/displays`, {
    headers: { origin: new URL(proxied).origin },
    data: { code, name: 'Hall', boardId: 'all-queues', timeZone: 'UTC' },
  })
  expect(paired.ok(), await paired.text()).toBe(true)
  await expect(tv.locator('main')).toHaveAttribute('data-board', 'all-queues')
  await expect(tv.locator('main')).toHaveAttribute('data-link', 'live')
  // The display is still paired: its cookie has this path.
  await tv.reload()
  await expect(tv.locator('[data-queue]').first()).toBeVisible()
  await page.getByRole('link', { name: 'Boards' }).click()
  await expect(page.getByRole('heading', { name: 'New board' })).toBeVisible()
  expect(await page.evaluate(() => document.fonts.check('16px "Inter Variable"'))).toBe(true)
  expect([stray, strayOfTv]).toEqual([[], []])
  await context.close()
  await page.goto('about:blank') // the proxy closes before the page
})
