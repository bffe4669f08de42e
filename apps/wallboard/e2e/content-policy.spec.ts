import { readConfig } from '@wallboard/bff/config'
import { createService } from '@wallboard/bff/service'
import type { BrowserContext, Page } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, supervisor, test } from './wall-fixture.ts'

/** Collects the violations of the Content-Security-Policy that pages and frames of the context report from now on. */
async function violationsIn(context: BrowserContext): Promise<readonly string[]> {
  const violations: string[] = []
  await context.exposeFunction('reportViolation', (text: string) => violations.push(text))
  await context.addInitScript(() => {
    document.addEventListener(
      'securitypolicyviolation',
      ({ violatedDirective, blockedURI, sourceFile, sample }) => {
        const report: unknown = Reflect.get(window, 'reportViolation')
        const text = `${location.pathname}: ${violatedDirective} ${blockedURI} ${sourceFile} ${sample}`
        if (typeof report === 'function') Reflect.apply(report, window, [text])
      },
    )
  })
  return violations
}

/** Violates the policy, to prove that violations are collected at all. */
async function breakPolicy(page: Page): Promise<void> {
  await page.evaluate(() => {
    const paragraph = document.createElement('p')
    paragraph.setAttribute('style', 'color: red')
    document.body.append(paragraph)
    try {
      document.body.insertAdjacentHTML('beforeend', '<b>')
    } catch {
      // Trusted Types refuse a string as markup.
    }
  })
}

// The last step violates the policy, which logs errors.
test.use({ allowsConsoleErrors: true, history: 'on' })

test('[row 35] no page of the desk and no display breaks the Content-Security-Policy', async ({
  page,
  context,
  browser,
  service,
}) => {
  const violations = await violationsIn(context)
  const desk = await openDesk(page, service)
  for (const path of ['/displays', '/boards', '/history', '/display']) {
    await page.goto(`${service.url}${path}`)
    await expect(page.locator('#root')).not.toBeEmpty()
  }
  const board = await desk.addBoard({
    name: 'Policy',
    pages: [{ tiles: [{ kind: 'queues', queues: 'all' }] }],
  })
  await page.goto(`${service.url}/boards/${board}`)
  await expect(page.frameLocator('iframe').locator('main')).toBeVisible()
  const tv = await pairTelevision(desk, browser, service, board)
  const onTv = await violationsIn(tv.page.context())
  await tv.page.reload()
  await expect(tv.page.locator('[data-queue]')).toHaveCount(8)
  // Trusted Types check the address of the service worker.
  await expect
    .poll(() => tv.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), {
      timeout: 60_000,
    })
    .toBe(1)
  expect([...violations, ...onTv]).toEqual([])
  await breakPolicy(page)
  await expect.poll(() => violations.length).toBe(2)
})

test('the page for administrators obeys the policy', async ({ page, context, simulator }, testInfo) => {
  const service = await createService(
    readConfig({
      PORT: '0',
      DATA_DIR: testInfo.outputPath('other data'),
      FIVE9_LOGIN_URL: simulator.current().loginUrl,
      ADMIN_USERS: supervisor.username,
      LOG_LEVEL: 'silent',
    }),
  )
  const violations = await violationsIn(context)
  await openDesk(page, service)
  await page.goto(`${service.url}/debug/latency`)
  await expect(page.getByRole('heading', { name: 'Latency' })).toHaveCSS('margin-top', '0px')
  expect(violations).toEqual([])
  await service.close()
})
