import { setTimeout as pause } from 'node:timers/promises'
import type { CDPSession } from '@playwright/test'
import { mainThreadMs } from './chromium.ts'

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

/** The mean of all pages of a kind in all rounds. */
function meanOf(rounds: readonly SpentOfKinds[], kind: number, work: keyof Spent): number {
  const spent = rounds.flatMap((ofKinds) => (ofKinds[kind] ?? []).map((ofPage) => ofPage[work]))
  return spent.reduce((sum, each) => sum + each, 0) / spent.length
}

/**
 * The cost of one update: what the pages of a kind spend in a round with updates, less what they spend in a round
 * without. What a page does every ten seconds must be in both rounds, or in neither. NaN when idle work varies by more than
 * the updates cost: then nothing was measured.
 */
export function perUpdate(
  { idle, busy }: { readonly idle: readonly SpentOfKinds[]; readonly busy: readonly SpentOfKinds[] },
  kind: number,
  updates: number,
): Spent {
  const cost = (work: keyof Spent) => {
    const difference = meanOf(busy, kind, work) - meanOf(idle, kind, work)
    return difference > 0 ? difference / updates : NaN
  }
  return { script: cost('script'), layout: cost('layout'), task: cost('task') }
}

/**
 * The share of the main thread, in per cent, that pages of a kind use in rounds of `ms` on a machine that is this many times
 * slower: their CPU time times `slower`. Chromium's own throttling is not used: it is a loop on the page's thread, which
 * counts what the thread waits for a core as its work, and multiplies that too.
 */
export const shareOf = (
  rounds: readonly SpentOfKinds[],
  kind: number,
  { ms, slower }: { readonly ms: number; readonly slower: number },
): number => (100 * slower * meanOf(rounds, kind, 'task')) / ms
