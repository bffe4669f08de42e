import { setTimeout as pause } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import type { Bench } from '../bench.ts'
import { pairDisplay, tiles, type Display } from '../measure/chromium.ts'
import { play } from '../measure/feed-run.ts'
import {
  notMeasured,
  perUpdate,
  shareOf,
  spentDuring,
  throttle,
  type Spent,
  type SpentOfKinds,
} from '../measure/main-thread.ts'
import { measureGoals, type Figure, type Goal, ratioOf } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'
import { directDom } from './direct-dom.ts'
import { wallFlushMs } from './fan-out.ts'

/** Pages of each kind. A wall gets at most four updates a second, so only more pages give more samples. */
const copies = 2
/** Rounds with updates, and as many without. The median counts, because every ten seconds a page does more. */
const rounds = 2
/** Whole seconds, because a page's clocks tick once a second. */
const roundMs = 1_000
/** A weak television. */
const slowRate = 6
const slowRoundMs = 2_000
/** Frames so far apart that each is flushed alone. */
const updatesPerSecond = 1_000 / (wallFlushMs + 5)
const updatesIn = (ms: number) => Math.ceil((ms / 1_000) * updatesPerSecond)
/** Updates until the browser has compiled the hot code: a display runs for months. */
export const warmUpdates = 30

/** Pages of one kind, and the rig that they show. */
export interface MeasuredPages {
  readonly pages: readonly Pick<Display, 'context' | 'cdp'>[]
  readonly rig: Rig
}

/** Pages that are measured at the same time: displays of S and of S×2, and direct DOM as the reference. */
export interface ScriptPages {
  readonly product: MeasuredPages
  readonly grown: MeasuredPages
  readonly direct: MeasuredPages
  /** Those of a paired display of S. */
  readonly cookies: Awaited<ReturnType<Display['context']['cookies']>>
}

/** Sends frames to the rigs of pages, so far apart that each is an update. */
export const playUpdates = (kinds: readonly MeasuredPages[], frames: number) =>
  Promise.all(
    [...new Set(kinds.map(({ rig }) => rig))].map((rig) =>
      play(rig, { to: 'product', framesPerSecond: updatesPerSecond, frames }),
    ),
  )

/** Closes pages. */
export const closeAll = async (kinds: readonly MeasuredPages[]) => {
  for (const { pages } of kinds) for (const { context } of pages) await context.close()
}

/** Between two pages that are opened: what each does every ten seconds does not coincide. */
const openEveryMs = 1_000

/** Opens pages one after the other; one need not show figures before the next is opened. */
export async function openScriptPages(browser: Browser, bench: Bench): Promise<ScriptPages> {
  const { small, grown } = bench
  const [twice] = grown
  if (twice === undefined) throw new Error('the bench was started without a grown rig')
  const openCopies = (kind: number, open: () => Promise<Display>) =>
    Promise.all(
      Array.from({ length: copies }, async (_, copy) => {
        await pause((copy * 3 + kind) * openEveryMs)
        return open()
      }),
    )
  const [smallPages, grownPages, directPages] = await Promise.all([
    openCopies(0, () => pairDisplay(browser, small)),
    openCopies(1, () => pairDisplay(browser, twice)),
    openCopies(2, () => directDom(browser, small)),
  ])
  return {
    product: { pages: smallPages, rig: small },
    grown: { pages: grownPages, rig: twice },
    direct: { pages: directPages, rig: small },
    cookies: (await smallPages[0]?.context.cookies()) ?? [],
  }
}

/** Lets the browser compile the hot code of the pages. */
export async function warmScriptPages({ product, grown }: ScriptPages): Promise<void> {
  await playUpdates([product, grown], warmUpdates)
}

