import { allQueuesBoard, type Board } from '@wallboard/boards'
import type { Page } from '@playwright/test'
import { expectLegible, findIllegible } from './screen-reader.ts'
import {
  stageDisplay,
  stagedChanges,
  stagedQueue,
  stagedSnapshot,
  stageTime,
  stopClocks,
} from './staged-display.ts'
import { expect, test } from './wall-fixture.ts'

const limit = { metric: 'callsInQueue', when: 'above', onDelay: 0 } as const
const alarmed: Board = {
  ...allQueuesBoard,
  pages: [
    {
      tiles: [
        {
          kind: 'queues',
          queues: 'all',
          thresholds: [
            { ...limit, level: 'warn', value: 2 },
            { ...limit, level: 'critical', value: 3 },
          ],
        },
      ],
    },
  ],
}

/** In which form tiles are drawn follows from the room that they have. */
const rooms = [
  { density: 'icons', queues: 24, distanceM: 5 },
  { density: 'compact', queues: 6, distanceM: 5 },
  { density: 'full', queues: 6, distanceM: 2 },
] as const

for (const { density, queues, distanceM } of rooms)
  test(`an alert is shown by sign and word on its own tile, drawn as ${density}`, async ({
    page,
    service,
  }) => {
    await stopClocks(page, stageTime)
    const board = { ...alarmed, viewing: { distanceM, diagonalInches: 55 } }
    await stageDisplay(page, service, board, stagedSnapshot(queues, stageTime))
    await expect(page.locator('main')).toHaveAttribute('data-density', density)
    for (const level of ['warn', 'critical']) {
      const tiles = page.locator(`[data-level="${level}"]`)
      await expect(tiles).not.toHaveCount(0)
      for (const tile of await tiles.all()) {
        await expect(tile.getByRole('img', { name: level }).filter({ visible: true })).toHaveCount(1)
        // Where a long name needs the room, the word and the counts give way to it.
        if ((await tile.getAttribute('data-tight')) !== null) continue
        await expect(tile.getByText(level, { exact: true })).toBeVisible()
        await expect(tile.locator('[data-field="agentsInQueue"]')).toBeVisible()
      }
    }
    await expect(page.locator('[data-level="none"]').getByText('critical')).toHaveCount(0)
    await expect.poll(() => findIllegible(page)).toEqual([])
    await expectLegible(page)
  })

test('figures of different tiles stand on one line', async ({ page, service }) => {
  await stopClocks(page, stageTime)
  const board: Board = {
    ...allQueuesBoard,
    viewing: { distanceM: 3, diagonalInches: 55 },
    pages: [
      {
        tiles: [
          { kind: 'group', name: 'Three queues', queues: ['300001', '300002', '300003'] },
          { kind: 'queue', queue: '300005' },
          { kind: 'number', figure: { of: 'floor', metric: 'agentsInQueue' }, target: 3 },
          { kind: 'agent-summary', queues: 'all' },
          { kind: 'campaign', campaign: 'c' },
          { kind: 'clock', label: 'London' },
        ],
      },
    ],
  }
  await stageDisplay(page, service, board, stagedSnapshot(6, stageTime))
  await expect(page.locator('[data-tile="clock"]')).toBeVisible()
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll('[data-tile]')].map((tile) => {
      const figure = tile.querySelector('[data-busy], [data-alone], [data-tile="campaign"] p > *, time')
      const text = figure ?? tile.querySelector('p > *')
      const box = text?.getBoundingClientRect()
      const top = tile.getBoundingClientRect().top
      return box === undefined ? Number.NaN : Math.round((box.top + box.bottom) / 2 - top)
    }),
  )
  expect(lines).toHaveLength(6)
  expect(Math.max(...lines) - Math.min(...lines), String(lines)).toBeLessThanOrEqual(2)
})

declare global {
  interface Window {
    /** Emphases so far: whose figure, and for how many milliseconds; the time of one that has not ended is undefined. */
    emphases: { readonly figure: string; readonly startedAt: number; endedAt?: number }[]
  }
}

