import { expectScreenToEqualTruth, expectLegible, readScreen } from './screen-reader.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

/** Within this time the screen must show that the link has failed. */
const shownWithinMs = 3_000

test.use({ allowsConsoleErrors: true })

test('[row 1, 2] while Five9 is down, the wall shows it and keeps its figures; it is live again without help', async ({
  signedIn,
  simulator,
}) => {
  const floor = simulator.current()
  floor.pause()
  await expectScreenToEqualTruth(signedIn, floor)
  const before = await readScreen(signedIn)

  await simulator.kill()
  await expect(signedIn.locator('main')).not.toHaveAttribute('data-link', 'live', { timeout: shownWithinMs })
  await expect(signedIn.getByRole('status')).toContainText(/Connection to Five9 lost at \d{2}:\d{2}:\d{2}/)
  expect(Object.keys(await readScreen(signedIn))).toEqual(Object.keys(before))
  const waits = () =>
    signedIn.locator('[data-queue] [data-field="currentLongestQueueTime"]').allTextContents()
  const stopped = await waits()
  await signedIn.waitForTimeout(2_100)
  expect(await waits(), 'clocks stop while the link is down').toEqual(stopped)

  await simulator.restart()
  await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  simulator.current().pause()
  await expectScreenToEqualTruth(signedIn, simulator.current())
})

test('while the server is down, the screen shows since when', async ({ signedIn, service }) => {
  await service.close()
  await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'down', { timeout: shownWithinMs })
  const banner = signedIn.getByRole('status')
  await expect(banner).toContainText(/Connection to the server lost at .+ old$/)
  expect(await banner.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
})

test('[row 8] a session that another program took over: the wall shows the cause and what to do', async ({
  signedIn,
  simulator,
}) => {
  await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'live')
  const five9 = simulator.current()
  await fetch(five9.loginUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ passwordCredentials: supervisor, appKey: 'desktop', policy: 'ForceIn' }),
  })
  five9.holdElsewhere()
  five9.dropSockets()
  const banner = signedIn.getByRole('status')
  await expect(banner).toContainText(/session ended at .+ old\. Somebody signed in .+ take it back/, {
    timeout: 30_000,
  })
  await expectLegible(signedIn)
})

test('[row 50] a page that fails as a whole shows it and reloads', async ({ page, service }) => {
  await page.clock.install()
  await page.addInitScript(() => {
    if (sessionStorage.getItem('was broken') !== null) return
    const { ResizeObserver } = window
    Object.defineProperty(window, 'ResizeObserver', {
      get: () => {
        // The check of the browser's version runs first, and must pass.
        if (document.readyState === 'loading') return ResizeObserver
        sessionStorage.setItem('was broken', 'yes')
        throw new Error('broken for the test')
      },
    })
  })
  await page.goto(`${service.url}/wall`)
  await signIn(page, supervisor)
  await expect(page.getByRole('alert')).toContainText('shows no figures')
  await page.clock.fastForward(20_000)
  await expect(page.locator('[data-queue]')).not.toHaveCount(0)
})

test('[row 48] the screen reloads once after the server changed to a new build', async ({
  page,
  service,
}) => {
  let connections = 0
  await page.routeWebSocket(/\/api\/live\?/, (screen) => {
    connections += 1
    const isNewer = connections > 1
    const server = screen.connectToServer()
    server.onMessage((frame) => {
      screen.send(isNewer ? String(frame).replace(/"build":"[^"]*"/, '"build":"newer"') : frame)
      if (!isNewer && String(frame).includes('"heartbeat"')) void screen.close()
    })
  })
  test.setTimeout(120_000)
  // Screens wait for a random time before they reload: here a short one.
  await page.addInitScript(() => {
    Math.random = () => 0.05
  })
  let buildRequests = 0
  await page.route(`${service.url}/wall`, async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.continue()
    buildRequests += 1
    // The first answer is still of the old server.
    const build = buildRequests > 1 ? 'newer' : 'older'
    return route.fulfill({ status: 200, headers: { 'x-wallboard-build': build }, body: '' })
  })
  await page.goto(`${service.url}/wall`)
  let loads = 0
  page.on('load', () => (loads += 1))
  await signIn(page, supervisor)
  await expect.poll(() => loads, { timeout: 50_000 }).toBe(1)
  expect(buildRequests, 'one while the old server answers, one for the new server').toBe(2)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.locator('[data-queue]')).not.toHaveCount(0)
  expect(connections, 'the first, the one to the new build, and one after the reload').toBe(3)
})

test('a chart that cannot be loaded fails alone: the other tiles stay live', async ({ page, service }) => {
  await page.route('**/figure-trend*.js', (route) => route.abort())
  await page.goto(`${service.url}/wall`)
  await signIn(page, supervisor)
  await expect(page.getByText('This tile failed')).toBeVisible({ timeout: 30_000 })
  await expect(page.locator('[data-failed]')).toContainText('Not loaded. The page tries again by itself')
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.locator('[data-queue]')).not.toHaveCount(0)
})

test('[row 22] the wall is not live while Five9 answers pings and sends nothing', async ({
  signedIn,
  simulator,
}) => {
  simulator.current().silence(true)
  await expect(signedIn.locator('main')).not.toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  simulator.current().silence(false)
  await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 40_000 })
})

test.describe('a screen whose clock is an hour wrong', () => {
  // With few queues, none is closed at night with callbacks that have waited for hours.
  test.use({ floor: { queues: 3 } })

  test('shows the same waits as the server', async ({ page, service, simulator }) => {
    await page.clock.install({ time: Date.now() - 3_600_000 })
    await page.goto(`${service.url}/wall`)
    await page.getByLabel('Username').fill('supervisor@wall.test')
    await page.getByLabel('Password').fill('a correct password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
    await expect(page.locator('[data-queue]')).toHaveCount(simulator.current().truth().queues.length)
    const waits = await page.locator('[data-queue] [data-field="currentLongestQueueTime"]').allTextContents()
    expect(waits.filter((text) => /h/.test(text) || text.startsWith('-'))).toEqual([])
  })
})
