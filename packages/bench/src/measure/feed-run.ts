import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import { Opened, Received, Sent, type ScreensOrder, type UpstreamOrder } from '../children/orders.ts'
import { benchProgram, startChild, type Child } from './child.ts'
import { cpuMsOf } from './processes.ts'
import type { Relay, Rig, Target } from './rig.ts'

/** One run: screens at one server, and frames at a steady rate. */
export interface RunPlan {
  readonly target: Relay
  readonly screens: number
  readonly framesPerSecond: number
  readonly seconds: number
  readonly pace?: 'wall' | 'desk'
  /** The screens accept messages that were deflated once for all clients. */
  readonly inflates?: boolean
}

export interface RunResult {
  /** CPU of the server per upstream frame. */
  readonly cpuMsPerFrame: number
  /** Share of one core that the server used while frames came, without the drain after them. */
  readonly coreShare: number
  readonly bytesPerScreen: number
  readonly messagesPerScreen: number
  /** Bytes of the upstream frames. */
  readonly upstreamBytes: number
  /** For each frame, ms from its send until the screen that is written to last had it or a newer one. */
  readonly stalenessMs: readonly number[]
}

/** Time for the last flush and its delivery. */
const drainMs = 350

/** Starts a load client, which is used for one run after the other. */
export async function startScreens(): Promise<Child> {
  const { child } = await startChild(
    { name: 'the screens', path: benchProgram('screens.ts'), isMeasured: false },
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
export const play = (rig: Rig, order: Omit<UpstreamOrder, 'do'>): Promise<z.infer<typeof Sent>> =>
  rig.upstream.ask({ do: 'send', ...order }, Sent)

/** Measures one run with the screens that are open. */
export async function measureFeed(rig: Rig, screens: Child, plan: RunPlan): Promise<RunResult> {
  const { target, framesPerSecond } = plan
  const { pid } = rig.server(target).child
  const frames = Math.round(framesPerSecond * plan.seconds)
  await ask(screens, { do: 'begin' })
  const cpuBefore = await cpuMsOf(pid)
  const startedAt = performance.now()
  const { sentAt, bytes } = await play(rig, { to: target, framesPerSecond, frames })
  const steadyCpuMs = (await cpuMsOf(pid)) - cpuBefore
  const steadyMs = performance.now() - startedAt
  await pause(drainMs)
  const cpuMs = (await cpuMsOf(pid)) - cpuBefore
  const received = await screens.ask({ do: 'count' } satisfies ScreensOrder, Received)
  return {
    cpuMsPerFrame: cpuMs / frames,
    coreShare: steadyCpuMs / steadyMs,
    bytesPerScreen: received.bytes / plan.screens,
    messagesPerScreen: received.messages / plan.screens,
    upstreamBytes: bytes,
    stalenessMs: stalenessOf(sentAt, received.seen),
  }
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
      target === 'product' ? { framesPerSecond: 800, seconds: 2.5 } : { framesPerSecond: 20, seconds: 1.5 }
    const plan = { target, screens: 200, pace: 'desk', ...rate } as const
    await openScreens(rig, screens, { ...plan, count: plan.screens })
    await measureFeed(rig, screens, plan)
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
    await measureFeed(rig, screens, { ...plan, seconds: warmSeconds })
  }
  const result = await use(...plans.map((plan) => () => measureFeed(rig, screens, plan)))
  await closeScreens(screens)
  return result
}

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
