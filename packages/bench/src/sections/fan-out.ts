import type { Bench } from '../bench.ts'
import { idleShares, withScreens, type RunPlan, type RunResult } from '../measure/feed-run.ts'
import { measureGoals, medianOf, quantileOf, type Figure, type Goal } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'

/** The shortest time between two flushes to a wall. */
export const wallFlushMs = 250

const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0)
const cpuNote = (product: RunResult, reference: RunResult) =>
  `${ms(product.cpuMsPerFrame)} against ${ms(reference.cpuMsPerFrame)} ms CPU per frame`

/** The results of one repetition, in which the reference and the product run one after the other. */
interface Pair {
  readonly product: RunResult
  readonly reference: RunResult
}

/** Measures the product and a reference in turn, with screens that stay connected to both. */
function measurePairs<Name extends string>(
  { screens }: Bench,
  rig: Rig,
  plan: Omit<RunPlan, 'target'> & {
    readonly reference: 'raw' | 'naive'
    /** For a reference that cannot follow the product's rate. */
    readonly referenceFramesPerSecond?: number
  },
  goals: Readonly<Record<Name, Goal>>,
  repetitions: number,
  valuesOf: (pair: Pair) => Readonly<Record<Name, number>>,
): Promise<Figure[]> {
  const plans = [
    {
      ...plan,
      target: plan.reference,
      framesPerSecond: plan.referenceFramesPerSecond ?? plan.framesPerSecond,
    },
    { ...plan, target: 'product' },
  ] as const
  return withScreens(rig, screens, plans, (measureReference, measureProduct) =>
    measureGoals(goals, repetitions, async () => {
      const reference = await measureReference()
      const product = await measureProduct()
      return { values: valuesOf({ product, reference }), note: cpuNote(product, reference) }
    }),
  )
}

const cpuRatio = ({ product, reference }: Pair) => product.cpuMsPerFrame / reference.cpuMsPerFrame
const loadOf = (rig: Rig, { screens, framesPerSecond }: Pick<RunPlan, 'screens' | 'framesPerSecond'>) =>
  `${rig.domain.name}, ${screens} screens, ${framesPerSecond} frames/s`

/** A busy feed on many walls, where several frames share a flush, over the raw pipe. */
export async function measureFanOut(bench: Bench): Promise<Figure[]> {
  const { small, repetitions } = bench
  const cpuGoal = (rig: Rig, plan: Pick<RunPlan, 'screens' | 'framesPerSecond'>): Goal => ({
    section: 'FANOUT',
    name: `CPU over raw pipe: ${loadOf(rig, plan)}`,
    unit: '×',
    bound: { is: 'at most', value: 0.2 },
  })
  // Contains eight flushes, and one acknowledgement of every screen.
  const plan = { screens: 500, framesPerSecond: 100, seconds: 2, reference: 'raw' } as const
  const staleness: Goal = {
    section: 'LATENCY',
    name: 'busy feed, p99 from upstream send to the last of 500 screens',
    unit: 'ms',
    bound: { is: 'at most', value: wallFlushMs + 30 },
  }
  const busy = await measurePairs(
    bench,
    small,
    plan,
    { cpu: cpuGoal(small, plan), staleness },
    repetitions,
    (pair) => ({ cpu: cpuRatio(pair), staleness: quantileOf(pair.product.stalenessMs, 0.99) }),
  )
  // More screens would saturate the raw pipe's server and the load client.
  const largest = { ...plan, screens: 1_000 }
  const thousand = await measurePairs(
    bench,
    small,
    largest,
    { cpu: cpuGoal(small, largest) },
    repetitions,
    (pair) => ({ cpu: cpuRatio(pair) }),
  )
  return [...busy, ...thousand]
}

/** Bytes per screen, plain and deflated. */
export async function measureBytes(bench: Bench): Promise<Figure[]> {
  return [
    ...(await bytesPerScreen(bench, 'bytes per screen over bytes from Five9: L, 100 frames/s', 6, false)),
    ...(await bytesPerScreen(bench, 'the same, deflated once for all screens', 1.5, true)),
  ]
}

function bytesPerScreen(
  { large, screens }: Bench,
  name: string,
  maxPercent: number,
  inflates: boolean,
): Promise<Figure[]> {
  const plan = { target: 'product', screens: 20, framesPerSecond: 100, seconds: 2, inflates } as const
  const bound = { is: 'at most', value: maxPercent } as const
  return withScreens(large, screens, [plan], (measure) =>
    measureGoals(
      { bytes: { section: 'BYTES', name, unit: '%', bound } },
      1, // the frames are the same on every machine
      async () => {
        const result = await measure()
        return {
          values: { bytes: (100 * result.bytesPerScreen) / result.upstreamBytes },
          note: `${(result.bytesPerScreen / 1_024 / plan.seconds).toFixed(0)} KiB/s`,
        }
      },
    ),
  )
}

/** Contains one acknowledgement of every screen. */
const idleSeconds = 2
const idleSamples = 3

/** CPU per frame without what the server uses when idle; NaN when it used more than that while idle. */
function frameCpu({ cpuMsPerFrame, coreShare }: RunResult, idleShare: number): number {
  return idleShare < coreShare ? cpuMsPerFrame * (1 - idleShare / coreShare) : NaN
}

/**
 * Frames so far apart that each is flushed alone. The CPU that screens cost without frames (acknowledgements,
 * heartbeats) is subtracted, since the raw pipe has neither; rows of their own report it and the total.
 */
export function measurePassThrough({ small, screens, repetitions }: Bench): Promise<Figure[]> {
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
  return withScreens(
    small,
    screens,
    targets.map((target) => ({ ...plan, target })),
    async (measureReference, measureProduct) => {
      const samples: number[][] = []
      for (let sample = 0; sample < idleSamples; sample += 1)
        samples.push(await idleShares(small, targets, idleSeconds))
      const [referenceIdle = NaN, productIdle = NaN] = targets.map((_target, at) =>
        medianOf(samples.map((shares) => shares[at] ?? NaN)),
      )
      return measureGoals(goals, repetitions, async () => {
        const pair = { reference: await measureReference(), product: await measureProduct() }
        return {
          values: {
            cpu: frameCpu(pair.product, productIdle) / frameCpu(pair.reference, referenceIdle),
            total: cpuRatio(pair),
            idle: 100 * productIdle,
            quiet: median(pair.product) - median(pair.reference),
          },
          note: cpuNote(pair.product, pair.reference),
        }
      })
    },
  )
}

/** The naive relay at a rate that it can just follow, over the product at the rate of a busy domain. */
export function measureNaive(bench: Bench): Promise<Figure[]> {
  const plan = {
    screens: 200,
    framesPerSecond: 100,
    referenceFramesPerSecond: 12,
    seconds: 1.2,
    reference: 'naive',
  } as const
  return measurePairs(
    bench,
    bench.large,
    plan,
    {
      cpu: {
        section: 'NAIVE',
        name: 'CPU per frame, naive at 12 frames/s over product at 100: L, 200 screens',
        unit: '×',
        bound: { is: 'at least', value: 30 },
      },
    },
    bench.repetitions,
    (pair) => ({ cpu: 1 / cpuRatio(pair) }),
  )
}
