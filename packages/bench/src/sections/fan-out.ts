import type { Bench } from '../bench.ts'
import { coalescerOf } from '../measure/coalescer.ts'
import {
  closeScreens,
  coreSharesText,
  threadSharesText,
  type measureFeed,
  openScreens,
  playToScreens,
  play,
  sampleFlushes,
  withScreens,
  type RunPlan,
  type RunResult,
} from '../measure/feed-run.ts'
import { evaluate, measureGoals, medianOf, quantileOf, type Figure, ratioOf } from '../measure/paired.ts'

/** The shortest time between two flushes to a wall. */
export const wallFlushMs = 250

const p99 = (stalenessMs: readonly number[]) => quantileOf(stalenessMs, 0.99)
/**
 * The share of a core; NaN when the screens did not get nearly all flushes: then load clients were too slow, the server
 * skipped flushes, and its CPU time says nothing.
 */
function fullShare({ coreShare, messagesPerScreen, feedSeconds }: RunResult): number {
  const flushes = (feedSeconds * 1_000) / wallFlushMs
  return messagesPerScreen >= 0.85 * flushes ? coreShare : NaN
}

/** So that the first flushes are over when the reading begins. */
const leadInMs = 400

/** Opens as many screens at the product and at the ideal coalescer, and lets `use` measure both. */
async function withCoalescer(
  { screens, otherScreens }: Bench,
  rig: Bench['small'],
  plan: RunPlan,
  use: (
    coalescer: ReturnType<typeof coalescerOf>,
    measureProduct: () => ReturnType<typeof measureFeed>,
  ) => Promise<Figure[]>,
): Promise<Figure[]> {
  return withScreens(rig, screens, [plan], async (measureProduct) => {
    let frames = await sampleFlushes(screens)
    for (let attempt = 0; frames.length === 0 && attempt < 5; attempt += 1) {
      await playToScreens(rig, screens, { ...plan, seconds: 1 })
      frames = await sampleFlushes(screens)
    }
    const coalescer = coalescerOf(rig, wallFlushMs, frames)
    await openScreens(rig, otherScreens, { target: 'ideal', count: plan.screens })
    const figures = await use(coalescer, measureProduct)
    await coalescer.stop()
    await closeScreens(otherScreens)
    return figures
  })
}

/** The share of a core that the coalescer uses while it also parses the feed. */
async function parsingShare(
  rig: Bench['small'],
  coalescer: ReturnType<typeof coalescerOf>,
  { framesPerSecond, seconds }: RunPlan,
): Promise<number> {
  const frames = Math.round(framesPerSecond * (leadInMs / 1_000 + seconds))
  const [, share] = await Promise.all([
    play(rig, { to: ['ideal'], framesPerSecond, frames }),
    coalescer.coreShare({ leadInMs, seconds }),
  ])
  return share
}

/** A busy feed on many walls, where several frames share a flush, over the ideal coalescer at the same time. */
export async function measureFanOut(bench: Bench): Promise<Figure[]> {
  const { small, repetitions } = bench
  const plan = { target: 'product', screens: 500, framesPerSecond: 100, seconds: 2 } as const
  const load = `S, ${plan.screens} screens, ${plan.framesPerSecond} frames/s`
  return withCoalescer(bench, small, plan, async (coalescer, measureProduct) => {
    const ideals: number[] = []
    await coalescer.play()
    const figures = await measureGoals(
      {
        cpu: {
          section: 'FANOUT',
          name: `CPU over an ideal coalescer: ${load}`,
          unit: '×',
          bound: { is: 'at most', value: 2 },
        },
        staleness: {
          section: 'LATENCY',
          name: `p99 from upstream send to the last screen: ${load}`,
          unit: 'ms',
          bound: { is: 'at most', value: wallFlushMs + 30 },
        },
      },
      repetitions,
      async () => {
        const [product, ideal] = await Promise.all([
          measureProduct(),
          coalescer.coreShare({ leadInMs, seconds: plan.seconds }),
        ])
        ideals.push(ideal)
        return {
          values: { cpu: ratioOf(fullShare(product), ideal), staleness: p99(product.stalenessMs) },
          note: threadSharesText(product, ideal),
        }
      },
    )
    const parsing = await parsingShare(small, coalescer, plan)
    const floor = evaluate(
      {
        section: 'FANOUT',
        name: 'the floor of that: an ideal coalescer that also parses each frame of the feed',
        unit: '×',
        bound: null,
      },
      [ratioOf(parsing, medianOf(ideals))],
    )
    return [...figures, floor]
  })
}

/** The raw pipe at the same load. It writes every frame, the product four flushes a second. */
export function measureRawPipe({ small, screens }: Bench): Promise<Figure[]> {
  const plan = { screens: 500, framesPerSecond: 100, seconds: 1.5 } as const
  const plans = [
    { ...plan, target: 'raw' },
    { ...plan, target: 'product', seconds: 2.5 },
  ] as const
  return withScreens(small, screens, plans, (measureRaw, measureProduct) =>
    measureGoals(
      {
        cpu: {
          section: 'FANOUT',
          name: 'CPU over the raw pipe, which writes 25 times as often',
          unit: '×',
          bound: null,
        },
      },
      1,
      async () => {
        const [raw, product] = [await measureRaw(), await measureProduct()]
        return {
          values: { cpu: ratioOf(product.coreShare, raw.coreShare) },
          note: coreSharesText(product.coreShare, raw.coreShare),
        }
      },
    ),
  )
}

/** Four thousand walls of a large contact centre, deflated once for all: over the ideal coalescer with the same bytes. */
export function measureLargeFanOut(bench: Bench, isQuick: boolean): Promise<Figure[]> {
  const { large, repetitions } = bench
  const screens = isQuick ? 1_000 : 4_000
  const plan = { target: 'product', screens, framesPerSecond: 100, seconds: 2, inflates: true } as const
  const load = `L, ${screens} screens, deflated`
  return withCoalescer(bench, large, plan, (coalescer, measureProduct) =>
    measureGoals(
      {
        cpu: {
          section: 'FANOUT',
          name: `CPU over an ideal coalescer: ${load}`,
          unit: '×',
          bound: { is: 'at most', value: 1.6 },
        },
        share: {
          section: 'FANOUT',
          name: `share of one core: ${load}`,
          unit: '%',
          bound: { is: 'at most', value: 45 },
        },
        staleness: {
          section: 'LATENCY',
          name: `p99 to the last screen over the flush interval: ${load}`,
          unit: '×',
          bound: { is: 'at most', value: 1.3 },
        },
      },
      repetitions,
      async () => {
        // In turn: both at once would fill the core, and latency would be that of a full core.
        await coalescer.play()
        const ideal = await coalescer.coreShare({ leadInMs, seconds: 1.5 })
        await coalescer.stop()
        const product = await measureProduct()
        const latencyMs = p99(product.stalenessMs)
        return {
          values: {
            cpu: ratioOf(fullShare(product), ideal),
            share: 100 * fullShare(product),
            staleness: latencyMs / wallFlushMs,
          },
          note: `${threadSharesText(product, ideal)}; p99 ${latencyMs.toFixed(0)} ms`,
        }
      },
    ),
  )
}
