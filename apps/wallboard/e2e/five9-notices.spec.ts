import { openDesk, pairTelevision } from './board-fixture.ts'
import { frameText } from './frame-text.ts'
import { expect, test } from './wall-fixture.ts'

test.use({ floor: { agents: 60 } })

test('maintenance of Five9 is announced in words, and gone when it is over', async ({
  browser,
  page,
  service,
  simulator,
}) => {
  const desk = await openDesk(page, service)
  const tv = await pairTelevision(desk, browser, service)
  const wall = tv.page.locator('header [data-maintenance]')
  await page.goto(`${service.url}/displays`)
  const onDesk = page.locator('[data-maintenance]')
  await expect(tv.page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.getByRole('status')).toContainText('live')
  const send = (eventId: string, payLoad: string | number | null) =>
    simulator.current().act({ do: 'send-event', eventId, payLoad })

  await send('37', 600_000)
  for (const notice of [wall, onDesk])
    await expect(notice).toHaveText(/^Five9 maintenance in 10 min, at \d\d:\d\d$/)
  await send('37', 5_400_000)
  for (const notice of [wall, onDesk])
    await expect(notice).toHaveText(/^Five9 maintenance in 1 h 30, at \d\d:\d\d$/)

  // A page that is loaded later knows it too.
  await tv.page.reload()
  await expect(wall).toHaveText(/^Five9 maintenance in 1 h (30|29), at \d\d:\d\d$/)
  await send('70', null)
  for (const notice of [wall, onDesk]) await expect(notice).toHaveText(/^Five9 maintenance since \d\d:\d\d: /)
  await send('73', 'IDLE_MAINTENANCE')
  for (const notice of [wall, onDesk]) await expect(notice).toHaveCount(0)
  await tv.close()
})

test('a campaign without numbers is an alert on the pages of the desk, until it is dismissed', async ({
  browser,
  page,
  service,
  simulator,
}) => {
  const desk = await openDesk(page, service)
  const tv = await pairTelevision(desk, browser, service)
  const received: string[] = []
  tv.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => received.push(frameText(payload)))
  })
  await tv.page.reload()
  await page.goto(`${service.url}/boards`)
  await expect(page.getByRole('status')).toContainText('live')
  const [campaign] = simulator.current().truth().sources['OUTBOUND_CAMPAIGN_MANAGER'] ?? []
  const payLoad = { campaignId: campaign?.id ?? '', number: '+1 555 0100' }
  await simulator.current().act({ do: 'send-event', eventId: '5009', payLoad })
  const alert = page.getByRole('alert')
  await expect(alert).toHaveText(
    /^\d\d:\d\d: The campaign \S.* has no more numbers to dial\. Add a list to it in Five9\.Dismiss$/,
  )
  await page.getByRole('link', { name: 'Displays' }).click()
  await expect(alert).toBeVisible()
  await alert.getByRole('button', { name: 'Dismiss' }).click()
  await expect(alert).toHaveCount(0)
  await expect.poll(() => received.some((text) => text.includes('"snapshot"'))).toBe(true)
  expect(received.join('')).not.toContain('campaign-out-of-numbers')
  await tv.close()
})
