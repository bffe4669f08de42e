import { expectLegible } from './screen-reader.ts'
import { expect, test } from './wall-fixture.ts'

const screens = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 3840, height: 2160 },
  { width: 1080, height: 1920 },
]

for (const queues of [1, 6, 12, 24, 60]) {
  test.describe(`${queues} queues`, () => {
    test.use({ floor: { queues, agents: 30 + queues * 3 } })

    test(`fill every screen without scrolling; nothing is cut off and every text is legible`, async ({
      signedIn,
    }) => {
      for (const size of screens) {
        await signedIn.setViewportSize(size)
        const isWide = size.width > size.height
        // Long names of 24 queues need two screens.
        if (queues <= 12 && isWide) await expect(signedIn.locator('[data-queue]')).toHaveCount(queues)
        else await expect(signedIn.locator('[data-queue]').first()).toBeVisible()
        await expect(signedIn.getByLabel('waiting over time')).toBeVisible()
        await expectLegible(signedIn)
      }
    })
  })
}

test.describe('15 queues while Five9 restarts', () => {
  test.use({ floor: { queues: 15, agents: 90 }, allowsConsoleErrors: true })

  test('are all on one page again after the reconnect', async ({ signedIn, simulator }) => {
    await expect(signedIn.locator('[data-queue]')).toHaveCount(15)
    await simulator.kill()
    await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'down')
    await simulator.restart()
    await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'live', { timeout: 30_000 })
    await expect(signedIn.locator('[data-queue]')).toHaveCount(15)
    await expectLegible(signedIn)
  })
})

test('a larger viewing distance enlarges the type and puts fewer tiles on a page, and is stored', async ({
  signedIn,
}) => {
  await expect(signedIn.locator('[data-queue]')).toHaveCount(8)
  await signedIn.getByLabel('Viewing distance').fill('9')
  await expect.poll(() => signedIn.locator('[data-queue]').count()).toBeLessThan(8)
  await expect(signedIn.getByText(/1 of \d/)).toBeVisible()
  await expectLegible(signedIn)
  await signedIn.reload()
  await expect(signedIn.getByLabel('Viewing distance')).toHaveValue('9')
})

test.describe('24 queues of which only one name is long', () => {
  test.use({ floor: { queues: 1 } })

  test('share a screen, which cuts off no very large figure', async ({ signedIn, simulator }) => {
    const floor = simulator.current()
    for (let queue = 2; queue <= 23; queue += 1) floor.addQueue(`Queue ${queue}`)
    floor.addQueue('Kundenservice Nordrhein-Westfalen Geschäftskunden Eskalation Stufe zwei')
    await expect(signedIn.locator('[data-queue]')).toHaveCount(24)
    floor.pause()
    const figures = {
      callsInQueue: 1204,
      agentsInQueue: 128,
      agentsOnCall: 236,
      agentsNotReadyForCalls: 118,
      callbacksInQueue: 112,
      voicemailsInQueue: 148,
      vivrCallsInQueue: 103,
      chatsInQueue: 115,
      emailsInQueue: 127,
    }
    function send(currentLongestQueueTime: number): void {
      const updated = floor.truth().queues.map(({ id }) => ({ id, ...figures, currentLongestQueueTime }))
      floor.sendRaw(
        JSON.stringify({
          context: { eventId: '5012', timeStamp: Date.now() },
          payLoad: [{ dataSource: 'ACD_STATUS', added: [], updated, removed: [] }],
        }),
      )
    }
    send(0)
    const calm = signedIn.locator('[data-queue][data-level="none"]')
    await expect
      .poll(async () => (await calm.locator('[data-field="emailsInQueue"]').count()) - (await calm.count()))
      .toBe(0)
    await expectLegible(signedIn)
    send(66_767_000)
    await expect(signedIn.locator('[data-queue][data-level="critical"]')).toHaveCount(24)
    await expectLegible(signedIn)
  })
})

test.describe('60 queues', () => {
  test.use({ floor: { queues: 60, agents: 200 } })

  test('are split into pages; the wall shows the page number and how many queues are on other pages', async ({
    signedIn,
  }) => {
    await expect(signedIn.getByText(/1 of \d/)).toBeVisible()
    await expect(signedIn.getByText(/\+\d+ more/)).toBeVisible()
    expect(await signedIn.locator('[data-queue]').count()).toBeLessThanOrEqual(24)
    await expectLegible(signedIn)
    await expect(signedIn.getByText(/2 of \d/)).toBeVisible({ timeout: 30_000 })
  })
})
