import { readConfig } from '@wallboard/bff/config'
import { createService, type Service } from '@wallboard/bff/service'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, supervisor, test } from './wall-fixture.ts'

test.use({ allowsConsoleErrors: true })

/** A server with a service account on a fixed port, which a wall needs after a power cut. */
function startServer(loginUrl: string, dataDir: string, port: number): Promise<Service> {
  return createService(
    readConfig({
      PORT: String(port),
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      FIVE9_LOGIN_URL: loginUrl,
      FIVE9_USERNAME: supervisor.username,
      FIVE9_PASSWORD: supervisor.password,
      LOG_LEVEL: 'silent',
    }),
  )
}

test('[row 27] a display that starts before its server shows its saved snapshot as stale, and then the same board live', async ({
  browser,
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(150_000)
  const dataDir = testInfo.outputPath('own data')
  const first = await startServer(simulator.current().loginUrl, dataDir, 0)
  const desk = await openDesk(page, first)
  const board = await desk.addBoard({
    name: 'Saved',
    pages: [
      {
        tiles: [
          { kind: 'agent-summary', queues: 'all' },
          { kind: 'queues', queues: 'all' },
        ],
      },
    ],
  })
  const tv = await pairTelevision(desk, browser, first, board)
  await expect(tv.page.locator('[data-queue]')).toHaveCount(8)
  // The page and the snapshot are saved some time after the board is shown.
  await expect
    .poll(() => tv.page.evaluate(() => caches.keys()), { timeout: 60_000 })
    .toEqual(expect.arrayContaining([expect.stringMatching(/^shell /), 'saved snapshot']))
  for (const stored of ['/display', '/saved-snapshot'])
    await expect
      .poll(() => tv.page.evaluate(async (path) => (await caches.match(path)) !== undefined, stored), {
        timeout: 60_000,
      })
      .toBe(true)
  await first.close()

  // The display starts again while the server is down.
  const again = await tv.page.context().newPage()
  await tv.page.close()
  await again.goto(`${first.url}/display`)
  await expect(again.locator('main')).toHaveAttribute('data-link', 'down')
  await expect(again.locator('main')).toHaveAttribute('data-board', board)
  await expect(again.locator('[data-queue]')).toHaveCount(8)
  await expect(again.getByRole('status')).toHaveText(
    /Connection to the server lost at \d\d:\d\d:\d\d · figures are .+ old/,
  )
  const wait = again.locator('[data-queue] [data-field="currentLongestQueueTime"]').first()
  const stopped = await wait.textContent()
  await again.waitForTimeout(2_500)
  expect(await wait.textContent()).toBe(stopped)
  await expect(again.locator('[data-tile="agent-summary"] [data-field="ready"]')).toHaveText(/\d/)

  const second = await startServer(simulator.current().loginUrl, dataDir, first.port)
  await expect(again.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 40_000 })
  await expect(again.locator('main')).toHaveAttribute('data-board', board)

  // The display is revoked: its browser deletes the snapshot.
  await page.request.post(`${second.url}/api/session`, {
    headers: { origin: second.url },
    data: { ...supervisor, force: false },
  })
  const removed = await page.request.delete(`${second.url}/api/displays/${tv.id}`, {
    headers: { origin: second.url },
  })
  expect(removed.ok()).toBe(true)
  await expect(again.locator('[data-code]')).toBeVisible({ timeout: 20_000 })
  await expect.poll(() => again.evaluate(() => caches.keys())).not.toContain('saved snapshot')
  await second.close()
  await again.context().close()
})

test('a browser without service workers and caches shows its board', async ({ browser, page, service }) => {
  const desk = await openDesk(page, service)
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const screen = await context.newPage()
  await screen.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'caches')
  })
  await screen.goto(`${service.url}/display`)
  const code = await screen.locator('[data-code]').textContent()
  await desk.ask('POST', '/api/displays', { code, name: 'Plain', boardId: 'all-queues' })
  await expect(screen.locator('[data-queue]').first()).toBeVisible()
  await expect(screen.locator('main')).toHaveAttribute('data-link', 'live')
  await context.close()
})
