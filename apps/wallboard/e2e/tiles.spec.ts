import { allQueuesBoard, type Board } from '@wallboard/boards'
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
    /** Emphases so far: whose figure, and for how many milliseconds. */
    emphases: (string | number)[][]
  }
}

for (const [reducedMotion, emphases] of [
  ['no-preference', [['Sales', 'callsInQueue', 240]]],
  ['reduce', []],
] as const)
  test(`a figure that changes is emphasised alone, with motion preference ${reducedMotion}`, async ({
    page,
    service,
  }) => {
    await page.emulateMedia({ reducedMotion })
    await stopClocks(page, stageTime)
    const stage = await stageDisplay(page, service, alarmed, stagedSnapshot(6, stageTime))
    const figure = page.locator('[data-queue="Sales"] [data-field="callsInQueue"]')
    await expect(figure).not.toHaveText('9')
    await page.evaluate(() => {
      window.emphases = []
      const note = (element: Element, duration: unknown) => {
        const queue = element.closest<HTMLElement>('[data-queue]')?.dataset['queue'] ?? ''
        window.emphases.push([queue, element.getAttribute('data-field') ?? '', Number(duration)])
      }
      // eslint-disable-next-line @typescript-eslint/unbound-method -- it is applied to its own element
      Element.prototype.animate = new Proxy(Element.prototype.animate, {
        apply(target, element: Element, args: Parameters<Element['animate']>) {
          const [, options] = args
          note(element, typeof options === 'object' ? options.duration : options)
          return Reflect.apply(target, element, args)
        },
      })
    })
    stage.say(stagedChanges(2, stageTime, [stagedQueue(5, stageTime, 9)]))
    await expect(figure).toHaveText('9')
    expect(await page.evaluate(() => window.emphases)).toEqual(emphases)
  })

test('a figure is emphasised anew each time that it changes', async ({ page, service }) => {
  await stopClocks(page, stageTime)
  const stage = await stageDisplay(page, service, alarmed, stagedSnapshot(6, stageTime))
  const figure = page.locator('[data-queue="Sales"] [data-field="callsInQueue"]')
  await expect(figure).toBeVisible()
  const runsAt = (text: string) =>
    figure.evaluate(
      (element, awaited) =>
        new Promise<number>((resolve) => {
          new MutationObserver((_records, observer) => {
            if (element.textContent !== awaited) return
            observer.disconnect()
            resolve(element.getAnimations().filter(({ playState }) => playState === 'running').length)
          }).observe(element, { subtree: true, characterData: true })
        }),
      text,
    )
  for (const [seq, calls] of [
    [2, 9],
    [3, 11],
  ] as const) {
    const running = runsAt(String(calls))
    await page.waitForTimeout(400) // the emphasis before is over
    stage.say(stagedChanges(seq, stageTime, [stagedQueue(5, stageTime, calls)]))
    expect(await running).toBe(1)
  }
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
