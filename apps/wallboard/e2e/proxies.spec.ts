import { createHttpProxy } from './http-proxy.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

test.use({ allowsConsoleErrors: true })

for (const upgradeStatus of [404, 200])
  test(`behind a proxy that answers upgrades with ${upgradeStatus} the page shows what to change in the proxy`, async ({
    page,
    service,
  }) => {
    const proxy = await createHttpProxy(service.port, { upgradeStatus })
    await page.goto(`${proxy.url}/wall`)
    await signIn(page, supervisor)
    const banner = page.getByRole('status')
    await expect(banner).toContainText(
      /The page loads, but the live connection fails .* Upgrade and Connection/,
      { timeout: 40_000 },
    )
    await expect(page.locator('main')).toHaveAttribute('data-link', 'down')
    expect(proxy.upgrades(), 'attempts, since the pauses between them grow').toBeLessThan(9)
    await proxy.close()
  })

test('behind a proxy that delays each message by five seconds the shown age includes the delay', async ({
  page,
  service,
}) => {
  const proxy = await createHttpProxy(service.port, { delayMs: 5_000 })
  await page.goto(`${proxy.url}/wall`)
  await signIn(page, supervisor)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  const banner = page.getByRole('status')
  const ages: number[] = []
  for (let sample = 0; sample < 20; sample += 1) {
    const [, seconds] = /live · ([\d.]+) s/.exec((await banner.textContent()) ?? '') ?? []
    ages.push(Number(seconds))
    await page.waitForTimeout(200)
  }
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(4.9)
  expect(proxy.upgrades(), 'one connection stays open').toBe(1)
  await proxy.close()
})

test('behind a proxy that rewrites Host the pairing page shows why it has no code', async ({
  page,
  service,
}) => {
  const proxy = await createHttpProxy(service.port, { rewritesHost: true })
  await page.goto(`${proxy.url}/display`)
  const status = page.getByRole('status')
  await expect(status).toContainText('This screen tries again by itself')
  await expect(status).not.toContainText('does not answer')
  await expect(status).not.toContainText('gave no reason')
  await proxy.close()
})
