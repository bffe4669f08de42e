import { expect } from 'vitest'
import { startLab, type Lab, type LabOptions } from '../src/lab.ts'

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

export interface Outcome {
  /** From the fault, or the instant that it returned, until every screen was fresh. */
  readonly recoveredMs: number
  /** The longest time with more than one socket to Five9. */
  readonly twoSocketsMs: number
  /** The greatest age of rows that a screen showed as live. */
  readonly oldestLiveMs: number
}

/** Gives every node as many screens as the others. */
async function spreadScreens({ balancer, untilFresh }: Lab): Promise<void> {
  balancer.reset()
  await untilFresh(Date.now(), undefined, 0)
}

const takeOldestLiveMs = ({ screens }: Lab): number =>
  Math.max(...screens.map(({ shown }) => shown.takeOldestLiveMs()))

/**
 * Runs a case in a lab and checks what must hold at every screen: its position never fell, nothing old was shown as live,
 * it became fresh, and it shows the truth in the end. A lab in which a case failed is closed.
 */
export async function runCase(
  options: LabOptions,
  fault: Fault,
  limits: Limits = {},
  random: () => number = Math.random,
): Promise<Outcome> {
  const lab = await sharedLab(options)
  const { withinMs = isLongRun ? 10_000 : 45_000, twoSocketsForMs = 1_000, signIns = 3 } = limits
  try {
    if (isLongRun) await spreadScreens(lab)
    const before = lab.violations().length
    takeOldestLiveMs(lab)
    const startedAt = Date.now()
    const longestTwoSocketsMs = lab.five9.watchSockets()
    const measured = await fault(lab, random)
    const untilFreshMs = await lab.untilFresh(typeof measured === 'number' ? measured : Date.now())
    const recoveredMs = typeof measured === 'number' ? untilFreshMs : measured.recoveredMs
    await lab.untilTrue()
    const outputs = () => lab.nodes.map((node) => `${node.name}:\n${node.output().slice(-4_000)}`).join('\n')
    expect(lab.violations().slice(before), outputs()).toEqual([])
    expect(recoveredMs, 'milliseconds until every screen was fresh').toBeLessThan(withinMs)
    const twoSocketsMs = longestTwoSocketsMs()
    expect(twoSocketsMs, 'milliseconds with two sockets to Five9').toBeLessThanOrEqual(twoSocketsForMs)
    const signedInAt = lab.nodes.flatMap(({ links }) => links.five9.signIns())
    expect(signedInAt.filter((at) => at >= startedAt).length, 'sign-ins at Five9').toBeLessThanOrEqual(
      signIns,
    )
    return {
      recoveredMs,
      twoSocketsMs,
      oldestLiveMs: takeOldestLiveMs(lab),
    }
  } catch (error) {
    await closeLabs()
    throw error
  }
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
