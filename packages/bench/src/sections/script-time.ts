import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import type { Bench } from '../bench.ts'
import { mainThreadMs, pairDisplay, tiles, type Display } from '../measure/chromium.ts'
import { play } from '../measure/feed-run.ts'
import { measureGoals, medianOf, type Figure } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'
import { directDom } from './direct-dom.ts'
import { wallFlushMs } from './fan-out.ts'

/** Pages of each kind. A wall gets at most four updates a second, so only more pages give more samples. */
const copies = 2
/** Rounds with updates, and as many without. The median counts, because every ten seconds a page does more. */
const rounds = 4
/** Whole seconds, because a page's clocks tick once a second. */
const roundMs = 1_000
/** Frames so far apart that each is flushed alone. */
const updatesPerSecond = 1_000 / (wallFlushMs + 5)
const updatesPerRound = Math.ceil((roundMs / 1_000) * updatesPerSecond)
/** Updates until the browser has compiled the hot code: a display runs for months. */
const warmUpdates = 30

interface UpdateCost {
  readonly script: number
  readonly layout: number
}

/** Pages of one kind, and the rig that they show. */
interface MeasuredPages {
  readonly pages: readonly Display[]
  readonly rig: Rig
}

/** Pages that are measured at the same time: displays of S and of S×2, and direct DOM as the reference. */
export interface ScriptPages {
  readonly product: MeasuredPages
  readonly grown: MeasuredPages
  readonly direct: MeasuredPages
}

const playUpdates = (rigs: readonly Rig[], frames: number) =>
  Promise.all(
    [...new Set(rigs)].map((rig) => play(rig, { to: 'product', framesPerSecond: updatesPerSecond, frames })),
  )

/** Opens pages one after the other, so that what each does every ten seconds does not coincide. */
export async function openScriptPages(browser: Browser, bench: Bench): Promise<ScriptPages> {
  const { small, grown } = bench
  const [twice] = grown
  if (twice === undefined) throw new Error('the bench was started without a grown rig')
  const smallPages: Display[] = []
  const grownPages: Display[] = []
  for (let copy = 0; copy < copies; copy += 1) {
    smallPages.push(await pairDisplay(browser, small))
    grownPages.push(await pairDisplay(browser, twice))
  }
  const direct = await directDom(browser, small) // one is enough: it does nothing periodically
  return {
    product: { pages: smallPages, rig: small },
    grown: { pages: grownPages, rig: twice },
    direct: { pages: [direct], rig: small },
  }
}

/** Lets the browser compile the hot code of the pages. */
export async function warmScriptPages({ product, grown }: ScriptPages): Promise<void> {
  await playUpdates([product.rig, grown.rig], warmUpdates)
}

/**
 * Main-thread time per update of several kinds of pages at once, each page in a process of its own: the time of a round
 * with updates, less the time of a round without.
 */
async function costOfUpdates(kinds: readonly MeasuredPages[]): Promise<UpdateCost[]> {
  const read = () =>
    Promise.all(kinds.map(({ pages }) => Promise.all(pages.map(({ cdp }) => mainThreadMs(cdp)))))
  async function spentDuring(work: () => Promise<unknown>): Promise<UpdateCost[][]> {
    const before = await read()
    const endsAt = performance.now() + roundMs
    await work()
    await pause(endsAt - performance.now())
    const after = await read()
    return after.map((pages, kind) =>
      pages.map(({ script, layout }, page) => ({
        script: script - (before[kind]?.[page]?.script ?? NaN),
        layout: layout - (before[kind]?.[page]?.layout ?? NaN),
      })),
    )
  }
  const idle: UpdateCost[][][] = []
  const busy: UpdateCost[][][] = []
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await spentDuring(() => Promise.resolve()))
    busy.push(
      await spentDuring(() =>
        playUpdates(
          kinds.map(({ rig }) => rig),
          updatesPerRound,
        ),
      ),
    )
  }
  const median = (spent: readonly UpdateCost[][][], kind: number, cost: keyof UpdateCost) =>
    medianOf(spent.flatMap((ofKinds) => (ofKinds[kind] ?? []).map((ofPage) => ofPage[cost])))
  return kinds.map((_pages, kind) => {
    // When idle work varies by more than the updates cost, nothing was measured.
    const perUpdate = (cost: keyof UpdateCost) => {
      const difference = median(busy, kind, cost) - median(idle, kind, cost)
      return difference > 0 ? difference / updatesPerRound : NaN
    }
    return { script: perUpdate('script'), layout: perUpdate('layout') }
  })
}

const notMeasured: UpdateCost = { script: NaN, layout: NaN }

/**
 * Script per update over setting the same text nodes by hand, and over the same changes in a larger domain with boards
 * of as many tiles: the cost must follow the changes.
 */
export async function measureScript(
  { product, grown, direct }: ScriptPages,
  repetitions: number,
): Promise<Figure[]> {
  const figures = await measureGoals(
    {
      script: {
        section: 'SPA',
        name: `script per update over direct DOM, ${tiles} tiles`,
        unit: '×',
        bound: { is: 'at most', value: 3 },
      },
      layout: { section: 'SPA', name: 'style and layout per update over direct DOM', unit: '×', bound: null },
      growth: {
        section: 'SPA',
        name: `script per update, ${grown.rig.domain.name} over S, with the same changes`,
        unit: '×',
        bound: { is: 'at most', value: 1.2 },
      },
    },
    repetitions,
    async () => {
      const [ofProduct = notMeasured, ofGrown = notMeasured, ofDirect = notMeasured] = await costOfUpdates([
        product,
        grown,
        direct,
      ])
      return {
        values: {
          script: ofProduct.script / ofDirect.script,
          layout: ofProduct.layout / ofDirect.layout,
          growth: ofGrown.script / ofProduct.script,
        },
        note: `${ofProduct.script.toFixed(2)} against ${ofDirect.script.toFixed(2)} ms script`,
      }
    },
  )
  for (const { pages } of [product, grown, direct]) for (const { context } of pages) await context.close()
  return figures
}
