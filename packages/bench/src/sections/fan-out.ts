import type { Child } from '../measure/child.ts'
import { idleShares, withScreens, type RunPlan, type RunResult } from '../measure/feed-run.ts'
import { measureGoals, medianOf, quantileOf, type Figure, type Goal } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'

/** What a section is given to work with. */
export interface Bench {
  readonly small: Rig
  readonly large: Rig
  /** Twice the small one, and four times. */
  readonly grown: readonly Rig[]
  readonly screens: Child
  /** For what is measured beside them. */
  readonly otherScreens: Child
  readonly repetitions: number
}

export const wallFlushMs = 250

const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0)
const costs = (product: RunResult, other: RunResult) =>
  `${ms(product.cpuMsPerFrame)} against ${ms(other.cpuMsPerFrame)} ms CPU per frame`

/** What a repetition of two servers in turn gives. */
interface Pair {
  readonly product: RunResult
  readonly other: RunResult
}

/** The product and what it is compared with, in turn, on screens that stay open. */
function compared<Name extends string>(
  { screens }: Bench,
  rig: Rig,
  plan: Omit<RunPlan, 'target'> & {
    readonly with: 'raw' | 'naive'
    /** Where the other cannot follow the product's rate. */
    readonly othersFramesPerSecond?: number
  },
  goals: Readonly<Record<Name, Goal>>,
  repetitions: number,
  valuesOf: (pair: Pair) => Readonly<Record<Name, number>>,
): Promise<Figure[]> {
  const plans = [
    {
      ...plan,
      target: plan.with,
      framesPerSecond: plan.othersFramesPerSecond ?? plan.framesPerSecond,
    },
    { ...plan, target: 'product' },
  ] as const
  return withScreens(rig, screens, plans, (measureOther, measureProduct) =>
    measureGoals(goals, repetitions, async () => {
      const other = await measureOther()
      const product = await measureProduct()
      return { values: valuesOf({ product, other }), note: costs(product, other) }
    }),
  )
}

const cpuRatio = ({ product, other }: Pair) => product.cpuMsPerFrame / other.cpuMsPerFrame
const named = (rig: Rig, { screens, framesPerSecond }: Pick<RunPlan, 'screens' | 'framesPerSecond'>) =>
  `${rig.domain.name}, ${screens} screens, ${framesPerSecond} frames/s`

/** Coalesced: a busy feed on many walls, against the raw pipe. */
export async function coalesced(bench: Bench): Promise<Figure[]> {
  const { small, repetitions } = bench
  const cpuGoal = (rig: Rig, plan: Pick<RunPlan, 'screens' | 'framesPerSecond'>): Goal => ({
    section: 'FANOUT',
    name: `CPU over raw pipe: ${named(rig, plan)}`,
    unit: '×',
    bound: { is: 'at most', value: 0.2 },
  })
  // Whole seconds of flushes, and one acknowledgement of every screen.
  const plan = { screens: 500, framesPerSecond: 100, seconds: 2, with: 'raw' } as const
  const staleness: Goal = {
    section: 'LATENCY',
    name: 'busy, p99 from upstream send to the last of 500 screens',
    unit: 'ms',
    bound: { is: 'at most', value: wallFlushMs + 30 },
  }
  const busy = await compared(
    bench,
    small,
    plan,
    { cpu: cpuGoal(small, plan), staleness },
    repetitions,
    (pair) => ({ cpu: cpuRatio(pair), staleness: quantileOf(pair.product.stalenessMs, 0.99) }),
  )
  // The raw pipe's server is as busy as it can be, and its reader just follows.
  const more = { ...plan, screens: 1_000 }
  const thousand = await compared(bench, small, more, { cpu: cpuGoal(small, more) }, repetitions, (pair) => ({
    cpu: cpuRatio(pair),
  }))
  return [...busy, ...thousand]
}

/** Bytes per screen, plain and deflated. */
export async function onTheLine(bench: Bench): Promise<Figure[]> {
  return [
    ...(await bytesOf(bench, 'per screen, of the bytes that Five9 sent: L, 100 frames/s', 6, false)),
    ...(await bytesOf(bench, 'the same, deflated once for all screens', 1.5, true)),
  ]
}