/** Main-thread time per update of several kinds of pages at once. */
export async function costOfUpdates(kinds: readonly MeasuredPages[]): Promise<Spent[]> {
  const pages = kinds.map((kind) => kind.pages)
  const idle: SpentOfKinds[] = []
  const busy: SpentOfKinds[] = []
  for (let round = 0; round < rounds; round += 1) {
    idle.push(await spentDuring(pages, roundMs, () => Promise.resolve()))
    busy.push(await spentDuring(pages, roundMs, () => playUpdates(kinds, updatesIn(roundMs))))
  }
  return kinds.map((_pages, kind) => perUpdate({ idle, busy }, kind, updatesIn(roundMs)))
}

/**
 * The share of the main thread, in per cent, that one page of a kind uses on a slow machine while `work` runs. One page at
 * a time is slowed down. Chromium does that by a loop on the page's own thread, which fills five sixths of its time also
 * while it is idle: two such pages want more than a core, and what one waits for its core is multiplied as if it were work.
 */
async function slowShare({ pages }: MeasuredPages, work: () => Promise<unknown>): Promise<number> {
  const slowed = pages.slice(0, 1)
  await throttle(slowed, slowRate)
  const spent = await spentDuring([slowed], slowRoundMs, work)
  await throttle(slowed, 1)
  return shareOf([spent], 0, slowRoundMs)
}

/** Shares of slow machines without updates and with four a second. */
async function slowShares({ product, direct }: Pick<ScriptPages, 'product' | 'direct'>) {
  const update = (kind: MeasuredPages) => () => playUpdates([kind], updatesIn(slowRoundMs))
  return {
    idle: await slowShare(product, () => Promise.resolve()),
    busy: await slowShare(product, update(product)),
    direct: await slowShare(direct, update(direct)),
  }
}

/** A goal of a display's page; without a limit it is for information. */
export const spaGoal = (name: string, unit: Goal['unit'], limit?: number): Goal => ({
  section: 'SPA',
  name,
  unit,
  bound: limit === undefined ? null : { is: 'at most', value: limit },
})

/**
 * Main-thread time per update over setting the same text nodes by hand, and over the same changes in a larger domain with
 * boards of as many tiles: the cost must follow the changes. Then the same wall on a slow machine.
 */
export async function measureScript(
  { product, grown, direct }: ScriptPages,
  repetitions: number,
): Promise<Figure[]> {
  const figures = await measureGoals(
    {
      task: spaGoal(`main thread per update over direct DOM, ${tiles} tiles`, '×', 2.5),
      layout: spaGoal('style and layout per update over direct DOM', '×', 2.5),
      script: spaGoal('script per update over direct DOM', '×', 3),
      growth: spaGoal(`script per update, ${grown.rig.domain.name} over S, with the same changes`, '×', 1.2),
      idle: spaGoal(`share of the main thread without updates, throttled ${slowRate}×`, '%', 3),
      busy: spaGoal(`share of the main thread at 4 updates/s, throttled ${slowRate}×`, '%', 12),
      slow: spaGoal(`the same over direct DOM`, '×', 3),
    },
    repetitions,
    async () => {
      const [ofProduct = notMeasured, ofGrown = notMeasured, ofDirect = notMeasured] = await costOfUpdates([
        product,
        grown,
        direct,
      ])
      const slow = await slowShares({ product, direct })
      const both = (work: keyof Spent) =>
        `${ofProduct[work].toFixed(2)} against ${ofDirect[work].toFixed(2)} ms ${work}`
      return {
        values: {
          task: ratioOf(ofProduct.task, ofDirect.task),
          layout: ratioOf(ofProduct.layout, ofDirect.layout),
          script: ratioOf(ofProduct.script, ofDirect.script),
          growth: ratioOf(ofGrown.script, ofProduct.script),
          idle: slow.idle,
          busy: slow.busy,
          slow: ratioOf(slow.busy, slow.direct),
        },
        note: `${both('task')}, ${both('layout')}, ${both('script')}; direct DOM ${slow.direct.toFixed(1)} %`,
      }
    },
  )
  await closeAll([product, grown, direct])
  return figures
}
