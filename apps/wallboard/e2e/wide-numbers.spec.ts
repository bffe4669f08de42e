import { allQueuesBoard, type Board } from '@wallboard/boards'
import { expectLegible, findOverlaps } from './screen-reader.ts'
import { stageDisplay, stagedSnapshot, stageTime } from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const limit = { metric: 'callsInQueue', level: 'critical', when: 'above', onDelay: 0, value: 0 } as const

/** Every kind of tile that shows a count; what is beyond its limit and what is not. */
const board: Board = {
  ...allQueuesBoard,
  mode: 'supervisor',
  pages: [
    {
      tiles: [
        { kind: 'agent-summary', queues: 'all' },
        { kind: 'group', name: 'All', queues: 'all' },
        { kind: 'group', name: 'All in alarm', queues: 'all', thresholds: [limit] },
        { kind: 'queues', queues: ['300001', '300002'] },
        { kind: 'queues', queues: ['300003', '300004'], thresholds: [limit] },
        { kind: 'campaign', campaign: 'c' },
        { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' }, target: 3 },
        { kind: 'number', figure: { of: 'campaign', campaign: 'c', metric: 'totalCallsCount' } },
        { kind: 'alerts', columns: 2 },
        { kind: 'agents', queues: 'all', columns: 2 },
        { kind: 'trend' },
      ],
    },
  ],
}

const counted = new Set([
  'callsInQueue',
  'callbacksInQueue',
  'voicemailsInQueue',
  'agentsInQueue',
  'agentsOnCall',
  'agentsNotReadyForCalls',
  'agentsLoggedIn',
  'totalCallsCount',
  'connectedCallsCount',
  'abandonedCallsCount',
])

type Row = Record<string, unknown> & { readonly id: string; readonly asOf: number }

/** The stage with every count at one value, and as many agents in each state. */
function countedSnapshot(queues: number, count: number) {
  const snapshot = stagedSnapshot(queues, stageTime)
  const states = ['READY', 'ON_CALL', 'NOT_READY', 'ACW']
  const agents = states.flatMap((state) =>
    Array.from({ length: count }, (_, index) => ({
      id: `${state}${index}`,
      asOf: stageTime,
      state,
      stateSince: stageTime - 36_000_000,
      reasonCodeId: '0',
    })),
  )
  const withCounts = (row: Row): Row => ({
    ...row,
    ...Object.fromEntries(Object.keys(row).flatMap((key) => (counted.has(key) ? [[key, count]] : []))),
  })
  return {
    ...snapshot,
    payLoad: snapshot.payLoad.map(({ dataSource, data }) => ({
      dataSource,
      data: dataSource === 'AGENT_STATE' ? agents : data.map(withCounts),
    })),
    directory: { agents: [], campaigns: [{ id: 'c', name: 'Inbound 1' }], reasons: [] },
  }
}

for (const { density, distanceM } of [
  { density: 'compact', distanceM: 3 },
  { density: 'icons', distanceM: 6 },
  { density: 'full', distanceM: 1.5 },
] as const)
  test(`no two texts of a tile overlap for counts of one to five digits, drawn as ${density}`, async ({
    page,
    service,
  }, testInfo) => {
    await page.clock.setFixedTime(stageTime)
    let count = 8
    const shown = { ...board, viewing: { distanceM, diagonalInches: 55 } }
    const stage = await stageDisplay(page, service, shown, () => countedSnapshot(6, count))
    for (count of [8, 88, 888, 8_888, 10_888]) {
      // A snapshot of a new epoch takes the place of what stood before.
      stage.say({ ...countedSnapshot(6, count), epoch: `of ${count}` })
      await stage.settled()
      const lead = page.locator('[data-queue] [data-field="callsInQueue"]').first()
      await expect.poll(async () => (await lead.textContent())?.replace(/\D/g, '')).toBe(String(count))
      await page.screenshot({ path: testInfo.outputPath(`${count}.png`) })
      await expect.poll(() => findOverlaps(page), String(count)).toEqual([])
    }
    await expect(page.locator('main')).toHaveAttribute('data-density', density)
  })

/** A closed queue in the morning: no call, and callbacks that have waited since the evening. */
const afterTheNight = { callsInQueue: 0, callbacksInQueue: 46, currentLongestQueueTime: 38_880_000 }

for (const queues of [6, 24])
  test(`callbacks that waited all night are whole and legible on ${queues} tiles`, async ({
    page,
    service,
  }) => {
    await page.clock.setFixedTime(stageTime)
    const snapshot = stagedSnapshot(queues, stageTime)
    const payLoad = snapshot.payLoad.map(({ dataSource, data }) => ({
      dataSource,
      data: dataSource === 'ACD_STATUS' ? data.map((row) => ({ ...row, ...afterTheNight })) : data,
    }))
    const stage = await stageDisplay(page, service, allQueuesBoard, () => ({ ...snapshot, payLoad }))
    await stage.settled()
    await expect(page.locator('[data-queue] [data-field="currentLongestQueueTime"]').first()).toHaveText(
      /^10.h.48$/,
    )
    await expectLegible(page)
  })