/** What the queues' figures of a large floor take on the line, against all that Five9 sent. */
function bytesOf(
  { large, screens }: Bench,
  name: string,
  mostPercent: number,
  inflates: boolean,
): Promise<Figure[]> {
  const plan = { target: 'product', screens: 20, framesPerSecond: 100, seconds: 2, inflates } as const
  const bound = { is: 'at most', value: mostPercent } as const
  return withScreens(large, screens, [plan], (measure) =>
    measureGoals(
      { bytes: { section: 'BYTES', name, unit: '%', bound } },
      1, // the frames are the same on every machine
      async () => {
        const { bytesPerScreen, upstreamBytes } = await measure()
        return {
          values: { bytes: (100 * bytesPerScreen) / upstreamBytes },
          note: `${(bytesPerScreen / 1_024 / plan.seconds).toFixed(0)} KiB/s`,
        }
      },
    ),
  )
}

/** Long enough for an acknowledgement of every screen; now and then Five9 sends everything anew in it. */
const idleSeconds = 2
const idleLooks = 3

/** CPU per frame less what the server does in the same time without frames; NaN where that was more. */
function ownCpu({ cpuMsPerFrame, coreShare }: RunResult, idleShare: number): number {
  return idleShare < coreShare ? cpuMsPerFrame * (1 - idleShare / coreShare) : NaN
}

/**
 * Passed through: frames far enough apart that each is a flush of its own. What screens cost that are shown nothing new
 * (acknowledgements, heartbeats), which the raw pipe does not have, is taken off, and told beside it with the whole.
 */
export function passedThrough({ small, screens, repetitions }: Bench): Promise<Figure[]> {
  // Frames 111 ms apart, and a flush interval of 100 ms.
  const plan = { screens: 200, framesPerSecond: 9, seconds: 2, pace: 'desk' } as const
  const targets = ['raw', 'product'] as const
  const median = ({ stalenessMs }: RunResult) => quantileOf(stalenessMs, 0.5)
  const about = `${small.domain.name}, ${plan.screens} screens`
  const goals = {
    cpu: {
      section: 'PASS',
      name: `CPU of the frames over raw pipe: ${about}, a flush per frame`,
      unit: '×',
      bound: { is: 'at most', value: 1.3 },
    },
    whole: { section: 'PASS', name: 'the same with all that the server does', unit: '×', bound: null },
    idle: { section: 'PASS', name: `of one core without a frame: ${about}`, unit: '%', bound: null },
    quiet: {
      section: 'LATENCY',
      name: `quiet, p50 beyond the raw pipe’s, to the last of ${plan.screens} screens`,
      unit: 'ms',
      bound: { is: 'at most', value: 10 },
    },
  } as const
  return withScreens(
    small,
    screens,
    targets.map((target) => ({ ...plan, target })),
    async (measureOther, measureProduct) => {
      const idle: number[][] = []
      for (let look = 0; look < idleLooks; look += 1) idle.push(await idleShares(small, targets, idleSeconds))
      const [otherIdle = NaN, productIdle = NaN] = targets.map((_target, at) =>
        medianOf(idle.map((shares) => shares[at] ?? NaN)),
      )
      return measureGoals(goals, repetitions, async () => {
        const pair = { other: await measureOther(), product: await measureProduct() }
        return {
          values: {
            cpu: ownCpu(pair.product, productIdle) / ownCpu(pair.other, otherIdle),
            whole: cpuRatio(pair),
            idle: 100 * productIdle,
            quiet: median(pair.product) - median(pair.other),
          },
          note: costs(pair.product, pair.other),
        }
      })
    },
  )
}

/** What most people write, at a rate that it can just follow; ours at the rate of a busy floor. */
export function againstNaive(bench: Bench): Promise<Figure[]> {
  const plan = {
    screens: 200,
    framesPerSecond: 100,
    othersFramesPerSecond: 12,
    seconds: 1.2,
    with: 'naive',
  } as const
  return compared(
    bench,
    bench.large,
    plan,
    {
      cpu: {
        section: 'NAIVE',
        name: 'CPU per frame, naive at 12 frames/s over ours at 100: L, 200',
        unit: '×',
        bound: { is: 'at least', value: 30 },
      },
    },
    bench.repetitions,
    (pair) => ({ cpu: 1 / cpuRatio(pair) }),
  )
}
