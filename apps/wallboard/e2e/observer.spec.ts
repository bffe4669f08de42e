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

/** Figures that each test compares with the simulator's at least. */
const minSamples = 60_000
/** Of these, at least this many are shown as live. */
const minLive = 20_000
const markedWithinMs = 3_000

declare global {
  interface Window {
    /** Steps this page's wall clock by this many milliseconds. */
    stepWall: (ms: number) => void
    /** Whether the monotonic clock stops while the page is paused, as on a machine that sleeps. */
    setClockStopsInSleep: (stops: boolean) => void
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
  // Before the first sample: a screen may briefly show figures that have just changed.
  truth.follow(simulator.current())
  let service: Service = await start(0)
  const { port } = service
  const network = await createLinkProxy(() => port)
  const desk = await openDesk(deskPage, service)
  // A short viewing distance, so that all queues are on one page.
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
        window.setClockStopsInSleep = (stops) => (stands = stops)
      })
    },
  })
  await deskPage.goto('about:blank') // saves the work of drawing a second page
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
    /** Takes samples until there are enough, stops everything, and compares all samples with the truth. */
    finish: async (name: string) => {
      const frames = [...(await takeSamples(tv.page))]
      const isEnough = async () => {
        frames.push(...(await takeSamples(tv.page)))
        const { samples, live } = compare(frames, truth)
        return samples >= minSamples && live >= minLive
      }
      await expect.poll(isEnough, { timeout: 60_000, intervals: [1_000] }).toBe(true)
      await service.close()
      await tv.close()
      await network.close()
      const result = compare(frames, truth)
      process.stdout.write(
        `observer, ${name}: ${result.samples} figures in ${frames.length} frames, ${result.live} shown as live and compared with the truth, ${result.lies.length} untrue\n`,
      )
      return { ...result, frames }
    },
  }
}

test('[row 1, 21, 29, 30] shows no figure as live that is older than stated, whichever link fails', async ({
  browser,
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(240_000)
  const { main, network, truth, isLive, restartServer, finish } = await setUp(
    browser,
    page,
    simulator,
    testInfo,
  )

  // Five9 sends nothing on an open connection.
  simulator.current().faults.set({ silent: true })
  await expect(main).not.toHaveAttribute('data-link', 'live', { timeout: 30_000 })
  await pause(1_000)
  simulator.current().faults.set({ silent: false })
  await isLive()
  // The screen's network fails.
  const cutAt = observerNow()
  network.cut()
  await pause(4_000)
  network.mend()
  await isLive()
  // The network passes nothing on; connections stay open.
  const heldAt = observerNow()
  network.hold()
  await pause(5_000)
  network.mend()
  await isLive()
  // A connection ends, and the next one resumes at its position.
  network.drop()
  await isLive()
  // Frames of Five9 are lost, duplicated and reordered; the first full statistics, which would confirm, are missing.
  simulator.current().faults.set({ truncatedFrameEvery: 5, duplicatedEvery: 4, reorderedEvery: 7 })
  await pause(6_000)
  simulator.current().faults.set({ truncatedFrameEvery: 0, duplicatedEvery: 0, reorderedEvery: 0 })
  simulator.current().faults.set({ droppedFullEvery: 1 })
  simulator.current().dropSockets()
  await pause(5_000)
  simulator.current().faults.clear()
  await isLive()
  // Five9 stops and starts again.
  const goneAt = observerNow()
  await simulator.kill()
  await pause(4_000)
  await simulator.restart()
  truth.follow(simulator.current())
  await isLive()
  // The server stops and starts again.
  await restartServer(3_000)
  await isLive()

  const { frames, lies } = await finish('links')
  expect(lies.slice(0, 20)).toEqual([])
  expect(markedAfterMs(frames, cutAt), 'a cut link').toBeLessThan(markedWithinMs)
  expect(markedAfterMs(frames, heldAt), 'a half-open link').toBeLessThan(15_000)
  expect(markedAfterMs(frames, goneAt), 'Five9 down').toBeLessThan(markedWithinMs)
  // The samples hold every state of the link, and figures that change.
  expect([...new Set(frames.map(({ link }) => link))]).toEqual(
    expect.arrayContaining(['live', 'stale', 'down']),
  )
  expect(new Set(frames.map(({ figures }) => JSON.stringify(figures))).size).toBeGreaterThan(8)
})

test('[row 22, 23, 27, 50] shows no old figure as live after a step of any clock, a sleep or a pause', async ({
  browser,
  page,
  simulator,
}, testInfo) => {
  test.setTimeout(240_000)
  const { tv, main, network, isLive, stepServerWall, finish } = await setUp(
    browser,
    page,
    simulator,
    testInfo,
  )
  const chromium = await tv.context().newCDPSession(tv)
  await chromium.send('Debugger.enable')
  /** Pauses the page while its network goes on: messages queue up. */
  async function pausePage(ms: number, meanwhile: () => void = () => undefined): Promise<void> {
    await chromium.send('Debugger.pause')
    await pause(ms / 2)
    meanwhile()
    await pause(ms / 2)
    await chromium.send('Debugger.resume')
  }
  let steppedMs = 0
  /** The time of day on the screen is the server's, in the site's zone. */
  async function expectTimeOfDay(): Promise<void> {
    const errorMs = async () => {
      const shown = await tv.locator('header time').textContent()
      const now = new Date(Date.now() + steppedMs)
      const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
      return Math.abs(Date.parse(`1970-01-01T${shown}Z`) + midnight - now.getTime())
    }
    await expect.poll(errorMs, { intervals: [100] }).toBeLessThan(2_000)
  }

  await expectTimeOfDay()
  for (const stepMs of [-3_600_000, 3_600_000, 5_400_000]) {
    steppedMs += stepMs
    stepServerWall(stepMs)
    await expectTimeOfDay()
    await isLive()
  }
  // The screen's wall clock: behind and ahead, by little and by much.
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
  // A machine whose monotonic clock stops while it sleeps.
  await tv.evaluate(() => {
    window.setClockStopsInSleep(true)
  })
  const sleptAt = observerNow()
  await pausePage(6_000)
  await isLive()
  await expectTimeOfDay()
  await tv.evaluate(() => {
    window.setClockStopsInSleep(false)
  })
  // The network fails while the browser is paused.
  await pausePage(18_000, network.cut)
  const resumedAt = observerNow()
  await expect(main).toHaveAttribute('data-link', 'down')
  await expectTimeOfDay()
  await pause(1_000)
  network.mend()
  await isLive()

  const { frames, lies } = await finish('clocks')
  expect(lies.slice(0, 20)).toEqual([])
  const afterSleep = frames.filter(({ at }) => at > sleptAt + 6_000 && at < sleptAt + 8_000)
  expect(
    afterSleep.some(({ link }) => link === 'down'),
    'a screen marks its figures after a sleep',
  ).toBe(true)
  const ages = frames.filter(({ at }) => at > resumedAt + standstillFrameMs && at < resumedAt + 1_000)
  expect(Math.min(...ages.map(({ ageMs }) => ageMs ?? 0)), 'queued messages keep their age').toBeGreaterThan(
    8_000,
  )
})
