import { setTimeout as pause } from 'node:timers/promises'
import {
  Opened,
  Received,
  Sampled,
  Sent,
  sharedNow,
  type SampledFrame,
  type ScreensOrder,
  type UpstreamOrder,
} from '../children/orders.ts'
import { benchProgram, startChild, type Child } from './child.ts'
import { cpuMsOf, mainThreadCpuMsOf } from './processes.ts'
import { InvalidRepetition } from './paired.ts'
import type { Relay, Rig, Target } from './rig.ts'

/** One run: screens at one server, and frames at a steady rate. */
export interface RunPlan {
  readonly target: Relay
  readonly screens: number
  readonly framesPerSecond: number
  /** The steady part, which is measured; the feed begins a little earlier. */
  readonly seconds: number
  readonly pace?: 'wall' | 'desk'
  /** The screens accept messages that were deflated once for all clients. */
  readonly inflates?: boolean
}

export interface RunResult {
  /** CPU of the server per upstream frame of the steady part. */
  readonly cpuMsPerFrame: number
  /** Share of one core that the server used in the steady part. */
  readonly coreShare: number
  /** The part of it that its main thread used; others are history, compression and the engine. */
  readonly mainThreadShare: number
  readonly bytesPerScreen: number
  readonly messagesPerScreen: number
  /** Bytes of the upstream frames. */
  readonly upstreamBytes: number
  /** The time in which these bytes were sent. */
  readonly feedSeconds: number
  /** For each frame of the steady part, ms from its send until the screen that is written to last had it or a newer one. */
  readonly stalenessMs: readonly number[]
}

/** The feed before the steady part: the first flush comes at once, the others in their intervals. */
const leadInMs = 400
/** Time for the last flush and its delivery; a relay that cannot follow is not waited for. */
const drainWithinMs = 1_000

/** Starts a load client, which is used for one run after the other. */
export async function startScreens(): Promise<Child> {
  const { child } = await startChild(
    { name: 'the screens', path: benchProgram('screens.ts'), cores: 'others' },
    '',
    Opened,
  )
  return child
}

const ask = (screens: Child, order: ScreensOrder) => screens.ask(order, Opened)

/** Opens screens. Resolves to the milliseconds until all were where `until` says. */
export async function openScreens(
  rig: Rig,
  screens: Child,
  plan: Pick<RunPlan, 'pace' | 'inflates'> & { readonly target: Target; readonly count: number },
  until: 'handshake' | 'snapshot' = plan.target === 'product' ? 'snapshot' : 'handshake',
): Promise<number> {
  const { target, count, pace = 'wall', inflates = false } = plan
  const { port } = rig.server(target)
  const { cookie, queueIds } = rig
  const { tookMs } = await ask(screens, {
    do: 'open',
    port,
    count,
    cookie,
    until,
    pace,
    inflates,
    firstQueue: queueIds[0] ?? '',
  })
  return tookMs
}

export async function closeScreens(screens: Child): Promise<void> {
  await ask(screens, { do: 'close' })
}

/** Sends frames to a target. Resolves to when each was sent. */
export const play = (rig: Rig, order: Omit<UpstreamOrder, 'do'>): Promise<Sent> =>
  rig.upstream.ask({ do: 'send', ...order }, Sent)

/** CPU time in a steady state. */
export interface SteadyCpu {
  /** Of all threads. */
  readonly cpuMs: number
  readonly mainThreadMs: number
  readonly from: number
  readonly to: number
}

/**
 * Reads the CPU time of a process while it is in a steady state.
 * @returns when the reading began and ended, on the clock of all processes
 */
export async function measureSteadyCpu(
  pid: number,
  plan: { readonly leadInMs: number; readonly seconds: number },
): Promise<SteadyCpu> {
  const read = async () => ({ all: await cpuMsOf(pid), main: await mainThreadCpuMsOf(pid) })
  await pause(plan.leadInMs)
  const [from, before] = [sharedNow(), await read()]
  await pause(plan.seconds * 1_000)
  const [to, after] = [sharedNow(), await read()]
  return { cpuMs: after.all - before.all, mainThreadMs: after.main - before.main, from, to }
}

