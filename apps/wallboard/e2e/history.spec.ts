import { HistoryCoverage } from '@wallboard/relay/rest/history'
import type { Service } from '@wallboard/bff/service'
import type { Simulator } from '@wallboard/simulator'
import type { Page } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

/** Every figure of the tiles and of the header, by queue and field. */
const figuresOn = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-field]')].map((element) => {
        const queue = element.closest('[data-queue]')?.getAttribute('data-queue') ?? 'header'
        return [`${queue} ${element.getAttribute('data-field') ?? ''}`, element.textContent]
      }),
    ),
  )

const counts = [
  ...['callsInQueue', 'agentsInQueue', 'agentsLoggedIn', 'agentsNotReadyForCalls', 'agentsOnCall'],
] as const

/** The counts of each queue by the simulated floor itself, as the page names them. */
function countsOnFloor(floor: Simulator): Record<string, string> {
  const { queues, sources } = floor.truth()
  const rows = new Map((sources['ACD_STATUS'] ?? []).map((row) => [row.id, row]))
  return Object.fromEntries(
    queues.flatMap(({ id, name }) =>
      counts.map((field) => [`${name} ${field}`, String(rows.get(id)?.[field])]),
    ),
  )
}

/** An instant around which the wall showed the same figures, waits included, and the floor had them. */
async function noteMoment(page: Page, floor: Simulator) {
  for (;;) {
    const figures = await figuresOn(page)
    const truth = countsOnFloor(floor)
    const at = new Date().toISOString()
    await page.waitForTimeout(600) // longer than a tick of the page is late on a busy machine
    const isSame = JSON.stringify(await figuresOn(page)) === JSON.stringify(figures)
    if (isSame && JSON.stringify(countsOnFloor(floor)) === JSON.stringify(truth))
      return { at, figures, truth }
  }
}

/** The board lies whole within the desk's frame: no tile is cut, nothing scrolls, and ribbon and strip are in reach. */
async function expectFits(page: Page, width: number): Promise<void> {
  const cut = () =>
    page.evaluate(() => {
      const main = document.querySelector('main')?.getBoundingClientRect()
      const root = document.documentElement
      if (main === undefined) return ['no board']
      const isIn = (box: DOMRect, { left, top, right, bottom }: Omit<DOMRect, 'toJSON'>) =>
        box.left >= left - 1 && box.top >= top - 1 && box.right <= right + 1 && box.bottom <= bottom + 1
      const screen = new DOMRect(0, 0, innerWidth, innerHeight)
      return [
        ...(isIn(main, screen) ? [] : ['the board']),
        ...(root.scrollWidth > innerWidth || root.scrollHeight > innerHeight ? ['the page scrolls'] : []),
        ...[...document.querySelectorAll('main [data-tile], main [data-queue]')]
          .filter((tile) => !isIn(tile.getBoundingClientRect(), main))
          .map((tile) => tile.outerHTML.slice(0, 80)),
        ...[...document.querySelectorAll('[data-ribbon], [data-strip]')]
          .filter((part) => !isIn(part.getBoundingClientRect(), screen))
          .map((part) => part.outerHTML.slice(0, 80)),
      ]
    })
  await expect.poll(cut, { message: `cut off at ${width}`, timeout: 20_000 }).toEqual([])
}

/** Waits until the recording of an instant is written, which happens every ten seconds. */
async function written(page: Page, service: Service, at: string): Promise<void> {
  const kindAt = async (): Promise<string> => {
    const reply = await page.request.get(`${service.url}/api/history/state?at=${at}&board=all-queues`)
    return /"kind":"live"/.exec(await reply.text())?.[0] ?? String(reply.status())
  }
  await expect.poll(kindAt, { timeout: 60_000 }).toBe('"kind":"live"')
}

/** Collects every value that `data-link` had on this page. */
const collectLinks = (page: Page) =>
  page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seenLinks: seen })
    const look = () => {
      if (!location.pathname.endsWith('/history')) return
      const link = document.querySelector('main')?.getAttribute('data-link')
      if (link !== null && link !== undefined) seen.add(link)
    }
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true })
  })
const seenLinks = (page: Page) =>
  page.evaluate(() => [...(window as unknown as { seenLinks: Set<string> }).seenLinks])

