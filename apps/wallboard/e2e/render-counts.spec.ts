import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { countWork, type Work } from './count-work.ts'
import {
  stageDisplay,
  stagedChanges,
  stagedQueue,
  stagedSnapshot,
  stageTime,
  stopClocks,
  upLink,
} from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

// Counts, not times: they are the same on every machine. The clock stands, so that no wait ticks in between.
test.use({ contextOptions: { reducedMotion: 'reduce' } })

// Near enough for 24 queues of long names to stand on one page.
const board: Board = {
  ...allQueuesBoard,
  viewing: { distanceM: 4, diagonalInches: 55 },
  pages: [{ tiles: [{ kind: 'queues', queues: 'all' }] }],
}

/** So near that 24 tiles show all that a tile of a queue can. */
const nearBoard: Board = { ...board, viewing: { distanceM: 1, diagonalInches: 75 } }

/** A stage of this many queues; `change` sends new figures and gives the work that they made. */
async function setUp(page: Page, service: Parameters<typeof stageDisplay>[1], queues: number, shown = board) {
  await stopClocks(page, stageTime)
  await countWork(page)
  const snapshot = stagedSnapshot(queues, stageTime)
  const stage = await stageDisplay(page, service, shown, snapshot)
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await expect(page.locator('[data-queue]').first()).toBeVisible()
  let seq = 1
  /** A message is applied and painted within two frames; late work shows within a few more. */
  const settle = () => page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 600)))
  async function change(
    updated: readonly ReturnType<typeof stagedQueue>[],
    queues?: readonly { readonly id: string; readonly name: string }[],
  ): Promise<Work> {
    await settle()
    await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
    await page.evaluate(() => window.takeWork())
    seq += 1
    stage.say({
      ...stagedChanges(seq, stageTime, updated),
      ...(queues === undefined ? {} : { queues: [...queues] }),
    })
    await settle()
    return page.evaluate(() => window.takeWork())
  }
  return { change, settle, stage, queues: snapshot.queues }
}

test('an update draws the tiles that it changes, and writes the cells that it changes, without a render', async ({
  page,
  service,
}) => {
  const { change } = await setUp(page, service, 24)
  const changed = await change([
    { ...stagedQueue(0, stageTime), agentsInQueue: 5 },
    { ...stagedQueue(5, stageTime), agentsOnCall: 3, agentsNotReadyForCalls: 1 },
    { ...stagedQueue(6, stageTime), callsInQueue: 9 },
    stagedQueue(7, stageTime), // as it was
  ])
  expect(changed.tiles).toEqual(['Billing', 'Sales', 'Technical Support'])
  expect(changed.cells).toEqual([
    'Billing.agentsInQueue',
    'Sales.agentsNotReadyForCalls',
    'Sales.agentsOnCall',
    'Technical Support.callsInQueue',
    'totals.callsInQueue', // more calls wait in the queues than row "0" tells of
  ])
  expect(changed.renders).toBe(0)
  // The figures are on the screen, so what was counted is what was drawn.
  await expect(page.locator('[data-queue="Technical Support"] [data-field="callsInQueue"]')).toHaveText('9')
})

