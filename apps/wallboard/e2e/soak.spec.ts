import type { CDPSession, Page } from '@playwright/test'
import { allQueuesBoard, type Board } from '@wallboard/boards'
import {
  stagedChanges,
  stagedQueue,
  stagedSnapshot,
  stageDisplay,
  stageTime,
  upLink,
} from './staged-display.ts'
import playwrightConfig from '../../../playwright.config.ts'
import { expect, test } from './wall-fixture.ts'

/** Hours that pass by the server's clock: a week, unless somebody says otherwise. */
const hours = Number(process.env.SOAK_HOURS ?? 168)
/** Until then the rings of trends and of spark lines are full, and the browser's own lists of slow frames. */
const warmUpHours = 20
/** A server is restarted more often than a screen. */
const dropEveryHours = 6
/** Hours that are looked at, at the beginning and at the end. */
const samplesEach = 12
/** Until every threshold has let go. */
const calmMinutes = 3
/** The server's clock runs a minute a step, the screen's own two seconds: it would find a longer silence dead. */
const stepMs = 60_000
const perHour = 3_600_000 / stepMs
const ownStepMs = 2_000
const queues = 24

/** Every kind of tile, in two pages that take turns, with limits that come and go. */
const board: Board = {
  ...allQueuesBoard,
  mode: 'supervisor',
  pages: [
    {
      tiles: [
        {
          kind: 'queues',
          queues: 'all',
          thresholds: [
            { metric: 'callsInQueue', level: 'warn', when: 'above', value: 4 },
            { metric: 'callsInQueue', level: 'critical', when: 'above', value: 7 },
          ],
        },
        { kind: 'trend' },
      ],
    },
    {
      tiles: [
        { kind: 'group', name: 'Everybody', queues: 'all' },
        { kind: 'agents', queues: 'all', columns: 2, rows: 2 },
        { kind: 'agent-summary', queues: 'all' },
        { kind: 'campaign', campaign: 'c' },
        { kind: 'number', figure: { of: 'floor', metric: 'callsInQueue' } },
        { kind: 'alerts' },
        { kind: 'clock' },
      ],
    },
  ],
}

test.use({
  viewport: { width: 1280, height: 720 },
  // What the compiler makes of a function lies in the heap, and comes and goes over days: it is no page's to keep.
  launchOptions: {
    ...playwrightConfig.use?.launchOptions,
    args: [
      ...(playwrightConfig.use?.launchOptions?.args ?? []),
      '--js-flags=--no-opt --no-sparkplug --no-flush-bytecode',
    ],
  },
})

declare global {
  interface Window {
    /** The clock that `page.clock.install` puts into a page. */
    __pwClock: { readonly controller: { readonly fastForward: (ms: number) => Promise<void> } }
  }
}

/** As `page.clock.fastForward`, which keeps every step for pages to come and so gets slower by the hour. */
const fastForward = (page: Page, ms: number) =>
  page.evaluate((step) => window.__pwClock.controller.fastForward(step), ms)

interface Measures {
  /** Bytes, after a forced collection. */
  readonly heap: number
  readonly nodes: number
  readonly listeners: number
  readonly sockets: number
}

async function measure(session: CDPSession) {
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
  return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') }
}

