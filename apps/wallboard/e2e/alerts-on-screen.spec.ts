import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { AlertOnScreen } from '@wallboard/relay'
import { expectLegible } from './screen-reader.ts'
import { stageDisplay, stagedSnapshot, stageTime, stopClocks } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

test.use({ viewport: { width: 1280, height: 720 } })

/** Its tiles have limits that no figure reaches: the alerts are what the test says. */
const board: Board = {
  ...allQueuesBoard,
  mode: 'supervisor',
  pages: [
    {
      tiles: [
        {
          kind: 'queues',
          queues: 'all',
          thresholds: [{ metric: 'callsInQueue', level: 'critical', when: 'above', value: 1_000 }],
        },
      ],
    },
  ],
}

const alert = (part: Partial<AlertOnScreen>): AlertOnScreen => ({
  ...{ id: 'a', rule: { id: 'r', name: 'Waits' }, board: null, level: 'critical', state: 'firing' },
  entity: { kind: 'queue', id: '300001', name: 'Renewals' },
  ...{ metric: 'callsInQueue', when: 'above', limit: 3, value: 4, since: stageTime - 120_000 },
  ...{ isAcknowledged: false, alarms: 1 },
  ...part,
})

test('an alert pulses until somebody acknowledges it, and what no tile shows is in the strip', async ({
  page,
  service,
}) => {
  await stopClocks(page, stageTime)
  const stage = await stageDisplay(page, service, board, stagedSnapshot(6, stageTime))
  const show = (...alerts: readonly AlertOnScreen[]) => {
    stage.say({ type: 'alerts', alerts })
  }
  const tile = page.locator('[data-queue][data-level="critical"]')
  const pulses = () => tile.first().evaluate((each) => each.getAnimations({ subtree: true }).length)
  const surface = () => tile.first().evaluate((each) => getComputedStyle(each).backgroundColor)
  await expect(page.locator('[data-queue]').first()).toBeVisible()
  await expect(page.locator('[data-strip]')).toHaveCount(0)

  show(alert({}))
  await expect(tile).toHaveCount(1)
  await expect.poll(pulses).toBe(1)
  const inverted = await surface()
  await expect(page.locator('[data-strip]')).toHaveCount(0) // the tile shows it
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(pulses).toBe(0)
  await page.emulateMedia({ reducedMotion: 'no-preference' })

  show(alert({ state: 'acknowledged', isAcknowledged: true }))
  await expect(tile).toHaveAttribute('data-acknowledged', '')
  await expect.poll(pulses).toBe(0)
  expect(await surface()).not.toBe(inverted)
  await expect(tile.getByRole('img', { name: 'critical, acknowledged' })).toBeVisible()
  await expectLegible(page)

  // Of the floor there is no tile; of an agent, or of another display, a wall shows nothing.
  const strip = page.locator('[data-strip]')
  const floor = alert({ id: 'f', entity: { kind: 'floor', id: 'floor', name: 'Floor' } })
  show(
    floor,
    alert({ id: 'p', metric: 'timeInState', entity: { kind: 'agent', id: '1', name: 'Agent A.' } }),
    alert({ id: 'd', metric: 'secondsUnhealthy', entity: { kind: 'display', id: '1', name: 'Door' } }),
  )
  await expect(strip).toHaveText(/^critical\s*Floor: waiting \d+\s*since 09:28/)
  await expectLegible(page)
  const link = { kind: 'link', id: 'five9', name: 'Five9' }
  show(alert({ id: 'l', metric: 'secondsWithoutData', entity: link, value: 90_000, limit: 60_000 }), floor)
  await expect(strip).toHaveText(/No data from Five9.*for more than a minute.*\+1 more/)
  show({ ...floor, state: 'acknowledged', isAcknowledged: true })
  await expect(strip).toContainText('acknowledged')
  show()
  await expect(strip).toHaveCount(0)
})
