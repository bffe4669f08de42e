import { setTimeout as pause } from 'node:timers/promises'
import { readConfig } from '@wallboard/bff/config'
import { createService, type Service } from '@wallboard/bff/service'
import type { Clocks } from '@wallboard/relay'
import type { Browser, Page, TestInfo } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import {
  compare,
  markedAfterMs,
  observeScreen,
  observerNow,
  recordTruth,
  standstillFrameMs,
  takeSamples,
} from './screen-observer.ts'
import { createLinkProxy } from './link-proxy.ts'
import { expect, supervisor, test, type SimulatorHandle } from './wall-fixture.ts'

const queues = 20
test.use({ allowsConsoleErrors: true, floor: { queues, agents: 60, speed: 20 } })

/** Together the tests below compare at least 100,000 figures with the truth. */
const leastSamples = 60_000
/** So often the screen has to have been seen live and true. */
const leastLive = 20_000
const markedWithinMs = 3_000

declare global {
  interface Window {
    /** Sets the time of day of this page by so many milliseconds. */
    stepWall: (ms: number) => void
    /** Whether the clock that never steps stands while the page does, as on a machine that sleeps. */
    standsWhileAsleep: (stands: boolean) => void
  }
}

/** A display on a network that a test can break, its server, and clocks that a test can set. */
async function setUp(browser: Browser, deskPage: Page, simulator: SimulatorHandle, testInfo: TestInfo) {
  const environment = {
    DATA_DIR: testInfo.outputPath('own data'),
    HOST: '127.0.0.1',
    FIVE9_LOGIN_URL: simulator.current().loginUrl,
    FIVE9_USERNAME: supervisor.username,
    FIVE9_PASSWORD: supervisor.password,
    LOG_LEVEL: 'silent',
  }
  let steppedMs = 0
  const clocks: Clocks = {
    monotonic: () => Math.round(performance.timeOrigin + performance.now()),
    wall: () => Date.now() + steppedMs,
  }
  const start = (port: number) => createService(readConfig({ ...environment, PORT: String(port) }), clocks)
  const truth = recordTruth()
  // From before the first look: a glass may show for a moment what has just ceased to be.
  truth.follow(simulator.current())
  let service: Service = await start(0)
  const { port } = service
  const network = await createLinkProxy(() => port)
  const desk = await openDesk(deskPage, service)
  // Near enough for all queues to stand on one page.
  const board = await desk.addBoard({
    name: 'Observed',
    viewing: { distanceM: 3, diagonalInches: 55 },
    pages: [{ tiles: [{ kind: 'queues', queues: 'all' }] }],
  })
  const tv = await pairTelevision(desk, browser, { ...service, url: network.url }, board, {
    prepare: async (page) => {
      await observeScreen(page)
      await page.addInitScript(() => {
        const realDate = Date.now.bind(Date)
        const realNow = performance.now.bind(performance)
        let wallMs = 0
        let sleptMs = 0
        let readAt = realNow()
        let stands = false
        Date.now = () => realDate() + wallMs
        performance.now = () => {
          const now = realNow()
          if (stands && now - readAt > 1_500) sleptMs += now - readAt
          readAt = now
          return now - sleptMs
        }
        window.stepWall = (ms) => (wallMs += ms)
        window.standsWhileAsleep = (isSo) => (stands = isSo)
      })
    },
  })
  await deskPage.goto('about:blank') // one page is enough to draw
  await expect(tv.page.locator('[data-queue]')).toHaveCount(queues)
  const main = tv.page.locator('main')
  const isLive = () => expect(main).toHaveAttribute('data-link', 'live', { timeout: 60_000 })
  await isLive()

  return {
    tv: tv.page,
    main,
    network,
    truth,
    isLive,
    stepServerWall: (ms: number) => (steppedMs += ms),
    restartServer: async (downForMs: number) => {
      await service.close()
      await pause(downForMs)
      service = await start(port)
    },
    /** Looks on until enough was seen, and judges it all. */
    judge: async (name: string) => {
      const looks = [...(await takeSamples(tv.page))]
      const isEnough = async () => {
        looks.push(...(await takeSamples(tv.page)))
        const { samples, live } = compare(looks, truth)
        return samples >= leastSamples && live >= leastLive
      }
      await expect.poll(isEnough, { timeout: 60_000, intervals: [1_000] }).toBe(true)
      await service.close()
      await tv.close()
      await network.close()
      const result = compare(looks, truth)
      process.stdout.write(
        `observer, ${name}: ${result.samples} figures in ${looks.length} frames, ${result.live} shown as live and compared with the truth, ${result.lies.length} untrue\n`,
      )
      return { ...result, looks }
    },
  }
}

