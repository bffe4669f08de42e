import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import { mainThreadMs, pairDisplay, tiles, type Display } from '../measure/chromium.ts'
import { play } from '../measure/feed-run.ts'
import { measureGoals, medianOf, type Figure } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'
import { directDom } from './direct-dom.ts'
import { wallFlushMs } from './fan-out.ts'

/** Of each kind of page: updates come no faster than a wall is sent them, so that only more pages give more of them. */
const copies = 2
/** Each as long without updates as with them; of both the median counts, since every ten seconds a page does more. */
const rounds = 4
/** Whole seconds, since a page's clocks tick once a second. */
const roundMs = 1_000
/** Frames so far apart that each is a flush of its own. */
const updatesPerSecond = 1_000 / (wallFlushMs + 5)
const updatesPerRound = Math.ceil((roundMs / 1_000) * updatesPerSecond)
/** Updates until the compiler has seen what is hot: a screen runs for a year. */
const warmUpdates = 30

interface UpdateCost {
  readonly script: number
  readonly layout: number
}

/** Pages of one kind, and where their figures come from. */
interface Watched {
  readonly pages: readonly Display[]
  readonly rig: Rig
}

/** What is measured at once: displays of the small floor and of one of twice its size, and the browser's floor. */
export interface ScriptPages {
  readonly product: Watched
  readonly onTwice: Watched
  readonly direct: Watched
}

const playUpdates = (rigs: readonly Rig[], frames: number) =>
  Promise.all(
    [...new Set(rigs)].map((rig) => play(rig, { to: 'product', framesPerSecond: updatesPerSecond, frames })),
  )

/** One after the other, so that what each does every ten seconds does not fall on the same moment. */
export async function openScriptPages(browser: Browser, small: Rig, twice: Rig): Promise<ScriptPages> {
  const onSmall: Display[] = []
  const onTwice: Display[] = []
  for (let copy = 0; copy < copies; copy += 1) {
    onSmall.push(await pairDisplay(browser, small))
    onTwice.push(await pairDisplay(browser, twice))
  }
  const floor = await directDom(browser, small) // one will do: it does nothing else
  return {
    product: { pages: onSmall, rig: small },
    onTwice: { pages: onTwice, rig: twice },
    direct: { pages: [floor], rig: small },
  }
}

/** Lets the compiler see what is hot in the pages. */
export async function warmScriptPages({ product, onTwice }: ScriptPages): Promise<void> {
  await playUpdates([product.rig, onTwice.rig], warmUpdates)
}

/**
 * Main-thread time per update of several kinds of pages at once, each page in a process of its own: the work of the
 * same updates, less what the page does in the same time without them.
 */
async function costOfUpdates(kinds: readonly Watched[]): Promise<UpdateCost[]> {
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
  const usual = (spent: readonly UpdateCost[][][], kind: number, cost: keyof UpdateCost) =>
    medianOf(spent.flatMap((ofKinds) => (ofKinds[kind] ?? []).map((ofPage) => ofPage[cost])))
  return kinds.map((_watched, kind) => {
    // Where the idle work varied by more than the updates cost, nothing was measured.
    const own = (cost: keyof UpdateCost) => {
      const more = usual(busy, kind, cost) - usual(idle, kind, cost)
      return more > 0 ? more / updatesPerRound : NaN
    }
    return { script: own('script'), layout: own('layout') }
  })
}

const noCost: UpdateCost = { script: NaN, layout: NaN }

/**
 * The script of an update against setting the same text nodes by hand, and of as many changes on another floor, on
 * boards of as many tiles: what a page does must follow what changed.
 */
export async function scriptTime(
  { product, onTwice, direct }: ScriptPages,
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
      twice: {
        section: 'SPA',
        name: `script per update, ${onTwice.rig.domain.name} over S, the same changes`,
        unit: '×',
        bound: { is: 'at most', value: 1.2 },
      },
    },
    repetitions,
    async () => {
      const [own = noCost, grown = noCost, floor = noCost] = await costOfUpdates([product, onTwice, direct])
      return {
        values: {
          script: own.script / floor.script,
          layout: own.layout / floor.layout,
          twice: grown.script / own.script,
        },
        note: `${own.script.toFixed(2)} against ${floor.script.toFixed(2)} ms script`,
      }
    },
  )
  for (const { pages } of [product, onTwice, direct]) for (const { context } of pages) await context.close()
  return figures
}