test.describe('the past of a board', () => {
  // Times are those of the site, not of the browser.
  const siteZone = 'Asia/Kathmandu'
  test.use({
    ...{ history: 'on', floor: { queues: 4, agents: 12, speed: 1 } },
    environment: { TIME_ZONE: siteZone },
  })

  test('shows every figure of an instant that was noted, in a second browser too, and is never live', async ({
    signedIn: page,
    service,
    simulator,
    browser,
  }) => {
    await page.waitForTimeout(2_000) // the recording starts with the first tick after the feed has data
    const { at, figures, truth } = await noteMoment(page, simulator.current())
    expect(Object.keys(figures).length).toBeGreaterThan(10)
    expect(figures).toMatchObject(truth)
    await written(page, service, at)

    const main = page.locator('main')
    await collectLinks(page)
    await page.goto(`${service.url}/history?at=${at}`)
    await expect(main).toHaveAttribute('data-at', at)
    await expect(main).toHaveAttribute('data-link', 'replay')
    await expect(page.locator('[data-queue]').first()).toBeVisible()
    expect(await figuresOn(page)).toEqual(figures)
    await page.waitForTimeout(1_500) // running waits stand still
    expect(await figuresOn(page)).toEqual(figures)
    const ribbon = page.locator('[data-ribbon]')
    const siteTime = new Date(at).toLocaleTimeString('en-GB', { timeZone: siteZone })
    await expect(ribbon).toContainText(/REPLAY/i)
    await expect(ribbon).toContainText(siteTime)
    await expect(page.locator('[data-strip]')).toContainText(siteTime)

    // It stands in the desk's frame: navigation, present freshness, search and keys.
    await expect(page.getByRole('navigation').getByRole('link', { name: 'History' })).toBeVisible()
    await expect(page.getByRole('status').first()).toHaveText(/Five9 now: live · \d/)
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Back to live')
    await page.keyboard.press('Escape') // closes the dialog, and nothing else
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(main).toHaveAttribute('data-at', at)
    const former = page.viewportSize() ?? { width: 1280, height: 720 }
    for (const [width, height] of [
      [1280, 800],
      [1600, 900],
      [1920, 1080],
      [1024, 768],
      [820, 1180],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expectFits(page, width)
    }
    await page.setViewportSize(former)
    expect(await figuresOn(page)).toEqual(figures)

    const context = await browser.newContext()
    const second = await context.newPage()
    await second.goto(page.url())
    await signIn(second, supervisor)
    await expect(second.locator('main')).toHaveAttribute('data-at', at)
    await expect(second.locator('[data-queue]').first()).toBeVisible()
    expect(await figuresOn(second)).toEqual(figures)
    await context.close()

    const instant = page.getByRole('slider', { name: 'Instant' })
    await instant.press('Shift+ArrowLeft')
    const earlier = new Date(Date.parse(at) - 1_000).toISOString()
    await expect(main).toHaveAttribute('data-at', earlier)
    await expect(page).toHaveURL(new RegExp(`at=${earlier.replaceAll(/[.:]/g, '.{1,3}')}`))
    await instant.fill(String(Date.parse(at)))
    await expect(main).toHaveAttribute('data-at', at)
    expect(await figuresOn(page)).toEqual(figures)

    // It plays through a stream of the server; paused anew, each figure is that of the instant shown.
    await page.getByRole('button', { name: 'Play 1×', exact: true }).click()
    const shownAt = async () => Date.parse((await main.getAttribute('data-at')) ?? '')
    await expect.poll(shownAt).toBeGreaterThan(Date.parse(at) + 2_000)
    await expect(page.locator('[data-strip]')).toContainText('Waiting calls')
    await page.getByRole('button', { name: 'Pause' }).click()
    // The page and its address show one instant, once the last step before the pause has arrived.
    const addressAt = () => Date.parse(new URL(page.url()).searchParams.get('at') ?? '')
    await expect.poll(async () => (await shownAt()) - addressAt()).toBe(0)

    // A drag with the mouse: whatever instant it ends at, the page shows what is recorded of it.
    const strip = await instant.boundingBox()
    if (strip === null) throw new Error('the strip has no size')
    await page.mouse.move(strip.x + strip.width * 0.9, strip.y + 20)
    await page.mouse.down()
    await page.mouse.move(strip.x + strip.width * 0.5, strip.y + 20, { steps: 8 })
    await page.mouse.up()
    const draggedTo = await instant.inputValue()
    await expect(main).toHaveAttribute('data-at', new Date(Number(draggedTo)).toISOString())
    // The day is left out of the usual range, and counts again.
    await page.getByRole('button', { name: /^Leave this day out/ }).click()
    await page.getByLabel('Why').fill('Fire drill')
    await page.getByRole('button', { name: 'Leave out', exact: true }).click()
    await expect(page.locator('[data-marked="true"]')).toContainText('Fire drill')
    await page.getByRole('button', { name: 'Count this day again' }).click()
    await expect(page.locator('[data-marked="false"]')).toBeVisible()
    expect(await seenLinks(page)).not.toContain('live')
    expect(await seenLinks(page)).toContain('replay')

    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(`${service.url}/wall`)
    await expect(main).toHaveAttribute('data-link', 'live')
    await expect(main).not.toHaveAttribute('data-at')
  })

  test('marks data that was not live with its reason', async ({ signedIn: page, service, simulator }) => {
    await page.waitForTimeout(2_000)
    await simulator.kill()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'down')
    await page.waitForTimeout(2_000)
    const at = new Date().toISOString()
    await page.waitForTimeout(1_000)
    await simulator.restart()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 60_000 })
    const isWritten = async () => {
      const reply = await page.request.get(`${service.url}/api/history/state?at=${at}&board=all-queues`)
      return /"kind":"link-down"/.test(await reply.text())
    }
    await expect.poll(isWritten, { timeout: 60_000 }).toBe(true)
    await page.goto(`${service.url}/history?at=${at}`)
    await expect(page.locator('[data-not-live]')).toContainText(
      /Queues: Connection to Five9 lost from .* to /,
    )
    await expect(page.locator('[data-queue]').first()).toHaveAttribute('data-old', '')
    await expect(page.locator('[data-gap="link-down"]').first()).toHaveAttribute(
      'title',
      /Connection to Five9 lost/,
    )

    // The server's clock was set back: the strip says by how much the recording is ahead of it.
    const notice = page.locator('[data-strip] [data-ahead-of-clock]')
    await expect(notice).toHaveCount(0)
    await page.route('**/api/history/coverage?**', async (route) => {
      const reply = await route.fetch()
      const coverage = HistoryCoverage.parse(await reply.json())
      const isAnswered = route.fulfill({
        response: reply,
        json: { ...coverage, aheadOfClockMs: 7_500_000 },
      })
      await isAnswered.catch(() => undefined) // the page that asked has been reloaded meanwhile
    })
    await page.reload()
    await expect(notice).toContainText('2 h 05')
    await expect(notice).toHaveAttribute('role', 'status')
    for (const width of [1280, 820]) {
      await page.setViewportSize({ width, height: 800 })
      await expectFits(page, width)
    }
    await page.unroute('**/api/history/coverage?**')
    await page.reload()
    await expect(page.locator('[data-strip]')).toBeVisible()
    await expect(notice).toHaveCount(0)
  })
})