test('[row 1, 21, 29, 30] no figure that is older than stated is shown as live, whichever link fails', async ({
  browser,
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(240_000)
  const { main, network, truth, isLive, restartServer, judge } = await setUp(
    browser,
    page,
    simulator,
    testInfo,
  )

  // Five9 says nothing, on a connection that stands.
  simulator.current().faults.set({ silent: true })
  await expect(main).not.toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  await pause(1_000)
  simulator.current().faults.set({ silent: false })
  await isLive()
  // The screen's network is gone.
  const cutAt = observerNow()
  network.cut()
  await pause(4_000)
  network.mend()
  await isLive()
  // The network passes nothing on, and connections stay open.
  const heldAt = observerNow()
  network.hold()
  await pause(5_000)
  network.mend()
  await isLive()
  // A connection ends and the next one resumes where it was.
  network.drop()
  await isLive()
  // Frames of Five9 are lost, doubled and out of order; the full statistics that would confirm do not come at first.
  simulator.current().faults.set({ truncatedFrameEvery: 5, duplicatedEvery: 4, reorderedEvery: 7 })
  await pause(6_000)
  simulator.current().faults.set({ truncatedFrameEvery: 0, duplicatedEvery: 0, reorderedEvery: 0 })
  simulator.current().faults.set({ droppedFullEvery: 1 })
  simulator.current().dropSockets()
  await pause(5_000)
  simulator.current().faults.clear()
  await isLive()
  // Five9 is gone, and comes back.
  const goneAt = observerNow()
  await simulator.kill()
  await pause(4_000)
  await simulator.restart()
  truth.follow(simulator.current())
  await isLive()
  // The server is gone, and comes back.
  await restartServer(3_000)
  await isLive()

  const { looks, lies } = await judge('links')
  expect(lies.slice(0, 20)).toEqual([])
  expect(markedAfterMs(looks, cutAt), 'a cut link').toBeLessThan(markedWithinMs)
  expect(markedAfterMs(looks, heldAt), 'a half-open link').toBeLessThan(15_000)
  expect(markedAfterMs(looks, goneAt), 'Five9 gone').toBeLessThan(markedWithinMs)
  // The observer has seen the screen live, and seen it give up in each way; figures did change in between.
  expect([...new Set(looks.map(({ link }) => link))]).toEqual(
    expect.arrayContaining(['live', 'stale', 'down']),
  )
  expect(new Set(looks.map(({ figures }) => JSON.stringify(figures))).size).toBeGreaterThan(8)
})

test('[row 22, 23, 27, 50] no step of any clock, no sleep and no standstill makes old figures look fresh', async ({
  browser,
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(240_000)
  const { tv, main, network, isLive, stepServerWall, judge } = await setUp(browser, page, simulator, testInfo)
  const chromium = await tv.context().newCDPSession(tv)
  await chromium.send('Debugger.enable')
  /** The page stands still, and its network does not: what comes queues up. */
  async function standStill(ms: number, meanwhile: () => void = () => undefined): Promise<void> {
    await chromium.send('Debugger.pause')
    await pause(ms / 2)
    meanwhile()
    await pause(ms / 2)
    await chromium.send('Debugger.resume')
  }
  let steppedMs = 0
  /** The time of day on the screen is the server's, in the site's zone. */
  async function expectTimeOfDay(): Promise<void> {
    const offMs = async () => {
      const shown = await tv.locator('header time').textContent()
      const now = new Date(Date.now() + steppedMs)
      const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
      return Math.abs(Date.parse(`1970-01-01T${shown}Z`) + midnight - now.getTime())
    }
    await expect.poll(offMs, { intervals: [100] }).toBeLessThan(2_000)
  }

  await expectTimeOfDay()
  for (const stepMs of [-3_600_000, 3_600_000, 5_400_000]) {
    steppedMs += stepMs
    stepServerWall(stepMs)
    await expectTimeOfDay()
    await isLive()
  }
  // The screen's own time of day: behind and ahead, by little and by much.
  for (const stepMs of [-3_600_000, -500, 500, 3_600_000, 86_400_000]) {
    await tv.evaluate((ms) => {
      window.stepWall(ms)
    }, stepMs)
    await pause(500)
    await isLive()
    await expectTimeOfDay()
  }
  // Five9's clock.
  for (const clockSkewMs of [-3_600_000, 3_600_000, 0]) {
    simulator.current().faults.set({ clockSkewMs })
    await pause(1_500)
    await isLive()
  }
  // A machine whose monotonic clock stands while it sleeps.
  await tv.evaluate(() => {
    window.standsWhileAsleep(true)
  })
  const sleptAt = observerNow()
  await standStill(6_000)
  await isLive()
  await expectTimeOfDay()
  await tv.evaluate(() => {
    window.standsWhileAsleep(false)
  })
  // The browser is stopped, the network goes meanwhile, and the browser goes on.
  await standStill(18_000, network.cut)
  const wokenAt = observerNow()
  await expect(main).toHaveAttribute('data-link', 'down')
  await expectTimeOfDay()
  await pause(1_000)
  network.mend()
  await isLive()

  const { looks, lies } = await judge('clocks')
  expect(lies.slice(0, 20)).toEqual([])
  const afterSleep = looks.filter(({ at }) => at > sleptAt + 6_000 && at < sleptAt + 8_000)
  expect(
    afterSleep.some(({ link }) => link === 'down'),
    'a screen that slept marks its figures',
  ).toBe(true)
  const ages = looks.filter(({ at }) => at > wokenAt + standstillFrameMs && at < wokenAt + 1_000)
  expect(
    Math.min(...ages.map(({ ageMs }) => ageMs ?? 0)),
    'what queued up is as old as it is',
  ).toBeGreaterThan(8_000)
})
