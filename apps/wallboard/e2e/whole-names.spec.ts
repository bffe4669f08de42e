import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { Page } from '@playwright/test'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expectLegible, findOverlaps } from './screen-reader.ts'
import { stageDisplay, stagedSnapshot, stageTime } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const always = { metric: 'agentsInQueue', when: 'below', onDelay: 0, value: 9_999 } as const
const allInAlarm = (level: 'warn' | 'critical'): Board => ({
  ...allQueuesBoard,
  pages: [
    { tiles: [{ kind: 'queues', queues: 'all', thresholds: [{ ...always, level }] }, { kind: 'trend' }] },
  ],
})

/** Names on the screen of which a part is not drawn, as the browser laid them out. */
const cutNames = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-queue] h2')]
      .filter((name) => {
        const box = name.getBoundingClientRect()
        const range = document.createRange()
        range.selectNodeContents(name)
        const text = range.getBoundingClientRect()
        const [inner = name] = name.querySelectorAll<HTMLElement>('bdi')
        return (
          inner.scrollWidth > inner.clientWidth + 1 ||
          text.right > box.right + 1 ||
          text.bottom > box.bottom + text.height * 0.1
        )
      })
      .map(({ textContent }) => textContent),
  )

for (const level of ['warn', 'critical'] as const)
  for (const queues of [12, 24])
    test.describe(`${queues} queues of the demo`, () => {
      test.use({ floor: { queues, agents: 5 * queues } })

      test(`show whole names while all are in alarm, ${level}`, async ({
        page,
        service,
        browser,
      }, testInfo) => {
        const desk = await openDesk(page, service)
        const boardId = await desk.addBoard(allInAlarm(level))
        const tv = await pairTelevision(desk, browser, service, boardId)
        // A screen that moves its picture shows 24 queues on two pages.
        await expect(tv.page.locator(`[data-level="${level}"]`)).toHaveCount(12)
        await expect.poll(() => cutNames(tv.page)).toEqual([])
        await expectLegible(tv.page)
        await expect.poll(() => findOverlaps(tv.page)).toEqual([])
        await tv.page.screenshot({ path: testInfo.outputPath('names.png') })
        await tv.close()
      })
    })

test.describe('a wall in the window of a signed-in person', () => {
  test.use({ floor: { queues: 24, agents: 90 } })

  test('shows 24 long names whole on two screens', async ({ signedIn }) => {
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1280, height: 720 },
    ]) {
      await signedIn.setViewportSize(size)
      await expect(signedIn.getByText('+12 more')).toBeVisible()
      await expect(signedIn.locator('[data-queue]')).toHaveCount(12)
      await expect.poll(() => cutNames(signedIn)).toEqual([])
      await expectLegible(signedIn)
    }
  })
})

test.describe('queues with short names', () => {
  test.use({ floor: { queues: 1, agents: 30 } })

  test('share a screen until one of them is renamed and too long for it', async ({ signedIn, simulator }) => {
    const floor = simulator.current()
    for (let queue = 2; queue <= 20; queue += 1) floor.addQueue(`Queue ${queue}`)
    await expect(signedIn.locator('[data-queue]')).toHaveCount(20)
    const [first] = floor.truth().queues
    expect(floor.renameQueue(first?.id ?? '', 'Business Accounts Evening')).toBe(true)
    await expect(signedIn.locator('[data-queue]')).toHaveCount(10, { timeout: 60_000 })
    await expect.poll(() => cutNames(signedIn)).toEqual([])
  })
})

test('a line feed in a name is a space, and the name takes no more lines than it was given', async ({
  page,
  service,
}) => {
  await page.clock.setFixedTime(stageTime)
  const snapshot = stagedSnapshot(12, stageTime)
  const [first, ...rest] = snapshot.queues
  const queues = [{ id: first?.id ?? '', name: 'Night\nDesk\u0007' }, ...rest]
  await stageDisplay(page, service, allQueuesBoard, { ...snapshot, queues })
  const tile = page.locator('[data-queue^="Night"]')
  await expect(tile.getByRole('heading')).toHaveText('Night Desk')
  const neighbour = page.locator('[data-queue="Sales"]')
  const topOf = async (place: typeof tile) =>
    (await place.locator('[data-field="callsInQueue"]').boundingBox())?.y
  const offset = async (place: typeof tile) =>
    ((await topOf(place)) ?? 0) - ((await place.boundingBox())?.y ?? 0)
  expect(await offset(tile)).toBeCloseTo(await offset(neighbour), 0)
  await expectLegible(page)
  await expect.poll(() => findOverlaps(page)).toEqual([])
})

test('names of 200 queues that do not fit show an ellipsis, and no two of them look alike', async ({
  page,
  service,
}, testInfo) => {
  await page.clock.setFixedTime(stageTime)
  const snapshot = stagedSnapshot(200, stageTime)
  const regions = ['Nordrhein-Westfalen', 'Niedersachsen', 'Baden-Württemberg', 'Mecklenburg-Vorpommern']
  const groups = ['Geschäftskunden', 'Privatkunden', 'Neukunden']
  const names = snapshot.queues.map(
    (_, index) =>
      `Kundenservice ${regions[index % 4] ?? ''} ${groups[index % 3] ?? ''} Stufe ${Math.floor(index / 12) + 1}`,
  )
  const queues = snapshot.queues.map(({ id }, index) => ({ id, name: names[index] ?? '' }))
  await stageDisplay(page, service, allQueuesBoard, { ...snapshot, queues })
  const shown = page.locator('[data-queue] h2')
  await expect(shown.filter({ hasText: '…' }).first()).toBeVisible()
  await expect.poll(() => cutNames(page)).toEqual([])
  const texts = await shown.allTextContents()
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts.filter((text) => !text.includes('…') && !names.includes(text))).toEqual([])
  await expectLegible(page)
  await expect.poll(() => findOverlaps(page)).toEqual([])
  await page.screenshot({ path: testInfo.outputPath('names.png') })
})