test.describe('a drill', () => {
  test.use({ history: 'on', floor: { queues: 4, agents: 12, speed: 5 } })

  test('shows a recording, and then a simulated day, on a display, unmistakably, until the desk ends it', async ({
    page,
    browser,
    service,
  }) => {
    const desk = await openDesk(page, service)
    const tv = await pairTelevision(desk, browser, service)
    const main = tv.page.locator('main')
    await expect(main).toHaveAttribute('data-link', 'live')
    await tv.page.waitForTimeout(3_000)
    const at = new Date().toISOString()
    await written(page, service, at)
    await page.goto(`${service.url}/displays`)
    await page.getByText('Start a drill on these displays').click()
    await page.getByRole('checkbox').first().check()
    const local = await page.evaluate(
      (instant) =>
        new Date(instant - new Date(instant).getTimezoneOffset() * 60_000).toISOString().slice(0, 19),
      Date.parse(at),
    )
    // The browser leaves seconds of zero out, and takes no other text for this value.
    await page.getByLabel('Recording from').fill(local.replace(/:00$/, ''))
    await page.getByRole('button', { name: 'Start drill' }).click()

    await expect(main).toHaveAttribute('data-link', 'drill')
    await expect(tv.page.locator('[data-drill]')).toContainText('DRILLrecorded day')
    await expect(tv.page.locator('[data-queue]').first()).toBeVisible()
    const shownAt = async () => Date.parse((await main.getAttribute('data-at')) ?? '')
    const first = await shownAt()
    expect(Math.abs(first - Date.parse(at))).toBeLessThan(10_000)
    await expect.poll(shownAt).toBeGreaterThan(first)
    const row = page.locator('[data-health="drill"]')
    await expect(row).toContainText(/Drill since \d\d:\d\d by supervisor@wall.test/)

    await page.getByRole('button', { name: 'End drill' }).click()
    await expect(main).toHaveAttribute('data-link', 'live')
    await expect(tv.page.locator('[data-drill]')).toHaveCount(0)
    await expect(page.locator('[data-health="healthy"]')).toHaveCount(1)

    // A simulated day shows the same queues, with other calls.
    const queues = () =>
      tv.page
        .locator('[data-queue]')
        .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('data-queue')))
    const shownLive = (await queues()).sort()
    const form = page.locator('details', { hasText: 'Start a drill' })
    if ((await form.getAttribute('open')) === null)
      await page.getByText('Start a drill on these displays').click()
    await form.getByLabel('Show').selectOption('a simulated day')
    await form.getByLabel('Time of day').fill('10:00')
    await form.getByLabel('Traffic').selectOption('busy')
    await form.getByLabel('Speed').selectOption('60×')
    await page.getByRole('button', { name: 'Start drill' }).click()
    await expect(main).toHaveAttribute('data-link', 'drill')
    await expect(tv.page.locator('[data-drill]')).toContainText(/DRILLsimulated day.*\d\d:\d\d/)
    await expect.poll(async () => (await queues()).sort()).toEqual(shownLive)
    await expect.poll(async () => (await shownAt()) % 3_600_000, { timeout: 20_000 }).toBeGreaterThan(120_000)
    await expect(row).toContainText(/Drill since \d\d:\d\d by supervisor@wall.test/)
    await expect(page.getByText(/Drill of a simulated day since/)).toBeVisible()
    await page.getByRole('button', { name: 'End drill' }).click()
    await expect(main).toHaveAttribute('data-link', 'live')
    await tv.close()
  })
})