/** A run, and the load client whose open screens it has. */
export interface FeedRun {
  readonly screens: Child
  readonly plan: RunPlan
}

/** The result of one run, from what was sent and what its screens have received. */
async function resultOf(
  { screens, plan }: FeedRun,
  { sentAt, bytes, fullStatistics }: Sent,
  { cpuMs, mainThreadMs, from, to }: SteadyCpu,
): Promise<RunResult> {
  const { target } = plan
  // Their cost is not that of frames.
  if (target === 'product' && fullStatistics > 0)
    throw new InvalidRepetition('the product asked for full statistics, which would be measured too')
  const [lastFrame = NaN] = sentAt.at(-1) ?? []
  const count: ScreensOrder = { do: 'count', frame: lastFrame, withinMs: drainWithinMs }
  const received = await screens.ask(count, Received)
  if (received.lost > 0)
    throw new InvalidRepetition(`${received.lost} of ${plan.screens} screens were closed`)
  const steady = sentAt.filter(([, at]) => at >= from && at < to)
  const stalenessMs = stalenessOf(steady, received.seen)
  if (!stalenessMs.some(Number.isFinite))
    throw new InvalidRepetition(`no frame of a run reached the screens at ${target}`)
  return {
    cpuMsPerFrame: cpuMs / steady.length,
    coreShare: cpuMs / (to - from),
    mainThreadShare: mainThreadMs / (to - from),
    bytesPerScreen: received.bytes / plan.screens,
    messagesPerScreen: received.messages / plan.screens,
    upstreamBytes: bytes,
    feedSeconds: feedSecondsOf(plan),
    stalenessMs,
  }
}

const feedSecondsOf = ({ seconds }: Pick<RunPlan, 'seconds'>): number => leadInMs / 1_000 + seconds

/** What runs at the same time have in common. */
type Feed = Pick<RunPlan, 'framesPerSecond' | 'seconds'>

/**
 * Measures several servers of a rig at the same time, with the screens that are open: each is sent the same frames, and the
 * results have the machine of the same seconds.
 */
async function measureFeeds(rig: Rig, feed: Feed, runs: readonly FeedRun[]): Promise<readonly RunResult[]> {
  const { framesPerSecond, seconds } = feed
  for (const { screens } of runs) await ask(screens, { do: 'begin' })
  const [sent, measured] = await Promise.all([
    play(rig, {
      to: runs.map(({ plan }) => plan.target),
      framesPerSecond,
      frames: Math.round(framesPerSecond * feedSecondsOf(feed)),
    }),
    Promise.all(
      runs.map(async (run) => {
        const { pid } = rig.server(run.plan.target).child
        return { run, cpu: await measureSteadyCpu(pid, { leadInMs, seconds }) }
      }),
    ),
  ])
  // One after the other: when one is not valid, no client has an order that the next repetition would find unanswered.
  const results: RunResult[] = []
  for (const { run, cpu } of measured) results.push(await resultOf(run, sent, cpu))
  return results
}

/** Measures one run with the screens that are open. */
export async function measureFeed(rig: Rig, screens: Child, plan: RunPlan): Promise<RunResult> {
  const [result] = await measureFeeds(rig, plan, [{ screens, plan }])
  if (result === undefined) throw new InvalidRepetition(`nothing was measured at ${plan.target}`)
  return result
}

/** A server that was sent more than it can follow has frames to read yet, which the next run would wait for. */
const warmDrainWithinMs = 15_000

/** Sends frames without measuring, and waits until the screens have the last one. */
export async function playToScreens(rig: Rig, screens: Child, plan: RunPlan): Promise<void> {
  const { target, framesPerSecond, seconds } = plan
  await ask(screens, { do: 'begin' })
  const { sentAt } = await play(rig, {
    to: [target],
    framesPerSecond,
    frames: Math.ceil(framesPerSecond * seconds),
  })
  const [frame = NaN] = sentAt.at(-1) ?? []
  const count: ScreensOrder = { do: 'count', frame, withinMs: warmDrainWithinMs }
  await screens.ask(count, Received)
}

