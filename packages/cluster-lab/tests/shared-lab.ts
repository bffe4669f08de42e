import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect } from 'vitest'
import { startLab, until, type Lab, type LabOptions } from '../src/lab.ts'
import type { RunRecord } from '../src/results/run-record.ts'

/** The whole set of cases, with more repetitions: `npm run cluster-faults`. */
export const isLongRun = process.env['CLUSTER_FAULTS'] === '1'

/** What a case may take. */
export interface Limits {
  /** How long screens may take to become fresh. The short set runs beside other tests on a busy machine. */
  readonly withinMs?: number
  /** How long two sockets to Five9 may be open at once. */
  readonly twoSocketsForMs?: number
  /** The sign-ins at Five9 of all nodes. */
  readonly signIns?: number
}

const running = new Map<string, { readonly lab: Lab; readonly closing: (() => unknown)[] }>()

async function closeSteps(closing: (() => unknown)[]): Promise<void> {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close()
}

/** A lab with these options: the one of the case before, unless that case failed. */
export async function sharedLab(options: LabOptions): Promise<Lab> {
  const key = JSON.stringify(options)
  const known = running.get(key)
  if (known !== undefined) return known.lab
  await closeLabs()
  const closing: (() => unknown)[] = []
  try {
    const lab = await startLab(options, closing)
    running.set(key, { lab, closing })
    return lab
  } catch (error) {
    await closeSteps(closing)
    throw error
  }
}

/** What every screen showed since an instant (epoch milliseconds), and what the servers wrote last. */
export const timelines = (since: number): string =>
  [...running.values()]
    .flatMap(({ lab }) => [
      `since ${new Date(since).toISOString()}`,
      ...lab.screens.map((screen) => `${screen.name}\n${screen.timeline(since)}`),
      ...lab.nodes.map((node) => `${node.name}\n${node.output().slice(-6_000)}`),
    ])
    .join('\n')

export async function closeLabs(): Promise<void> {
  const labs = [...running.values()]
  running.clear()
  for (const { closing } of labs) await closeSteps(closing)
}

/**
 * What a case causes: the lab is whole again at its end. Resolves to the instant from which recovery is measured, or to how
 * long it took when the case has measured that itself. `random` returns numbers in [0, 1), the same ones for the same seed.
 */
export type Fault = (lab: Lab, random: () => number) => Promise<number | { readonly recoveredMs: number }>

export type Measured = NonNullable<RunRecord['measured']>

/**
 * Gives every node as many screens as the others, by a reload of their pages: a page whose connections ended several times
 * within ten seconds pauses for up to ten seconds before the next attempt, which belongs to the faults before this one.
 */
async function spreadScreens({ screens }: Lab): Promise<void> {
  for (const { reload } of screens) reload()
  const waiting = () => screens.filter(({ isLive }) => !isLive())
  await until(
    () => waiting().length === 0,
    () =>
      waiting()
        .map(({ name, status }) => `${name} ${status()}`)
        .join('\n'),
    120_000,
  )
}

const takeOldestLiveMs = ({ screens }: Lab): number =>
  Math.max(...screens.map(({ shown }) => shown.takeOldestLiveMs()))

/**
 * Runs a case in a lab and checks what must hold at every screen: its position never fell, nothing old was shown as live,
 * and it shows the truth in the end. A lab in which a case failed is closed.
 */
export async function runCase(
  options: LabOptions,
  fault: Fault,
  random: () => number = Math.random,
): Promise<Measured> {
  const lab = await sharedLab(options)
  try {
    if (isLongRun) await spreadScreens(lab)
    const before = lab.violations().length
    takeOldestLiveMs(lab)
    const startedAt = Date.now()
    const delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    const longestTwoSocketsMs = lab.five9.watchSockets()
    const result = await fault(lab, random)
    const untilFreshMs = await lab.untilFresh(typeof result === 'number' ? result : Date.now())
    const recoveredMs = typeof result === 'number' ? untilFreshMs : result.recoveredMs
    await lab.untilTrue()
    const outputs = () => lab.nodes.map((node) => `${node.name}:\n${node.output().slice(-4_000)}`).join('\n')
    expect(lab.violations().slice(before), outputs()).toEqual([])
    const signedInAt = lab.nodes.flatMap(({ links }) => links.five9.signIns())
    return {
      recoveredMs,
      twoSocketsMs: longestTwoSocketsMs(),
      oldestLiveMs: takeOldestLiveMs(lab),
      signInsMs: signedInAt.filter((at) => at >= startedAt).map((at) => at - startedAt),
      stalledMs: Math.round(delay.max / 1e6),
    }
  } catch (error) {
    await closeLabs()
    throw error
  }
}

/** Checks what a case took. `explain` describes what the screens showed. */
export function checkLimits(
  { recoveredMs, twoSocketsMs, signInsMs }: Measured,
  limits: Limits = {},
  explain: () => string = () => '',
): void {
  const { withinMs = isLongRun ? 10_000 : 45_000, twoSocketsForMs = 1_000, signIns = 3 } = limits
  if (recoveredMs >= withinMs)
    expect.fail(`every screen was fresh after ${recoveredMs} ms; ${withinMs} ms are allowed\n${explain()}`)
  expect(twoSocketsMs, 'milliseconds with two sockets to Five9').toBeLessThanOrEqual(twoSocketsForMs)
  expect(signInsMs.length, 'sign-ins at Five9').toBeLessThanOrEqual(signIns)
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
