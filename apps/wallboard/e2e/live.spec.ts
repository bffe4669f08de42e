import { expectScreenToEqualTruth, expectWaitsToTickFromTruth, readScreen } from './screen-reader.ts'
import { expect, signIn, supervisor, test } from './wall-fixture.ts'

test.describe('a floor at twenty times normal speed', () => {
  test.use({ floor: { speed: 20 } })

  test('shows every queue by name, and the simulator’s figures at several moments', async ({
    signedIn,
    simulator,
  }) => {
    const floor = simulator.current()
    await expect(signedIn.locator('[data-queue]')).toHaveCount(floor.truth().queues.length)
    const moments = new Set<string>()
    for (let moment = 0; moment < 4; moment += 1) {
      const pausedAt = Date.now()
      floor.pause()
      await expectScreenToEqualTruth(signedIn, floor)
      // Updates sent before the pause may still arrive.
      await expect(() => expectWaitsToTickFromTruth(signedIn, floor, pausedAt)).toPass({ timeout: 5_000 })
      moments.add(JSON.stringify(await readScreen(signedIn)))
      floor.resume()
      const before = floor.truth().asOf
      await expect.poll(() => floor.truth().asOf - before).toBeGreaterThan(30_000)
    }
    expect(moments.size, 'the figures changed between the moments').toBeGreaterThan(1)
  })
})

test('shows an added queue, its new name and its removal without a reload', async ({
  signedIn,
  simulator,
}) => {
  await signedIn.evaluate(() => {
    document.body.dataset['untouched'] = 'yes'
  })
  const floor = simulator.current()
  const id = floor.addQueue('Harbour desk')
  await expect(signedIn.locator('[data-queue="Harbour desk"]')).toBeVisible()
  floor.renameQueue(id, 'Harbour office')
  await expect(signedIn.locator('[data-queue="Harbour office"]')).toBeVisible()
  await expect(signedIn.locator('[data-queue="Harbour desk"]')).toHaveCount(0)
  floor.removeQueue(id)
  await expect(signedIn.locator('[data-queue="Harbour office"][data-removed]')).toBeVisible()
  await expect(signedIn.locator('body')).toHaveAttribute('data-untouched', 'yes')
})

test('[row 34, 35] shows hostile and unusual queue names as plain text', async ({ signedIn, simulator }) => {
  const names = [
    '__proto__',
    'constructor',
    '<script>document.title="owned"</script>',
    'خدمة العملاء',
    '🚑 Emergency',
    'L'.repeat(300),
  ]
  for (const name of names) simulator.current().addQueue(name)
  for (const name of names)
    await expect(signedIn.locator(`[data-queue=${JSON.stringify(name)}]`)).toBeVisible()
  await expect(signedIn).not.toHaveTitle('owned')
})

test('shows two queues of the same name as two tiles, with legible ids', async ({ signedIn, simulator }) => {
  const name = `Twins of the house ${'and of the town '.repeat(15)}`.trim()
  const ids = [name, name].map((each) => simulator.current().addQueue(each))
  for (const id of ids) {
    const tile = signedIn.locator(`[data-queue="${name} (${id})"]`)
    // Until the part of the page that cuts names is loaded, the whole name stands there, and no end of it.
    await expect(tile.getByRole('heading')).toContainText('…')
    const shown = await tile.getByText(`(${id})`).boundingBox()
    const box = await tile.boundingBox()
    expect(shown?.x).toBeGreaterThan(box?.x ?? Infinity)
    expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual((box?.x ?? 0) + (box?.width ?? 0))
  }
})

test.describe('a domain without queues', () => {
  test.use({ floor: { queues: 0, agents: 0 } })

  test('shows a message and no tiles', async ({ page, service }) => {
    await page.goto(`${service.url}/wall`)
    await signIn(page, supervisor)
    await expect(page.getByText('This domain has no queues')).toBeVisible()
    await expect(page.locator('[data-queue]')).toHaveCount(0)
  })
})

test('[row 11] invalid frames leave the wall live and correct', async ({ signedIn, simulator }) => {
  const floor = simulator.current()
  const envelope = (eventId: unknown, payLoad: unknown) =>
    JSON.stringify({ context: { eventId, timeStamp: Date.now() }, payLoad })
  floor.sendRaw('{"context":{"eventId":"5012"')
  floor.sendRaw('null')
  floor.sendRaw('[]')
  floor.sendRaw(envelope('99999', { anything: true }))
  floor.sendRaw(
    envelope(5012, [{ dataSource: 'NOT_KNOWN_YET', added: [{ id: 1 }], updated: 'no', removed: null }]),
  )
  floor.sendRaw(envelope('5012', 'not an array'))
  floor.sendRaw(envelope('99998', 'x'.repeat(10 * 1024 * 1024)))
  floor.pause()
  await expectScreenToEqualTruth(signedIn, floor)
  await expect(signedIn.locator('main')).toHaveAttribute('data-link', 'live')
})

test('[row 14] shows numeric strings as numbers, and invalid values as a dash', async ({
  signedIn,
  simulator,
}) => {
  const floor = simulator.current()
  floor.pause()
  await expectScreenToEqualTruth(signedIn, floor)
  const queue = floor.truth().queues[0]
  if (queue === undefined) throw new Error('the simulator has no queue')
  const tile = signedIn.locator(`[data-queue="${queue.name}"]`)
  const update = (fields: Record<string, unknown>) => {
    floor.sendRaw(
      JSON.stringify({
        context: { eventId: '5012', timeStamp: Date.now() },
        payLoad: [
          { dataSource: 'ACD_STATUS', added: [], updated: [{ id: queue.id, ...fields }], removed: [] },
        ],
      }),
    )
  }
  update({ callsInQueue: '17' })
  await expect(tile.locator('[data-field="callsInQueue"]')).toHaveText('17')
  update({ callsInQueue: -4 })
  await expect(tile.locator('[data-field="callsInQueue"]')).toHaveText('–')
})

test('a second browser of the same user shows the same figures', async ({
  signedIn,
  service,
  simulator,
  browser,
}) => {
  const other = await browser.newPage()
  await other.goto(`${service.url}/wall`)
  await signIn(other, supervisor)
  simulator.current().pause()
  await expectScreenToEqualTruth(other, simulator.current())
  await expectScreenToEqualTruth(signedIn, simulator.current())
  await other.close()
})