test.describe('an address of the past that shows nothing', () => {
  test.use({ history: 'on', floor: { queues: 4, agents: 12 }, allowsConsoleErrors: true })

  test('says why', async ({ signedIn: page, service }) => {
    const isRecorded = async () => {
      const span = 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z'
      const reply = await page.request.get(`${service.url}/api/history/coverage?${span}`)
      return !(await reply.text()).includes('"recorded":null')
    }
    const alert = page.getByRole('alert')
    await page.goto(`${service.url}/history?board=none`)
    await expect(alert).toContainText('no such board')
    await page.goto(`${service.url}/history?at=yesterday`)
    await expect(alert).toContainText('no valid instant')
    await page.goto(`${service.url}/history?at=2026-11-26T10:00:00Z&speed=7`)
    await expect(alert).toContainText('no valid speed')
    await expect.poll(isRecorded, { timeout: 60_000 }).toBe(true)
    for (const at of ['2001-01-01T00:00:00Z', '2100-01-01T00:00:00Z']) {
      await page.goto(`${service.url}/history?at=${at}`)
      await expect(alert).toContainText('Nothing is recorded at this instant. Choose one from')
      await expect(page.locator('main')).toHaveAttribute('data-link', 'replay')
      await expect(page.locator('[data-queue]')).toHaveCount(0)
    }
    await page.getByRole('button', { name: 'Go to the last record' }).click()
    await expect(page.locator('[data-queue]').first()).toBeVisible()
    await page.getByRole('button', { name: 'Back to live' }).click()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  })
})

test.describe('a server without history', () => {
  test.use({ allowsConsoleErrors: true })

  test('says so', async ({ signedIn: page, service }) => {
    await page.goto(`${service.url}/history`)
    await expect(page.getByRole('alert')).toContainText('HISTORY=on')
    await expect(page.locator('main')).toHaveAttribute('data-link', 'replay')
  })
})