test('a sort places tiles anew without moving their elements, and renders none of them', async ({
  page,
  service,
}) => {
  const { change, settle, queues } = await setUp(page, service, 24)
  const tiles = page.locator('main > section')
  const urgent = { ...stagedQueue(23, stageTime), callsInQueue: 9, currentLongestQueueTime: 900_000 }
  const name = queues[23]?.name ?? ''
  /** Tiles by their elements, as a screen reader reads them, and the one in the upper left corner. */
  const order = () =>
    tiles.evaluate((section) => {
      const names = (cells: readonly (Element | null)[]) =>
        cells.map((cell) => cell?.querySelector<HTMLElement>('[data-queue]')?.dataset['queue'])
      const { x, y } = section.getBoundingClientRect()
      return {
        elements: names([...section.children]),
        read: names(
          (section.getAttribute('aria-owns') ?? '').split(' ').map((id) => document.getElementById(id)),
        ),
        first: document.elementFromPoint(x + 40, y + 40)?.closest<HTMLElement>('[data-queue]')?.dataset[
          'queue'
        ],
      }
    })
  await change([urgent])
  const before = await order()
  expect(before.first).not.toBe(name)
  expect(before.read[0]).toBe(before.first)
  await page.evaluate(() => window.takeWork())
  const { styled } = await layoutsDuring(page, async () => {
    await page.evaluate(() => (performance.now = () => 11_000)) // queues are sorted every ten seconds
    await expect.poll(async () => (await order()).first).toBe(name)
    await settle()
  })
  const after = await order()
  expect(after.elements).toEqual(before.elements)
  expect(after.read).toEqual([name, ...before.read.filter((each) => each !== name)])
  const { renders } = await page.evaluate(() => window.takeWork())
  // The board, its header, and the boundary around each tile, but no tile.
  expect(renders).toBeLessThan(2 * 24)
  // A cell each. An element that moves in its parent has all of its tile computed.
  expect(styled).toBeLessThan(2 * 24)
})

test('an update of a queue that the board does not show costs the page nothing', async ({
  page,
  service,
}) => {
  const { change } = await setUp(page, service, 24, {
    ...board,
    pages: [{ tiles: [{ kind: 'queues', queues: ['300001', '300002'] }] }],
  })
  const { renders, writes } = await change([
    { ...stagedQueue(12, stageTime), callsInQueue: 4, agentsInQueue: 1 },
  ])
  expect({ renders, writes }).toEqual({ renders: 0, writes: 0 })
})

test('the same update draws as much on a floor of twice as many queues', async ({ page, service }) => {
  const { change } = await setUp(page, service, 12)
  const update = [{ ...stagedQueue(1, stageTime), agentsInQueue: 2 }]
  const small = await change(update)
  const twice = await page.context().newPage()
  const { change: changeTwice } = await setUp(twice, service, 24)
  expect(await changeTwice(update)).toEqual(small)
  expect(small.tiles).toEqual(['Claims'])
})

/**
 * Counts from now on how often React reads a store for what stands in the cells of the grid, in place of what it read
 * before. React keeps the function that reads a store beside its last value.
 */
const countReads = (page: Page) =>
  page.locator('main > section').evaluate((section) => {
    interface Hook {
      readonly queue: { getSnapshot?: () => unknown } | null
      readonly next: Hook | null
    }
    interface Fiber {
      readonly memoizedState: unknown
      readonly child: Fiber | null
      readonly sibling: Fiber | null
    }
    const counted = { subscriptions: 0, reads: 0 }
    const isHook = (state: unknown): state is Hook =>
      typeof state === 'object' && state !== null && 'queue' in state && 'next' in state
    function visit(first: Fiber | null): void {
      for (let at = first; at !== null; at = at.sibling) {
        for (let state = at.memoizedState; isHook(state); state = state.next) {
          const kept = state.queue
          const read = kept?.getSnapshot
          if (kept === null || read === undefined) continue
          counted.subscriptions += 1
          kept.getSnapshot = () => {
            counted.reads += 1
            return read()
          }
        }
        visit(at.child)
      }
    }
    const isFiber = (value: unknown): value is Fiber =>
      typeof value === 'object' && value !== null && 'memoizedState' in value
    for (const cell of section.children)
      for (const key of Object.keys(cell).filter((name) => name.startsWith('__reactFiber$'))) {
        const fiber: unknown = Reflect.get(cell, key)
        if (isFiber(fiber)) visit(fiber.child)
      }
    Object.assign(window, { countedReads: counted })
    return counted.subscriptions
  })

