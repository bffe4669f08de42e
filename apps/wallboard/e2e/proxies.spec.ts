import { createHttpProxy } from './http-proxy.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

test.use({ allowsConsoleErrors: true })

for (const upgradeStatus of [404, 200])
  test(`a proxy that answers upgrades with ${upgradeStatus}: the page says what to change in it`, async ({
    page,
    service,
  }) => {
    const proxy = await createHttpProxy(service.port, { upgradeStatus })
    await page.goto(proxy.url)
    await signIn(page, supervisor)
    const banner = page.getByRole('status')
    await expect(banner).toContainText(
      /The page loads, but the live connection fails .* Upgrade and Connection/,
      { timeout: 40_000 },
    )
    await expect(page.locator('main')).toHaveAttribute('data-link', 'down')
    expect(proxy.upgrades(), 'the pauses between attempts grow').toBeLessThan(9)
    await proxy.close()
  })

test('a proxy that holds every message back for five seconds: the age says so', async ({ page, service }) => {
  const proxy = await createHttpProxy(service.port, { holdBackMs: 5_000 })
  await page.goto(proxy.url)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  const banner = page.getByRole('status')
  const ages: number[] = []
  for (let look = 0; look < 20; look += 1) {
    const [, seconds] = /live · ([\d.]+) s/.exec((await banner.textContent()) ?? '') ?? []
    ages.push(Number(seconds))
    await page.waitForTimeout(200)
  }
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(4.9)
  expect(proxy.upgrades(), 'one connection stands').toBe(1)
  await proxy.close()
})

test('a proxy that rewrites Host: the screen says why it gets no code', async ({ page, service }) => {
  const proxy = await createHttpProxy(service.port, { rewritesHost: true })
  await page.goto(`${proxy.url}/display`)
  const status = page.getByRole('status')
  await expect(status).toContainText('This screen tries again by itself')
  await expect(status).not.toContainText('does not answer')
  await expect(status).not.toContainText('gave no reason')
  await proxy.close()
})