/** The last flushes that the last screen received. */
export async function sampleFlushes(screens: Child): Promise<readonly SampledFrame[]> {
  return (await screens.ask({ do: 'sample' } satisfies ScreensOrder, Sampled)).frames
}

/** The share of one core that each server uses without frames, with the screens that are open. */
export async function idleShares(rig: Rig, targets: readonly Relay[], seconds: number): Promise<number[]> {
  const read = () => Promise.all(targets.map((target) => cpuMsOf(rig.server(target).child.pid)))
  const startedAt = performance.now()
  const before = await read()
  await pause(seconds * 1_000)
  const after = await read()
  const tookMs = performance.now() - startedAt
  return after.map((cpuMs, index) => (cpuMs - (before[index] ?? NaN)) / tookMs)
}

/** Lets Node compile the hot code of the product and its references: the figures are of a server that runs for months. */
export async function warmUp(rig: Rig, screens: Child, targets: readonly Relay[]): Promise<void> {
  for (const target of targets) {
    const rate =
      target === 'product' ? { framesPerSecond: 300, seconds: 2 } : { framesPerSecond: 20, seconds: 1 }
    const plan = { target, screens: 200, pace: 'desk', ...rate } as const
    await openScreens(rig, screens, { ...plan, count: plan.screens })
    await playToScreens(rig, screens, plan)
    await closeScreens(screens)
  }
}

/** Time to allocate the memory that the screens need. */
const warmSeconds = 0.5

/** Opens screens, warms up, lets `use` measure, and closes the screens. */
export async function withScreens<T>(
  rig: Rig,
  screens: Child,
  plans: readonly RunPlan[],
  use: (...measure: (() => Promise<RunResult>)[]) => Promise<T>,
): Promise<T> {
  for (const plan of plans) {
    await openScreens(rig, screens, { ...plan, count: plan.screens })
    await playToScreens(rig, screens, { ...plan, seconds: warmSeconds })
  }
  const result = await use(...plans.map((plan) => () => measureFeed(rig, screens, plan)))
  await closeScreens(screens)
  return result
}

/** Opens the screens of two runs, warms up, lets `use` measure both at the same time, and closes the screens. */
export const withScreensOfBoth = <T>(
  rig: Rig,
  feed: Feed,
  [one, other]: readonly [FeedRun, FeedRun],
  use: (measureBoth: () => Promise<readonly [RunResult, RunResult]>) => Promise<T>,
): Promise<T> =>
  withScreens(rig, one.screens, [one.plan], () =>
    withScreens(rig, other.screens, [other.plan], () =>
      use(async () => {
        const [ofOne, ofOther] = await measureFeeds(rig, feed, [one, other])
        if (ofOne === undefined || ofOther === undefined)
          throw new InvalidRepetition('one of the servers was not measured')
        return [ofOne, ofOther]
      }),
    ),
  )

/** A frame that was merged into a later flush arrives with it. One that never arrives counts as Infinity. */
export function stalenessOf(
  sentAt: readonly (readonly [number, number])[],
  seen: readonly (readonly [number, number])[],
): number[] {
  let at = 0
  return sentAt.map(([number, ms]) => {
    while (at < seen.length && (seen[at]?.[0] ?? 0) < number) at += 1
    return (seen[at]?.[1] ?? Infinity) - ms
  })
}

const percent = (share: number) => (100 * share).toFixed(1)

/** Two shares of a core for the note of a figure. */
export const coreSharesText = (measured: number, reference: number): string =>
  `${percent(measured)} % against ${percent(reference)} % of a core`

/** The same, with the part of the main thread. */
export const threadSharesText = (measured: RunResult, reference: number): string =>
  `${coreSharesText(measured.coreShare, reference)}, main thread ${percent(measured.mainThreadShare)} %`