test('neither a second that passes nor new totals make React read a store for tiles', async ({
  page,
  service,
}) => {
  const { change, settle } = await setUp(page, service, 24)
  expect(await countReads(page)).toBeGreaterThanOrEqual(24 * 3)
  const reads = () => page.evaluate((): unknown => Reflect.get(window, 'countedReads'))
  const waits = page.locator('[data-field="currentLongestQueueTime"]')
  const before = await waits.allTextContents()
  await page.evaluate(() => (performance.now = () => 2_000))
  await expect.poll(() => waits.allTextContents()).not.toEqual(before)
  await change([{ ...stagedQueue(0, stageTime), id: '0', agentsInQueue: 77 }])
  await settle()
  expect(await reads()).toMatchObject({ reads: 0 })
  // What React reads is counted: the row of the queue that changes.
  await change([{ ...stagedQueue(0, stageTime), agentsInQueue: 6 }])
  expect(await reads()).toMatchObject({ reads: 1 })
})

test('every tile is laid out by itself, so that a change in one moves no other', async ({
  page,
  service,
}) => {
  await setUp(page, service, 24)
  const tiles = page.locator('[data-queue]')
  const contained = await tiles.evaluateAll((all) => all.map((tile) => getComputedStyle(tile).contain))
  expect(contained).toEqual(Array.from({ length: 24 }, () => 'strict'))
})

/** Layouts and style computations of a page so far, as Chromium counts them. */
async function createLayoutCounter(page: Page): Promise<() => Promise<{ layouts: number; styles: number }>> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable')
  return async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    const count = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
    return { layouts: count('LayoutCount'), styles: count('RecalcStyleCount') }
  }
}

const Layout = z.object({
  name: z.literal('Layout'),
  args: z.object({
    beginData: z.object({ partialLayout: z.boolean() }),
    endData: z.object({ layoutRoots: z.array(z.object({ nodeName: z.string() })) }),
  }),
})
const Styles = z.object({
  name: z.literal('UpdateLayoutTree'),
  args: z.object({ elementCount: z.int() }),
})
const Layering = z.object({ name: z.literal('PaintArtifactCompositor::Update') })

/** What Chromium did for a page while something happened. */
interface EngineWork {
  /** For each layout, whether it was of parts of the document alone. */
  readonly arePartial: readonly boolean[]
  /** The parts that were laid out, by their tags. */
  readonly roots: ReadonlySet<string>
  /** Elements whose style was computed. */
  readonly styled: number
  /** Times that the page was divided into the compositor's layers again. */
  readonly layerings: number
}

/** With the category `blink` Chromium reports the layers, otherwise layouts and styles. */
async function layoutsDuring(
  page: Page,
  act: () => Promise<unknown>,
  category: 'devtools.timeline' | 'blink' = 'devtools.timeline',
): Promise<EngineWork> {
  const cdp = await page.context().newCDPSession(page)
  const arePartial: boolean[] = []
  const roots = new Set<string>()
  let styled = 0
  let layerings = 0
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const layout = Layout.safeParse(event)
      if (layout.success) {
        arePartial.push(layout.data.args.beginData.partialLayout)
        for (const { nodeName } of layout.data.args.endData.layoutRoots)
          roots.add(nodeName.split(' ', 1)[0] ?? '')
      }
      styled += Styles.safeParse(event).data?.args.elementCount ?? 0
      if (Layering.safeParse(event).success) layerings += 1
    }
  })
  await cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: [category] },
  })
  await act()
  const completed = new Promise<void>((resolve) => {
    cdp.once('Tracing.tracingComplete', () => {
      resolve()
    })
  })
  await cdp.send('Tracing.end')
  await completed
  await cdp.detach()
  return { arePartial, roots, styled, layerings }
}

