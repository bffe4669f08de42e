import type { Locator, Page } from '@playwright/test'
import { allQueuesBoard, type Board } from '@wallboard/boards'
import {
  stageDisplay,
  stagedChanges,
  stagedQueue,
  stagedSnapshot,
  stageTime,
  upLink,
  type StagedDisplay,
} from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const limit = { metric: 'callsInQueue', level: 'critical', when: 'above', value: 8, onDelay: 0 } as const

const withPages = (pages: Board['pages']): Board => ({ ...allQueuesBoard, rotateSeconds: 20, pages })

const twoPages = withPages([
  { tiles: [{ kind: 'text', text: 'First page' }] },
  { tiles: [{ kind: 'queue', queue: '300006', thresholds: [limit] }] },
])

/** Lets seconds pass on a staged screen that hears from its server in each of them. */
async function pass(page: Page, stage: StagedDisplay, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    const now = (await page.evaluate(() => Date.now())) + 1_000
    stage.say({
      type: 'heartbeat',
      serverTime: now,
      wallOffsetMs: 0,
      link: { ...upLink(stageTime), confirmedAt: now },
    })
    await stage.settled()
    await page.clock.runFor(1_000)
  }
}

/** The same until something can be seen; fails after a minute by the screen's clock. */
async function passUntil(page: Page, stage: StagedDisplay, wanted: Locator): Promise<void> {
  for (let second = 0; second < 60 && !(await wanted.isVisible()); second += 1) await pass(page, stage, 1)
  await expect(wanted).toBeVisible()
}

test('pages take turns by a timer, and a new critical alarm brings its own page at once', async ({
  page,
  service,
}) => {
  await page.clock.install({ time: stageTime })
  const stage = await stageDisplay(page, service, twoPages, stagedSnapshot(8, stageTime))
  const first = page.getByText('First page')
  const second = page.locator('[data-queue="Sales"]')
  await pass(page, stage, 1)
  await expect(first).toBeVisible()
  await expect(page.getByText('1 of 2')).toBeVisible()
  await pass(page, stage, 21)
  await expect(second).toBeVisible()
  await expect(page.getByText('2 of 2')).toBeVisible()
  await pass(page, stage, 20)
  await expect(first).toBeVisible()
  stage.say(stagedChanges(2, stageTime + 42_000, [stagedQueue(5, stageTime + 42_000, 9)]))
  await pass(page, stage, 1)
  await expect(second).toBeVisible()
  await expect(second).toHaveAttribute('data-level', 'critical')
})

test('a trend that comes back has the id that it had, by which recharts keeps what it computed', async ({
  page,
  service,
}) => {
  await page.clock.install({ time: stageTime })
  const withTrend = withPages([
    { tiles: [{ kind: 'trend' }] },
    { tiles: [{ kind: 'text', text: 'Between' }] },
  ])
  const stage = await stageDisplay(page, service, withTrend, stagedSnapshot(8, stageTime))
  const area = page.locator('[data-tile="trend"] path.recharts-area-area')
  const between = page.getByText('Between')
  const ids: (string | null)[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    await passUntil(page, stage, area)
    ids.push(await area.getAttribute('id'))
    await passUntil(page, stage, between)
  }
  expect(new Set(ids).size).toBe(1)
  expect(ids[0]).toMatch(/^trend-/)
})

test('the pointer hides, and the whole picture moves a little each minute and stays on the screen', async ({
  page,
  service,
}) => {
  await page.clock.install({ time: stageTime })
  const stage = await stageDisplay(page, service, allQueuesBoard, stagedSnapshot(6, stageTime))
  const main = page.locator('main')
  await page.clock.runFor(1_000)
  await expect(page.locator('[data-queue]')).toHaveCount(6)
  await page.mouse.move(300, 300)
  await expect(main).not.toHaveAttribute('data-idle')
  // In steps with a beat in each: a page that hears nothing for seconds gives its connection up.
  for (let step = 0; step < 12; step += 1) {
    stage.say({ type: 'heartbeat', serverTime: stageTime, wallOffsetMs: 0, link: upLink(stageTime) })
    await stage.settled()
    await page.clock.runFor(500)
  }
  await expect(main).toHaveAttribute('data-idle')
  await expect(main).toHaveCSS('cursor', 'none')

  const offset = () =>
    main.locator('> section').evaluate(({ style }) => (style.transform.match(/-?\d+/g) ?? []).map(Number))
  const seen: number[][] = [await offset()]
  for (let minute = 1; minute <= 16; minute += 1) {
    const serverTime = stageTime + minute * 60_000
    stage.say({
      type: 'heartbeat',
      serverTime,
      wallOffsetMs: 0,
      link: { ...upLink(stageTime), confirmedAt: serverTime },
    })
    await stage.settled()
    await page.clock.runFor(500) // one tick
    seen.push(await offset())
  }
  expect(new Set(seen.map(String)).size).toBeGreaterThanOrEqual(16)
  for (const axis of [0, 1]) {
    const values = seen.map((each) => each[axis] ?? Number.NaN)
    expect(Math.max(...values) - Math.min(...values)).toBeLessThanOrEqual(24)
  }
  await expect(main.getByRole('region', { name: 'Tiles' })).toHaveCSS('transition-duration', '2s')
})