/** Records every emphasis from now on. */
const recordEmphases = (page: Page) =>
  page.evaluate(() => {
    window.emphases = []
    new MutationObserver((records) => {
      for (const { target } of records)
        if (target instanceof HTMLElement) {
          const queue = target.closest<HTMLElement>('[data-queue]')?.dataset['queue'] ?? ''
          const figure = `${queue}.${target.dataset['field'] ?? ''}`
          const running = window.emphases.find((each) => each.figure === figure && each.endedAt === undefined)
          if (target.dataset['changed'] !== undefined)
            window.emphases.push({ figure, startedAt: performance.now() })
          else if (running !== undefined) running.endedAt = performance.now()
        }
    }).observe(document.body, { subtree: true, attributeFilter: ['data-changed'] })
  })

for (const [setting, isEmphasised] of [
  ['no preference', true],
  ['reduced motion', false],
  ['late frames', false],
] as const)
  test(`a figure that changes is emphasised alone, each time and for a moment; with ${setting}`, async ({
    page,
    service,
  }) => {
    await page.emulateMedia({ reducedMotion: setting === 'reduced motion' ? 'reduce' : 'no-preference' })
    const stage = await stageDisplay(page, service, alarmed, stagedSnapshot(6, stageTime))
    const figure = page.locator('[data-queue="Sales"] [data-field="callsInQueue"]')
    await expect(figure).toBeVisible()
    if (setting === 'late frames')
      await page.evaluate(() => {
        document.documentElement.setAttribute('data-late-frames', '')
      })
    let seq = 1
    async function change(calls: number): Promise<void> {
      seq += 1
      stage.say(stagedChanges(seq, stageTime, [stagedQueue(5, stageTime, calls)]))
      await expect(figure).toHaveText(String(calls))
    }
    await change(30) // the script of emphasis is loaded with the first change
    const isLoaded = () =>
      page.evaluate(() =>
        performance.getEntriesByType('resource').some(({ name }) => /\/assets\/tiles-/.test(name)),
      )
    await expect.poll(isLoaded).toBe(true)
    await change(31)
    if (isEmphasised) await expect(figure).not.toHaveAttribute('data-changed')
    await recordEmphases(page)
    const ended = () => page.evaluate(() => window.emphases.filter(({ endedAt }) => endedAt !== undefined))
    for (const [index, calls] of [9, 11].entries()) {
      await change(calls)
      if (isEmphasised) await expect.poll(async () => (await ended()).length).toBe(index + 1)
    }
    const emphases = await page.evaluate(() => window.emphases)
    expect(emphases.map((each) => each.figure)).toEqual(
      isEmphasised ? ['Sales.callsInQueue', 'Sales.callsInQueue'] : [],
    )
    for (const { startedAt, endedAt = NaN } of emphases)
      expect(endedAt - startedAt).toBeGreaterThanOrEqual(140)
  })

test.describe('a figure that cannot be drawn', () => {
  test.use({ allowsConsoleErrors: true }) // the page says what failed

  test('fails its own tile, which says so, and keeps no other from its news', async ({ page, service }) => {
    await stopClocks(page, stageTime)
    const stage = await stageDisplay(page, service, alarmed, stagedSnapshot(6, stageTime))
    await expect(page.locator('[data-queue="Sales"]')).toBeVisible()
    await page.evaluate(() => {
      const data = Object.getOwnPropertyDescriptor(CharacterData.prototype, 'data')
      Object.defineProperty(CharacterData.prototype, 'data', {
        ...data,
        set(this: CharacterData, text: string) {
          if (text === '777') throw new Error('planted')
          data?.set?.call(this, text)
        },
      })
    })
    stage.say(stagedChanges(2, stageTime, [stagedQueue(5, stageTime, 777), stagedQueue(0, stageTime, 8)]))
    await expect(page.locator('[data-failed]')).toContainText('planted')
    await expect(page.locator('[data-queue]')).toHaveCount(5)
    await expect(
      page.locator('[data-queue] [data-field="callsInQueue"]').filter({ hasText: '8' }),
    ).toHaveCount(1)
  })
})
