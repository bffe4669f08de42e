import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession } from '@playwright/test'
import { mainThreadMs } from './chromium.ts'
import { medianOf } from './paired.ts'

/** CPU time of the main threads of pages by kind of work, in ms. `task` is everything, script and layout included. */
export interface Spent {
  readonly script: number
  /** Style and layout. */
  readonly layout: number
  readonly task: number
}

/** The pages of one kind: each has a process of its own. */
export type PagesOfKind = readonly { readonly cdp: CDPSession }[]

/** For each kind of pages, and each page of it. */
export type SpentOfKinds = readonly (readonly Spent[])[]

export const notMeasured: Spent = { script: NaN, layout: NaN, task: NaN }

/** What the pages of several kinds spend from now until `work` is done and `ms` have passed. */
export async function spentDuring(
  kinds: readonly PagesOfKind[],
  ms: number,
  work: () => Promise<unknown>,
): Promise<SpentOfKinds> {
  const read = () => Promise.all(kinds.map((pages) => Promise.all(pages.map(({ cdp }) => mainThreadMs(cdp)))))
  const before = await read()
  const endsAt = performance.now() + ms
  await work()
  await pause(endsAt - performance.now())
  const after = await read()
  return after.map((pages, kind) =>
    pages.map(({ script, layout, task }, page) => {
      const { script: scriptAt, layout: layoutAt, task: taskAt } = before[kind]?.[page] ?? notMeasured
      return { script: script - scriptAt, layout: layout - layoutAt, task: task - taskAt }
    }),
  )
}

/** Slows the main threads of pages down by a factor. */
export async function throttle(pages: PagesOfKind, rate: number): Promise<void> {
  for (const { cdp } of pages) await cdp.send('Emulation.setCPUThrottlingRate', { rate })
}

/**
 * The cost of one update: what the pages of a kind spend in a round with updates, less what they spend in a round
 * without. Medians over all rounds and pages, because every ten seconds a page does more. NaN when idle work varies by
 * more than the updates cost: then nothing was measured.
 */
export function perUpdate(
  { idle, busy }: { readonly idle: readonly SpentOfKinds[]; readonly busy: readonly SpentOfKinds[] },
  kind: number,
  updates: number,
): Spent {
  const median = (rounds: readonly SpentOfKinds[], work: keyof Spent) =>
    medianOf(rounds.flatMap((ofKinds) => (ofKinds[kind] ?? []).map((ofPage) => ofPage[work])))
  const cost = (work: keyof Spent) => {
    const difference = median(busy, work) - median(idle, work)
    return difference > 0 ? difference / updates : NaN
  }
  return { script: cost('script'), layout: cost('layout'), task: cost('task') }
}

/** The share of the main thread, in per cent, that a page of a kind used in rounds of `ms`: the mean of all pages. */
export function shareOf(rounds: readonly SpentOfKinds[], kind: number, ms: number): number {
  const tasks = rounds.flatMap((ofKinds) => (ofKinds[kind] ?? []).map(({ task }) => task))
  return (100 * tasks.reduce((sum, task) => sum + task, 0)) / (tasks.length * ms)
}
