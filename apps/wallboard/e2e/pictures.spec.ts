import { allQueuesBoard, type Board } from '@wallboard/boards'
import { expectLegible, findIllegible, findOverflow, leastCapital, smallestCapital } from './screen-reader.ts'
import { stageDisplay, stagedSnapshot, stageTime, stopClocks } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

/** This many pixels of a screen may differ: letters are drawn a little differently from machine to machine. */
const allowed = { maxDiffPixelRatio: 0.005, threshold: 0.3 }

/** A picture is taken at each size; one of each shape is compared, since all follow from the same computation. */
const sizes = [
  { width: 1280, height: 720, isCompared: true },
  { width: 1920, height: 1080, isCompared: false },
  { width: 3840, height: 2160, isCompared: false },
  { width: 1080, height: 1920, isCompared: true },
]

// The pictures are of what stands, not of how it came.
test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1280, height: 720 } })

const withoutTrend = (given: Partial<Board> = {}): Board => ({
  ...allQueuesBoard,
  pages: [{ tiles: [{ kind: 'queues', queues: 'all' }] }],
  ...given,
})

test.describe('a screen looks as it did', () => {
  for (const queues of [1, 6, 24, 60, 200])
    test(`with ${queues} queues`, async ({ page, service }, testInfo) => {
      await stopClocks(page, stageTime)
      await stageDisplay(page, service, withoutTrend(), stagedSnapshot(queues, stageTime))
      await expect(page.locator('[data-queue]').first()).toBeVisible()
      for (const size of sizes) {
        await page.setViewportSize(size)
        await expect.poll(() => findOverflow(page), JSON.stringify(size)).toEqual([])
        await expect.poll(() => findIllegible(page), JSON.stringify(size)).toEqual([])
        // A pixel is what a browser rounds to.
        await expect
          .poll(() => smallestCapital(page), JSON.stringify(size))
          .toBeGreaterThanOrEqual(leastCapital(size) - 1)
        const name = `${queues}-queues-${size.width}x${size.height}.png`
        // Comparing one picture can hold this program, and with it the stage's heartbeats, until the screen gives up.
        await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
        if (size.isCompared) await expect(page).toHaveScreenshot(name, { ...allowed, scale: 'css' })
        else await page.screenshot({ path: testInfo.outputPath(name), scale: 'css' })
      }
    })

  for (const theme of ['night', 'day', 'contrast'] as const)
    test(`in the ${theme} theme, with a warning and a critical alarm`, async ({ page, service }) => {
      await stopClocks(page, stageTime)
      const limit = { metric: 'callsInQueue', when: 'above', onDelay: 0 } as const
      const board = withoutTrend({
        theme,
        mode: 'supervisor',
        pages: [
          {
            tiles: [
              { kind: 'group', name: 'Three queues', queues: ['300001', '300002', '300003'] },
              {
                kind: 'queues',
                queues: ['300001', '300002', '300003', '300004'],
                thresholds: [
                  { ...limit, level: 'warn', value: 1 },
                  { ...limit, level: 'critical', value: 3 },
                ],
              },
              { kind: 'agents', queues: 'all', columns: 2 },
              { kind: 'agent-summary', queues: 'all' },
              { kind: 'campaign', campaign: 'c' },
              { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' }, target: 3 },
              { kind: 'clock', label: 'London', timeZone: 'UTC' },
              { kind: 'text', text: 'Team meeting at three in the large room' },
              { kind: 'alerts', columns: 2 },
            ],
          },
        ],
        viewing: { distanceM: 3, diagonalInches: 55 },
      })
      await stageDisplay(page, service, board, stagedSnapshot(8, stageTime))
      await expect(page.locator('[data-level="critical"]')).toHaveCount(1)
      await expectLegible(page)
      await expect(page).toHaveScreenshot(`alarms-${theme}.png`, { ...allowed, scale: 'css' })
    })

  test('when its figures are old', async ({ page, service }) => {
    await stopClocks(page, stageTime)
    const stage = await stageDisplay(page, service, withoutTrend(), stagedSnapshot(6, stageTime))
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
    const link = {
      state: 'down',
      since: stageTime,
      reason: null,
      confirmedAt: stageTime,
      unconfirmed: [],
      unreadLists: [],
      domainOffsetMs: 0,
    } as const
    stage.say({ type: 'link', serverTime: stageTime + 61_000, wallOffsetMs: 0, link })
    await expect(page.locator('main')).toHaveAttribute('data-link', 'down')
    await expect(page).toHaveScreenshot('old-figures.png', { ...allowed, scale: 'css' })
  })
})
