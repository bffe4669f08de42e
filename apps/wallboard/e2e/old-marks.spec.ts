import { allQueuesBoard, type Board } from '@wallboard/boards'
import { expectLegible } from './screen-reader.ts'
import { stageDisplay, stagedSnapshot, stageTime, upLink } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const board: Board = {
  ...allQueuesBoard,
  mode: 'supervisor',
  viewing: { distanceM: 2, diagonalInches: 55 },
  pages: [
    {
      tiles: [
        { kind: 'queue', queue: '300001' },
        { kind: 'agents', queues: ['300001'], rows: 2 },
        { kind: 'agent-summary', queues: ['300001'] },
        { kind: 'campaign', campaign: 'c' },
        { kind: 'clock' },
      ],
    },
  ],
}
const agentsOld = {
  ...upLink(stageTime),
  unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: stageTime - 77_000 }],
}

test('an unconfirmed data source marks its tiles, stops their times, and the page is stale', async ({
  page,
  service,
}) => {
  await page.clock.install({ time: stageTime })
  const stage = await stageDisplay(page, service, board, { ...stagedSnapshot(6, stageTime), link: agentsOld })
  const main = page.locator('main')
  await expect(main).toHaveAttribute('data-link', 'stale')
  await expect(page.getByRole('status')).toHaveText(
    /^▲ Agents: figures of 09:28:43, waiting for full statistics · \d+ s old$/,
  )
  for (const kind of ['agents', 'agent-summary'])
    await expect(page.locator(`[data-tile="${kind}"]`)).toHaveAttribute('data-old')
  for (const kind of ['queue', 'campaign', 'clock'])
    await expect(page.locator(`[data-tile="${kind}"]`)).not.toHaveAttribute('data-old')
  const times = () => page.locator('[data-agent] b').allTextContents()
  const stopped = await times()
  await page.clock.runFor(2_100)
  expect(await times()).toEqual(stopped)
  await expectLegible(page)

  stage.say({ type: 'link', serverTime: stageTime + 2_000, wallOffsetMs: 0, link: upLink(stageTime) })
  await expect(main).toHaveAttribute('data-link', 'live')
  await expect(page.locator('[data-old]')).toHaveCount(0)
})

test('times in state follow Five9’s clock, and are corrected when its offset changes', async ({
  page,
  service,
}) => {
  await page.clock.setFixedTime(stageTime)
  const skewed = (domainOffsetMs: number) => ({ ...upLink(stageTime), domainOffsetMs })
  const snapshot = stagedSnapshot(6, stageTime)
  const stage = await stageDisplay(page, service, board, { ...snapshot, link: skewed(0) })
  const secondsOf = async () => {
    const [text = ''] = await page.locator('[data-agent] b').allTextContents()
    const [minutes = 0, seconds = 0] = text.split(':').map(Number)
    return minutes * 60 + seconds
  }
  await expect.poll(secondsOf).toBeGreaterThanOrEqual(408)
  // The same instants, of a clock that is 90 s ahead.
  stage.say({ type: 'link', serverTime: stageTime, wallOffsetMs: 0, link: skewed(-90_000) })
  await expect.poll(secondsOf).toBeGreaterThanOrEqual(498)
})

test('lists that could not be read: the wall shows which and why, and no tile looks empty', async ({
  page,
  service,
}) => {
  const snapshot = stagedSnapshot(6, stageTime)
  await page.clock.setFixedTime(stageTime)
  await stageDisplay(page, service, board, {
    ...snapshot,
    queues: [],
    directory: { agents: [], campaigns: [], reasons: [] },
    link: {
      ...upLink(stageTime),
      unreadLists: [
        { list: 'queues', reason: { code: 'permission-denied' } },
        { list: 'agents', reason: { code: 'unreachable' } },
      ],
    },
  })
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.locator('[data-unread="queues"]')).toHaveText(
    /^Queue names could not be read: .* CAN_VIEW_SKILLS_DATA in Five9\. Queues without a name show their id\.$/,
  )
  await expect(page.locator('[data-unread="agents"]')).toContainText('Five9 did not answer')
  await expect(page.locator('[data-tile="agents"]')).toContainText(/agents of these\s*queues are unknown/)
  await expect(page.locator('[data-tile="agents"]')).not.toContainText('nobody')
  await expect(page.locator('[data-tile="agent-summary"] [data-field="ready"]')).toHaveText('–')
  await expect(page.locator('[data-tile="agent-summary"]')).toContainText('are unknown')
  await expectLegible(page)
})
