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
const copies = 4
/** Every ten seconds a page does more: a sample of its lines, a report. */
const periodMs = 10_000
/** A weak television is this many times slower. */
const slower = 6
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

/** Pages that are measured at the same time: displays of S, and direct DOM as the reference. */
export interface ScriptPages {
  readonly product: MeasuredPages
  readonly direct: MeasuredPages
  /** Those of a paired display of S. */
  readonly cookies: Awaited<ReturnType<Display['context']['cookies']>>
}

/** Sends frames to the rigs of pages, so far apart that each is an update. */
export const playUpdates = (kinds: readonly MeasuredPages[], frames: number) =>
  Promise.all(
    [...new Set(kinds.map(({ rig }) => rig))].map((rig) =>
      play(rig, { to: ['product'], framesPerSecond: updatesPerSecond, frames }),
    ),
  )

/** Closes pages. */
export const closeAll = async (kinds: readonly MeasuredPages[]) => {
  for (const { pages } of kinds) for (const { context } of pages) await context.close()
}

/** Between two kinds of pages that are opened. */
const openEveryMs = 1_000

/**
 * Opens the copies of each kind of pages one after the other; one need not show figures before the next is opened. They are
 * opened so that one of each kind does its periodic work in each round.
 */
const openCopies = (kinds: readonly (() => Promise<Display>)[]): Promise<readonly (readonly Display[])[]> =>
  Promise.all(
    kinds.map((open, kind) =>
      Promise.all(
        Array.from({ length: copies }, async (_, copy) => {
          await pause((copy * periodMs) / copies + kind * openEveryMs)
          return open()
        }),
      ),
    ),
  )

/** Opens the pages of SPA. */
export async function openScriptPages(browser: Browser, { small }: Bench): Promise<ScriptPages> {
  const [product = [], direct = []] = await openCopies([
    () => pairDisplay(browser, small),
    () => directDom(browser, small),
  ])
  return {
    product: { pages: product, rig: small },
    direct: { pages: direct, rig: small },
    cookies: (await product[0]?.context.cookies()) ?? [],
  }
}

/** Lets the browser compile the hot code of pages. */
export async function warmScriptPages(kinds: readonly MeasuredPages[]): Promise<void> {
  await playUpdates(kinds, warmUpdates)
}

/** What the pages of several kinds spend at once in a round without updates, and in one with updates. */
export interface MeasuredRounds {
  readonly kinds: number
  readonly roundMs: number
  readonly idle: readonly SpentOfKinds[]
  readonly busy: readonly SpentOfKinds[]
}

/** Measures the main threads of several kinds of pages, of which each has as many. In a round each kind does its periodic work once. */
export async function measureRounds(kinds: readonly MeasuredPages[]): Promise<MeasuredRounds> {
  const pages = kinds.map((kind) => kind.pages)
  const roundMs = periodMs / Math.max(1, ...pages.map(({ length }) => length))
  await pause(settleMs)
  return {
    ...{ kinds: kinds.length, roundMs },
    idle: [await spentDuring(pages, roundMs, () => Promise.resolve())],
    busy: [await spentDuring(pages, roundMs, () => playUpdates(kinds, updatesIn(roundMs)))],
  }
}

/** Main-thread time per update of each kind of pages. */
export const costOfUpdates = ({ kinds, roundMs, idle, busy }: MeasuredRounds): Spent[] =>
  Array.from({ length: kinds }, (_, kind) => perUpdate({ idle, busy }, kind, updatesIn(roundMs)))

/** A goal of a display's page; without a limit it is for information. */
export const spaGoal = (name: string, unit: Goal['unit'], limit?: number): Goal => ({
  section: 'SPA',
  name,
  unit,
  bound: limit === undefined ? null : { is: 'at most', value: limit },
})

/** Main-thread time per update over setting the same text nodes by hand, and the share of the main thread that the wall takes. */
export async function measureScript(
  { product, direct }: ScriptPages,
  repetitions: number,
): Promise<Figure[]> {
  const figures = await measureGoals(
    {
      task: spaGoal(`main thread per update over direct DOM, ${tiles} tiles`, '×', 2.5),
      layout: spaGoal('style and layout per update over direct DOM', '×', 2.5),
      script: spaGoal('script per update over direct DOM', '×', 3),
      idle: spaGoal(`share of the main thread without updates, ${slower}× slower`, '%', 3),
      busy: spaGoal(`share of the main thread at 4 updates/s, ${slower}× slower`, '%', 12),
      slow: spaGoal(`the same over direct DOM`, '×', 3),
    },
    repetitions,
    async () => {
      const measured = await measureRounds([product, direct])
      const [ofProduct = notMeasured, ofDirect = notMeasured] = costOfUpdates(measured)
      const share = (rounds: readonly SpentOfKinds[], kind: number) =>
        shareOf(rounds, kind, { ms: measured.roundMs, slower })
      const [idle, busy, directBusy] = [
        share(measured.idle, 0),
        share(measured.busy, 0),
        share(measured.busy, 1),
      ]
      const both = (work: keyof Spent) =>
        `${ofProduct[work].toFixed(2)} against ${ofDirect[work].toFixed(2)} ms ${work}`
      return {
        values: {
          task: ratioOf(ofProduct.task, ofDirect.task),
          layout: ratioOf(ofProduct.layout, ofDirect.layout),
          script: ratioOf(ofProduct.script, ofDirect.script),
          idle,
          busy,
          slow: ratioOf(busy, directBusy),
        },
        note: `${both('task')}, ${both('layout')}, ${both('script')}; direct DOM ${directBusy.toFixed(1)} %`,
      }
    },
  )
  await closeAll([product, direct])
  return figures
}

/** The same changes in a larger domain with boards of as many tiles: the cost must follow the changes. */
export async function measureGrownPages(
  browser: Browser,
  { small, grown }: Bench,
  repetitions: number,
): Promise<Figure[]> {
  const rigs = [small, ...grown]
  const opened = await openCopies(rigs.map((rig) => () => pairDisplay(browser, rig)))
  const kinds = rigs.map((rig, kind): MeasuredPages => ({ rig, pages: opened[kind] ?? [] }))
  await warmScriptPages(kinds)
  const names = grown.map(({ domain }) => domain.name).join(', ')
  const figures = await measureGoals(
    { growth: spaGoal(`script per update, ${names} over S, with the same changes`, '×', 1.2) },
    repetitions,
    async () => {
      const [ofSmall = notMeasured, ofGrown = notMeasured] = costOfUpdates(await measureRounds(kinds))
      return {
        values: { growth: ratioOf(ofGrown.script, ofSmall.script) },
        note: `${ofGrown.script.toFixed(2)} against ${ofSmall.script.toFixed(2)} ms script`,
      }
    },
  )
  await closeAll(kinds)
  return figures
}
