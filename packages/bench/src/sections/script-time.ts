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
/** A weak television is so many times slower. */
const slowRate = 6
const slowRoundMs = 2_000
/** An update ends later than its frame: the end of an emphasis is drawn up to 280 ms after it. */
const settleMs = 500
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
 * The shares of the main thread, in per cent, of a machine that is `slowRate` times slower, without updates and with four a
 * second: the CPU time of the pages' tasks at full speed, times that factor. Chromium's own slow-down multiplies elapsed
 * time, so that what a page waits for its core during a task is multiplied as if it were work.
 */
async function slowShares({ product, direct }: Pick<ScriptPages, 'product' | 'direct'>) {
  const kinds = [product, direct]
  const pages = kinds.map((kind) => kind.pages)
  await pause(settleMs)
  const idle = await spentDuring(pages, slowRoundMs, () => Promise.resolve())
  const busy = await spentDuring(pages, slowRoundMs, () => playUpdates(kinds, updatesIn(slowRoundMs)))
  const share = (spent: SpentOfKinds, kind: number) => slowRate * shareOf([spent], kind, slowRoundMs)
  return { idle: share(idle, 0), busy: share(busy, 0), direct: share(busy, 1) }
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
      idle: spaGoal(`share of the main thread without updates, ${slowRate}× slower`, '%', 3),
      busy: spaGoal(`share of the main thread at 4 updates/s, ${slowRate}× slower`, '%', 12),
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
