import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import { mainThreadMs, pairDisplay, type Display } from '../measure/chromium.ts'
import { play } from '../measure/feed-run.ts'
import { measureGoals, medianOf, type Figure } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'
import { directDom } from './direct-dom.ts'
import { wallFlushMs } from './fan-out.ts'

const noCost: UpdateCost = { script: NaN, layout: NaN }
/** Each as long without updates as with them; of both the median counts, since every ten seconds a page does more. */
const rounds = 3
/** Whole seconds, since a page's clocks tick once a second; frames so far apart that each is a flush of its own. */
const roundMs = 1_000
const updatesPerRound = Math.floor(roundMs / (wallFlushMs + 20))
/** Updates until the compiler has seen what is hot: a screen runs for a year. */
const warmUpdates = 60
/** Where the same page is compared with itself, both may be half warm. */
const alikeUpdates = 20

interface UpdateCost {
  readonly script: number
  readonly layout: number
}

/** A page and where its figures come from. */
interface Watched {
  readonly page: Pick<Display, 'cdp'>
  readonly rig: Rig
}

const playUpdates = (rigs: readonly Rig[], frames: number) =>
  Promise.all(
    [...new Set(rigs)].map((rig) =>
      play(rig, { to: 'product', framesPerSecond: (1_000 * updatesPerRound) / roundMs, frames }),
    ),
  )

/**
 * Main-thread time per update of several pages at once, each in a process of its own: the work of the same updates, less
 * what the page does in the same time without them.
 */
async function costOfUpdates(pages: readonly Watched[]): Promise<UpdateCost[]> {
  const rigs = pages.map(({ rig }) => rig)
  const read = () => Promise.all(pages.map(({ page }) => mainThreadMs(page.cdp)))
  async function spentDuring(work: () => Promise<unknown>): Promise<UpdateCost[]> {
    const before = await read()
    await work()
    const after = await read()
    return after.map(({ script, layout }, index) => ({
      script: script - (before[index]?.script ?? NaN),
      layout: layout - (before[index]?.layout ?? NaN),
    }))
  }
  const idle: UpdateCost[][] = []
  const busy: UpdateCost[][] = []
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await spentDuring(() => pause(roundMs)))
    busy.push(
      await spentDuring(async () => {
        const endsAt = performance.now() + roundMs
        await playUpdates(rigs, updatesPerRound)
        await pause(endsAt - performance.now())
      }),
    )
  }
  const usual = (spent: readonly UpdateCost[][], page: number, kind: keyof UpdateCost) =>
    medianOf(spent.map((ofPages) => ofPages[page]?.[kind] ?? NaN))
  return pages.map((_page, page) => {
    // Where the idle work varied by more than the updates cost, nothing was measured.
    const cost = (kind: keyof UpdateCost) => {
      const more = usual(busy, page, kind) - usual(idle, page, kind)
      return more > 0 ? more / updatesPerRound : NaN
    }
    return { script: cost('script'), layout: cost('layout') }
  })
}

/** The script of an update against setting the same text nodes by hand. */
export async function scriptTime(
  browser: Browser,
  display: Display,
  rig: Rig,
  repetitions: number,
): Promise<Figure[]> {
  const floor = await directDom(browser, rig, display)
  await playUpdates([rig], warmUpdates)
  const figures = await measureGoals(
    {
      script: {
        section: 'SPA',
        name: `script per update over direct DOM, ${display.queues.length} tiles`,
        unit: '×',
        bound: { is: 'at most', value: 3 },
      },
      layout: { section: 'SPA', name: 'style and layout per update over direct DOM', unit: '×', bound: null },
    },
    repetitions,
    async () => {
      const [product = noCost, direct = noCost] = await costOfUpdates([
        { page: display, rig },
        { page: floor, rig },
      ])
      return {
        values: { script: product.script / direct.script, layout: product.layout / direct.layout },
        note: `${product.script.toFixed(2)} against ${direct.script.toFixed(2)} ms script`,
      }
    },
  )
  await floor.context.close()
  return figures
}

/** As many changes on another floor, on boards of as many tiles: what a page does must follow what changed. */
export async function scriptOnFloors(
  browser: Browser,
  small: Rig,
  other: Rig,
  repetitions: number,
): Promise<Figure[]> {
  const [before, after] = [await pairDisplay(browser, small), await pairDisplay(browser, other)]
  await playUpdates([small, other], alikeUpdates)
  const figures = await measureGoals(
    {
      ratio: {
        section: 'SPA',
        name: `script per update, ${other.domain.name} over S, the same changes`,
        unit: '×',
        bound: { is: 'at most', value: 1.2 },
      },
    },
    Math.min(2, repetitions),
    async () => {
      const [was = noCost, is = noCost] = await costOfUpdates([
        { page: before, rig: small },
        { page: after, rig: other },
      ])
      return {
        values: { ratio: is.script / was.script },
        note: `${is.script.toFixed(2)} against ${was.script.toFixed(2)} ms`,
      }
    },
  )
  await before.context.close()
  await after.context.close()
  return figures
}