test(`nothing grows in ${hours} hours on one page`, async ({ page, service }) => {
  test.setTimeout(60_000 + hours * 15_000)
  await page.clock.install({ time: stageTime })
  let now = stageTime
  let seq = 1
  const stage = await stageDisplay(page, service, board, () => ({
    ...stagedSnapshot(queues, now),
    seq,
  }))
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  await page.clock.runFor(2_000)
  await expect(page.locator('main')).toHaveAttribute('data-board', 'staged')

  now += 2_000
  let dropped = 0
  /** The page finds the connection gone, and its clock has to move on before it tries again. */
  async function reconnect(): Promise<void> {
    const before = stage.connections()
    dropped += 1
    await stage.drop()
    await expect
      .poll(async () => {
        await page.clock.runFor(500)
        return stage.connections()
      })
      .toBe(before + 1)
    await expect.poll(stage.openSockets).toBe(1)
  }
  const someQueues = () =>
    [0, 1, 2].map((each) => {
      const index = (seq * 5 + each) % queues
      return stagedQueue(index, now, (seq + index) % 10)
    })
  const calmQueues = () => Array.from({ length: queues }, (_, index) => stagedQueue(index, now, 0))

  async function pass(steps: number, queuesNow = someQueues): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      now += stepMs
      seq += 1
      const updated = queuesNow()
      const agents = [seq % 30].map((index) => ({
        id: `a${index}`,
        asOf: now,
        state: seq % 2 === 0 ? 'READY' : 'ON_CALL',
        stateSince: now,
      }))
      const changes = stagedChanges(seq, now, updated)
      stage.say({
        ...changes,
        payLoad: [...changes.payLoad, { dataSource: 'AGENT_STATE', added: [], updated: agents, removed: [] }],
      })
      stage.say({
        type: 'heartbeat',
        serverTime: now,
        wallOffsetMs: 0,
        link: { ...upLink(stageTime), confirmedAt: now },
      })
      await stage.settled()
      await fastForward(page, ownStepMs)
      if (seq % (dropEveryHours * perHour) === 0) await reconnect()
      if (seq % (dropEveryHours * perHour) !== 1) continue
      // To see whether growth ends or continues, on any page of the board.
      const { heap, nodes } = await measure(session)
      process.stdout.write(`${Math.floor(seq / perHour)} hours: heap ${heap}, nodes ${nodes}\n`)
    }
  }

  /** A tile of agents counts screens of its own. */
  const isOnFirstPage = async () =>
    (await page.getByText(/^1 of \d/).isVisible()) && (await page.locator('[data-queue]').count()) > 0

  /** The page may turn while it is measured. */
  async function measureFirstPage(): ReturnType<typeof measure> {
    for (let step = 0; step < perHour; step += 1) {
      const wasOnFirstPage = await isOnFirstPage()
      const measures = await measure(session)
      if (wasOnFirstPage && (await isOnFirstPage())) return measures
      await pass(1, calmQueues)
    }
    throw new Error('the first page did not come in an hour')
  }

  /**
   * The least that is found in some hours. Each look is at the same picture, since what stands on the screen is in the
   * heap too: the first page, when no queue has had callers for some minutes. What differs from look to look is how
   * many of the pages that stood before the browser still holds; what grows is in the least of them as in all others.
   */
  async function look(): Promise<Measures> {
    const samples: Measures[] = []
    for (let sample = 0; sample < samplesEach; sample += 1) {
      await pass(perHour)
      await pass(calmMinutes, calmQueues)
      samples.push({ ...(await measureFirstPage()), sockets: await stage.openSockets() })
    }
    process.stdout.write(`${samples.map(({ heap, nodes }) => `${heap} (${nodes})`).join(' ')}\n`)
    const least = (name: keyof Measures) => Math.min(...samples.map((sample) => sample[name]))
    return {
      heap: least('heap'),
      nodes: least('nodes'),
      listeners: least('listeners'),
      sockets: least('sockets'),
    }
  }

  // As one step of the test: outside of one, the runner looks through all calls so far at each, and so gets slower.
  const { before, after } = await test.step('the hours pass', async () => {
    await pass(warmUpHours * perHour)
    const early = await look()
    await pass((hours - warmUpHours - 2 * samplesEach) * perHour)
    return { before: early, after: await look() }
  })

  const grown = Object.entries(before).flatMap(([name, was]) => {
    const is = after[name as keyof typeof after] // the same names by construction
    return is <= was * 1.05 ? [] : [`${name}: ${was} → ${is}`]
  })
  const connections = stage.connections()
  process.stdout.write(`${JSON.stringify({ hours, connections, before, after })}\n`)
  expect(grown).toEqual([])
  // One more than was dropped would be one that the page gave up by itself.
  expect(connections).toBe(1 + dropped)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
})