test('an update lays out what it changes, also in the header, and not the document', async ({
  page,
  service,
}) => {
  const { change } = await setUp(page, service, 24, nearBoard)
  const changed = (callsInQueue: number, agentsOnCall: number) =>
    [0, 5, 6].map((index) => ({ ...stagedQueue(index, stageTime), callsInQueue, agentsOnCall }))
  await change(changed(41, 3))
  let cells: readonly string[] = []
  const { arePartial, roots } = await layoutsDuring(page, async () => {
    cells = (await change(changed(42, 4))).cells
  })
  expect(cells).toContain('totals.callsInQueue')
  expect(arePartial.length).toBeGreaterThan(0)
  expect(arePartial).not.toContain(false)
  // Figures and counts, the bar, and the figures of the header; a bar that is no root lays out its whole tile.
  expect([...roots].sort()).toEqual(['DIV', 'I', 'P'])
  const { layerings } = await layoutsDuring(page, () => change(changed(43, 5)), 'blink')
  expect(layerings).toBe(0) // a bar that clips its shares causes one
})

test('what stands below the figures of a tile is painted again only when it changes', async ({
  page,
  service,
}) => {
  await setUp(page, service, 24, nearBoard)
  await expect(page.locator('[data-queue] [viewBox="0 0 100 20"]')).toHaveCount(24) // loaded after the figures
  // Chromium reuses what it painted of a stacking context with at least two layers.
  const layers = await page.locator('[data-queue]').evaluateAll((tiles) =>
    tiles.map((tile) => {
      const foot = tile.querySelector('[data-field="agentsOnCall"]')?.closest('article > div')
      if (foot === null || foot === undefined || getComputedStyle(foot).zIndex !== '0') return 0
      return [...foot.children].filter((child) => {
        const { position, contain } = getComputedStyle(child)
        return position !== 'static' || contain !== 'none'
      }).length
    }),
  )
  expect(layers).toEqual(Array.from({ length: 24 }, () => 2))
})

test('in a line of counts a count that changes lays out no label: each is a box', async ({
  page,
  service,
}) => {
  await setUp(page, service, 24, nearBoard)
  const counts = page.locator('[data-queue="Claims"] [data-field="agentsOnCall"]')
  const boxes = await counts.evaluate((count) => {
    const line = count.closest('p') ?? document.body
    const found: string[] = []
    // The children of an element without a box are boxes of the line, also its texts.
    for (const group of line.children)
      if (getComputedStyle(group).display !== 'contents') found.push('no box of a count')
      else for (const box of group.childNodes) found.push(box.textContent?.replace(/\d+/g, '0') ?? '')
    return found
  })
  expect(boxes).toEqual(['0', ' ready of 0', '0', ' on call', '0', ' not ready'])
})

test.describe('with emphasis', () => {
  test.use({ contextOptions: { reducedMotion: 'no-preference' } })

  test('an update is one layout, and emphasises the leading figures that it changes; nothing follows', async ({
    page,
    service,
  }) => {
    const { change, settle, stage } = await setUp(page, service, 24)
    const passes = (ms: number) => page.evaluate((now) => (performance.now = () => now), ms)
    await change([{ ...stagedQueue(0, stageTime), callsInQueue: 30 }]) // loads the script of emphasis
    await page.waitForLoadState('networkidle')
    await change([{ ...stagedQueue(0, stageTime), callsInQueue: 31 }])
    await passes(400)
    const emphasised = page.locator('[data-changed]')
    await expect(emphasised).toHaveCount(0)
    const count = await createLayoutCounter(page)
    await settle()
    await page.evaluate(() => window.takeWork())
    const before = await count()
    stage.say(
      stagedChanges(
        4,
        stageTime,
        [0, 5, 6].map((index) => ({ ...stagedQueue(index, stageTime), callsInQueue: 42, agentsOnCall: 4 })),
      ),
    )
    await expect(emphasised).toHaveCount(3)
    await passes(700)
    await expect(emphasised).toHaveCount(0)
    await settle()
    const after = await count()
    const { emphases } = await page.evaluate(() => window.takeWork())
    expect(emphases).toEqual(['Billing.callsInQueue', 'Sales.callsInQueue', 'Technical Support.callsInQueue'])
    expect(after.layouts - before.layouts).toBeLessThanOrEqual(2)
    // The update, and the end of its emphasis: an animation would compute styles for every frame.
    expect(after.styles - before.styles).toBeLessThanOrEqual(4)
  })
})

