import { allQueuesBoard, type Board, type Tile } from '@wallboard/boards'
import type { Row } from '@wallboard/statistics'
import { openDesk, pairTelevision } from './board-fixture.ts'
import { expectLegible, findOverlaps } from './screen-reader.ts'
import { stageDisplay, stagedSnapshot, stageTime } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const manager = {
  id: 'o',
  asOf: stageTime,
  readyForCallAgentsCount: 3,
  callsToAgentRatio: 1.42,
  callsToAgentTargetRatio: 1.6,
  availableRecordsCount: 3_412,
  totalRecordsCount: 5_400,
  campaignState: 'RUNNING',
}

const tiles: readonly Tile[] = [
  {
    kind: 'outbound-campaign',
    campaign: 'o',
    thresholds: [
      {
        metric: 'availableRecordsCount',
        level: 'critical',
        when: 'below',
        value: 100,
        onDelay: 0,
        clearsAt: 100,
      },
    ],
  },
  { kind: 'campaign', campaign: 'c' },
  {
    kind: 'number',
    figure: { of: 'outbound-campaign', campaign: 'o', metric: 'callsToAgentRatio' },
    target: 1.6,
  },
  { kind: 'queue', queue: '300001' },
]

const board: Board = {
  ...allQueuesBoard,
  mode: 'supervisor',
  viewing: { distanceM: 3, diagonalInches: 55 },
  pages: [{ tiles: [...tiles] }],
}

/** The stage with these rows of the dialer; undefined: without the source. */
function snapshotWith(rows: readonly Row[] | undefined, epoch = 'stage') {
  const snapshot = stagedSnapshot(3, stageTime)
  const source = { dataSource: 'OUTBOUND_CAMPAIGN_MANAGER' as const, data: [...(rows ?? [])] }
  return {
    ...snapshot,
    epoch,
    payLoad: rows === undefined ? snapshot.payLoad : [...snapshot.payLoad, source],
    directory: {
      agents: [],
      campaigns: [
        { id: 'c', name: 'Inbound 1' },
        { id: 'o', name: 'Outbound Reminders' },
      ],
      reasons: [],
    },
  }
}

test('an outbound campaign shows its ready agents, its pace against the target, and the records left', async ({
  page,
  service,
}, testInfo) => {
  await page.clock.setFixedTime(stageTime)
  const stage = await stageDisplay(page, service, board, snapshotWith([manager]))
  const tile = page.locator('[data-tile="outbound-campaign"]')
  const field = (name: string) => tile.locator(`[data-field="${name}"]`)
  await expect(tile.getByRole('heading')).toHaveText('Outbound Reminders')
  await expect(field('readyForCallAgentsCount')).toHaveText('3')
  await expect(tile).toContainText('1.4 of 1.6 calls/agent')
  await expect(tile).toContainText('3,412 records left')
  await expect(page.locator('[data-tile="number"] [data-field="callsToAgentRatio"]')).toHaveText('1.4')
  await expect(page.locator('[data-tile="number"]')).toContainText('target 1.6')
  await expectLegible(page)
  await testInfo.attach('running', { body: await page.screenshot(), contentType: 'image/png' })

  stage.say(snapshotWith([{ ...manager, availableRecordsCount: 12 }], 'few records'))
  await expect(tile).toHaveAttribute('data-level', 'critical')
  await testInfo.attach('few records', { body: await page.screenshot(), contentType: 'image/png' })

  stage.say(snapshotWith([{ ...manager, campaignState: 'STOPPING' }], 'stopping'))
  await expect(field('campaignState')).toHaveText('campaign stopping')
  stage.say(snapshotWith([{ id: 'o', asOf: stageTime, callsToAgentRatio: null }], 'values missing'))
  for (const name of ['readyForCallAgentsCount', 'callsToAgentRatio', 'availableRecordsCount'])
    await expect(field(name)).toHaveText('–')
})

test('a campaign that the dialer does not run, and a dialer that is not known, are never a zero', async ({
  page,
  service,
}, testInfo) => {
  await page.clock.setFixedTime(stageTime)
  const stage = await stageDisplay(page, service, board, snapshotWith([]))
  const tile = page.locator('[data-tile="outbound-campaign"]')
  await expect(tile.locator('[data-no-data]')).toHaveText('no dialer data')
  await expect(tile.locator('[data-field="readyForCallAgentsCount"]')).toHaveText('–')
  await testInfo.attach('no dialer data', { body: await page.screenshot(), contentType: 'image/png' })
  stage.say(snapshotWith(undefined, 'without the source'))
  await expect(tile.locator('[data-no-data]')).toHaveText(/no data\s*since/)
  await expect(tile.locator('[data-field="readyForCallAgentsCount"]')).toHaveText('–')
})

for (const distanceM of [1.5, 3, 5])
  test(`texts of the tile do not overlap for large numbers, seen from ${distanceM} m`, async ({
    page,
    service,
  }, testInfo) => {
    await page.clock.setFixedTime(stageTime)
    const large = {
      ...manager,
      readyForCallAgentsCount: 1_088,
      callsToAgentRatio: 12.4,
      callsToAgentTargetRatio: 12.5,
      availableRecordsCount: 1_234_567,
    }
    await stageDisplay(
      page,
      service,
      { ...board, viewing: { distanceM, diagonalInches: 55 } },
      snapshotWith([large]),
    )
    await expect(page.locator('[data-field="availableRecordsCount"]')).toHaveText('1,234,567')
    await expect.poll(() => findOverlaps(page)).toEqual([])
    await expectLegible(page)
    await testInfo.attach('large numbers', { body: await page.screenshot(), contentType: 'image/png' })
  })

test('the tile shows what the simulated dialer holds', async ({ browser, page: own, service, simulator }) => {
  const desk = await openDesk(own, service)
  const dialer = () => simulator.current().truth().sources['OUTBOUND_CAMPAIGN_MANAGER']?.[0]
  const campaign = String(dialer()?.id)
  const tv = await pairTelevision(
    desk,
    browser,
    service,
    await desk.addBoard({ pages: [{ tiles: [{ kind: 'outbound-campaign', campaign }] }] }),
  )
  const tile = tv.page.locator('[data-tile="outbound-campaign"]')
  await expect(tile.getByRole('heading')).toHaveText('Outbound Reminders')
  simulator.current().pause()
  const left = Number(dialer()?.['availableRecordsCount']).toLocaleString('en')
  await expect(tile.locator('[data-field="availableRecordsCount"]')).toHaveText(left)
  await expect(tile.locator('[data-field="readyForCallAgentsCount"]')).toHaveText(
    String(dialer()?.['readyForCallAgentsCount']),
  )
  await tv.close()
})