test('the screen is kept awake, and again after it was hidden', async ({ page, service }) => {
  await page.addInitScript(() => {
    const asked: string[] = []
    Object.assign(window, { asked })
    Object.defineProperty(navigator, 'wakeLock', {
      value: {
        request: (kind: string) => {
          asked.push(kind)
          return Promise.resolve({ release: () => Promise.resolve() })
        },
      },
    })
  })
  await stageDisplay(page, service, allQueuesBoard, stagedSnapshot(6, stageTime))
  const asked = () => page.evaluate(() => ('asked' in window ? window.asked : undefined))
  await expect.poll(asked).toEqual(['screen'])
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await expect.poll(asked).toEqual(['screen', 'screen'])
})

test('a source that does not come is no data with since when, and never a zero', async ({
  page,
  service,
}) => {
  await page.clock.setFixedTime(stageTime)
  const whole = stagedSnapshot(3, stageTime)
  const payLoad = whole.payLoad.filter(({ dataSource }) => dataSource === 'ACD_STATUS')
  const board: Board = {
    ...withPages([
      {
        tiles: [
          { kind: 'agent-summary', queues: 'all' },
          { kind: 'campaign', campaign: 'c' },
          { kind: 'agents', queues: 'all' },
          { kind: 'number', figure: { of: 'campaign', campaign: 'c', metric: 'totalCallsCount' } },
          { kind: 'group', name: 'All', queues: ['300001', '300002'] },
        ],
      },
    ]),
    mode: 'supervisor',
    viewing: { distanceM: 3, diagonalInches: 55 },
  }
  const stage = await stageDisplay(page, service, board, { ...whole, payLoad })
  for (const kind of ['agent-summary', 'campaign', 'agents'])
    await expect(page.locator(`[data-tile="${kind}"] [data-no-data]`)).toHaveText(/no data\s*since 09:30/)
  for (const kind of ['agent-summary', 'campaign', 'number'])
    await expect(page.locator(`[data-tile="${kind}"] [data-field]`).first()).toHaveText('–')
  await expect(page.locator('[data-tile="group"] [data-field="callsInQueue"]')).toHaveText(/\d/)

  // A second start of the same does not make it newer, and data that comes ends it.
  stage.say({
    ...whole,
    payLoad,
    serverTime: stageTime + 600_000,
    wallOffsetMs: 0,
    asOf: stageTime + 600_000,
  })
  await expect(page.locator('time').first()).toHaveText(/^09:40/)
  await expect(page.locator('[data-tile="campaign"]')).toContainText('since 09:30')
  stage.say(whole)
  await expect(page.locator('[data-no-data]')).toHaveCount(0)
  await expect(page.locator('[data-tile="campaign"] [data-field="totalCallsCount"]')).toHaveText('412')
})

test('a clock of a zone that the browser does not know says so, and tells no time', async ({
  page,
  service,
}) => {
  await page.clock.setFixedTime(stageTime)
  const board = withPages([
    {
      tiles: [
        { kind: 'clock', label: 'Berlin', timeZone: 'Europe/Belin' },
        { kind: 'clock', label: 'Tokyo', timeZone: 'Asia/Tokyo' },
      ],
    },
  ])
  await stageDisplay(page, service, board, stagedSnapshot(4, stageTime))
  const clocks = page.locator('[data-tile="clock"]')
  await expect(clocks.nth(1).locator('time')).toHaveText('18:30')
  await expect(clocks.nth(0)).toContainText('unknown time zone Europe/Belin')
  await expect(clocks.nth(0).locator('time')).toHaveCount(0)
})

test.describe('a screen that is set to another zone', () => {
  test.use({ timezoneId: 'Asia/Tokyo' })

  test('tells the time of its site', async ({ page, service }) => {
    await page.clock.setFixedTime(stageTime)
    const board = withPages([{ tiles: [{ kind: 'clock' }, { kind: 'queues', queues: 'all' }] }])
    await stageDisplay(page, service, board, stagedSnapshot(3, stageTime))
    await expect(page.locator('header time')).toHaveText('09:30:00')
    await expect(page.locator('[data-tile="clock"] time')).toHaveText('09:30')
  })
})

test('a tile whose script did not load is named, and loaded again with the page once that is served', async ({
  page,
  service,
}, testInfo) => {
  const other = await page.context().newPage() // its console reports the failed request
  let isMissing = true
  await other.route('**/assets/tiles-*.js', (route) =>
    isMissing ? route.fulfill({ status: 404, body: '' }) : route.continue(),
  )
  const board: Board = {
    ...allQueuesBoard,
    pages: [{ tiles: [{ kind: 'clock' }, { kind: 'queues', queues: 'all' }] }],
  }
  await stageDisplay(other, service, board, stagedSnapshot(3, stageTime))
  await expect(other.locator('[data-failed]')).toHaveText(
    'This tile failedNot loaded. The page tries again by itself; check the network if this stays.',
  )
  await other.screenshot({ path: testInfo.outputPath('not-loaded.png') })
  const queues = other.locator('[data-field="callsInQueue"]')
  await expect(queues.first()).toBeVisible() // tiles of queues have their figures without it
  isMissing = false
  await expect(other.locator('[data-tile="clock"] time')).toBeVisible({ timeout: 25_000 })
  await expect(other.locator('[data-failed]')).toHaveCount(0)
  await other.close()
})