test('an idle second writes each clock once, all in one frame', async ({ page, service }) => {
  await countWork(page)
  await page.clock.install({ time: stageTime })
  const stage = await stageDisplay(page, service, board, stagedSnapshot(24, stageTime))
  await expect(page.locator('[data-queue]')).toHaveCount(24)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  let now = stageTime + 10_000
  await page.clock.pauseAt(now)
  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      stage.say({ type: 'heartbeat', serverTime: now, wallOffsetMs: 0, link: upLink(now) })
      await stage.settled()
      await page.clock.runFor(1_000)
      now += 1_000
    }
  }
  await pass(6) // an idle cursor is hidden, and the screen is live after the jump
  await expect(page.locator('main')).toHaveAttribute('data-link', 'live')
  await page.evaluate(() => window.takeWork())
  const seconds = 5
  const { arePartial } = await layoutsDuring(page, () => pass(seconds))
  expect(arePartial.length).toBeGreaterThan(0) // on a busy machine, one for several of the seconds
  expect(arePartial).not.toContain(false) // neither the clock nor the age of the figures lays out the document
  const { batches, cells, renders, writes } = await page.evaluate(() => window.takeWork())
  const waits = cells.filter((cell) => cell.endsWith('.currentLongestQueueTime'))
  expect(waits.length).toBeGreaterThan(seconds) // some queues have waiting calls
  expect(cells).toEqual(waits)
  // The waits, the time of day and the age of the figures.
  expect(writes).toBeLessThanOrEqual(waits.length + 2 * seconds)
  expect(batches).toBeLessThanOrEqual(seconds)
  expect(renders).toBe(0)
})

test('the whole board drawn or rendered would be seen', async ({ page, service }) => {
  const { change, queues } = await setUp(page, service, 24)
  const everyQueue = Array.from({ length: 24 }, (_, index) => ({
    ...stagedQueue(index, stageTime),
    agentsInQueue: 77,
  }))
  expect((await change(everyQueue)).tiles).toHaveLength(24)
  const renamed = await change(
    [],
    queues.map(({ id, name }) => ({ id, name: `${name} again` })),
  )
  expect(renamed.tiles).toHaveLength(24)
  expect(renamed.renders).toBeGreaterThanOrEqual(24)
})

test('a step against burn-in computes the styles of what it moves, and not of the board', async ({
  page,
  service,
}) => {
  await page.clock.install({ time: stageTime })
  const stage = await stageDisplay(page, service, board, stagedSnapshot(24, stageTime))
  await expect(page.locator('[data-queue]')).toHaveCount(24)
  await page.waitForLoadState('networkidle')
  await page.clock.pauseAt(stageTime + 10_000)
  /** Reading the computed style computes what is due. */
  const transform = () =>
    page.locator('main > section').evaluate((tiles) => {
      void getComputedStyle(tiles).transform
      return tiles.style.transform
    })
  async function passMinute(minute: number): Promise<string> {
    const now = stageTime + minute * 60_000
    stage.say({ type: 'heartbeat', serverTime: now, wallOffsetMs: 0, link: upLink(now) })
    await stage.settled()
    await page.clock.runFor(500) // one tick
    return transform()
  }
  const before = await passMinute(1)
  let after = ''
  const { styled } = await layoutsDuring(page, async () => {
    after = await passMinute(2)
  })
  expect(after).not.toBe(before)
  expect(styled).toBeGreaterThan(0)
  expect(styled).toBeLessThan(24)
})
