import type { Bench } from '../bench.ts'
import { idleShares, withScreensOfBoth, type RunResult } from '../measure/feed-run.ts'
import { measureGoals, quantileOf, type Figure, ratioOf } from '../measure/paired.ts'

/** Contains one acknowledgement of every screen. */
const idleSeconds = 2

/**
 * CPU per frame without what the server uses when idle. Negative when it used more while idle: dropping such repetitions
 * would leave only those with a high result.
 */
const frameCpu = ({ cpuMsPerFrame, coreShare }: RunResult, idleShare: number): number =>
  cpuMsPerFrame * (1 - idleShare / coreShare)

/**
 * Frames so far apart that each is flushed alone, sent to both servers at the same time. The CPU that screens cost without
 * frames (acknowledgements, heartbeats) is subtracted, since the raw pipe has neither; rows of their own report it and the
 * total.
 */
export async function measurePassThrough({
  small,
  screens,
  otherScreens,
  repetitions,
}: Bench): Promise<Figure[]> {
  // Frames 111 ms apart, and a flush interval of 100 ms.
  const plan = { screens: 200, framesPerSecond: 9, seconds: 2, pace: 'desk' } as const
  const targets = ['raw', 'product'] as const
  const median = ({ stalenessMs }: RunResult) => quantileOf(stalenessMs, 0.5)
  const load = `${small.domain.name}, ${plan.screens} screens`
  const goals = {
    cpu: {
      section: 'PASS',
      name: `CPU over raw pipe without idle CPU: ${load}, one flush per frame`,
      unit: '×',
      bound: { is: 'at most', value: 1.3 },
    },
    total: { section: 'PASS', name: 'the same with idle CPU', unit: '×', bound: null },
    idle: { section: 'PASS', name: `share of one core while idle: ${load}`, unit: '%', bound: null },
    quiet: {
      section: 'LATENCY',
      name: `quiet feed, p50 to the last of ${plan.screens} screens, less raw pipe`,
      unit: 'ms',
      bound: { is: 'at most', value: 10 },
    },
  } as const
  const runs = [
    { screens, plan: { ...plan, target: 'raw' } },
    { screens: otherScreens, plan: { ...plan, target: 'product' } },
  ] as const
  const figures = await withScreensOfBoth(small, plan, runs, (measureBoth) =>
    measureGoals(goals, repetitions, async () => {
      // Before each: one reading for all was once 5 % of a core in place of 3, and all repetitions passed.
      const [referenceIdle = NaN, productIdle = NaN] = await idleShares(small, targets, idleSeconds)
      const [reference, product] = await measureBoth()
      const referenceMs = frameCpu(reference, referenceIdle)
      return {
        values: {
          cpu: ratioOf(frameCpu(product, productIdle), referenceMs),
          total: ratioOf(product.cpuMsPerFrame, reference.cpuMsPerFrame),
          idle: 100 * productIdle,
          quiet: Number.isFinite(median(reference)) ? median(product) - median(reference) : NaN,
        },
        note: `${product.cpuMsPerFrame.toFixed(2)} against ${reference.cpuMsPerFrame.toFixed(2)} ms CPU per frame`,
      }
    }),
  )
  // When idle work varies by more than the frames cost, nothing was measured.
  return figures.map((figure) =>
    figure.bound !== null && figure.unit === '×' && figure.median <= 0
      ? { ...figure, outcome: 'unclear' }
      : figure,
  )
}
