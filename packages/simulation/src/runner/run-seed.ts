import { createWorld, type World } from '../world.ts'
import { healScreens } from '../faults/screen-faults.ts'
import { lastsMs } from '../faults/fault.ts'
import { inflict } from '../faults/inflict.ts'
import type { Plan } from '../faults/plan.ts'
import { healUpstream } from '../faults/upstream-faults.ts'
import { createStory } from './story.ts'
import { real } from '../runtime/globals.ts'
import { createRandom } from '../runtime/random.ts'
import { setRuntime } from '../runtime/runtime.ts'
import { Violation } from '../checks/violation.ts'

/** The result of a run. */
export interface Outcome {
  readonly seed: number
  readonly violation: Violation | undefined
  readonly traceHash: number
  readonly steps: number
  readonly simulatedMs: number
}

const checkEveryMs = 500
/** The world must converge within this time after the last fault; within the second one when the session was lost often. */
const recoverWithinMs = 120_000
const recoverFromEvictionWithinMs = 400_000
const quietMs = 1_500
/** The last changes are this far apart, so that they fall between two flushes. */
const lastChangesMs = 60

/** Lets the promises of the programs settle: everything that they do before the next event happens at one instant. */
const settle = () =>
  new Promise<void>((resolve) => {
    real.setImmediate(resolve)
  })

let rejected: unknown

/** Counts unhandled rejections as crashes, as Node does. */
export function watchRejections(): void {
  process.on('unhandledRejection', (reason) => {
    rejected = reason
  })
}

/** Changes the floor at random instants until `isQuiet` returns true. */
function planChanges(world: World, isQuiet: () => boolean): void {
  const { runtime, plan, changeFloor } = world
  const random = createRandom(plan.seed, 'happenings')
  const next = () => {
    const pauseMs = Math.ceil(-Math.log(1 - random.next()) * (1_000 / plan.eventsPerSecond))
    const at = runtime.now() + pauseMs
    runtime.at(at, undefined, () => {
      if (isQuiet()) return
      changeFloor()
      next()
    })
  }
  next()
}

/** Plays a whole plan: faults, healing, recovery, quiet. The same plan gives the same trace. */
export async function runPlan(plan: Plan, print?: (line: string) => void): Promise<Outcome> {
  rejected = undefined
  const world = createWorld(plan)
  const { runtime, checks } = world
  const start = runtime.now()
  let steps = 0
  let isQuiet = false
  const story = print && createStory(world, print)

  class Ended extends Error {}
  const after = (process: Parameters<typeof checks.acted>[0]) => {
    steps += 1
    story?.look(process)
    checks.acted(process)
    if (rejected !== undefined) checks.crashed('a program', rejected)
    if (checks.violation() !== undefined) throw new Ended()
  }
  const runFor = (ms: number) => runtime.runUntil(runtime.now() + ms, settle, after)

  async function play(): Promise<void> {
    const healAt = Math.max(plan.faultsForMs, ...plan.faults.map((fault) => fault.at + lastsMs(fault)))
    planChanges(world, () => isQuiet)
    for (const fault of plan.faults)
      runtime.at(start + fault.at, undefined, () => {
        story?.fault(fault)
        inflict(world, fault)
      })
    await runFor(healAt)
    healUpstream(world)
    healScreens(world)
    if (world.server() === undefined) world.bootServer()
    // The product recognizes a clock that was set by the next frames.
    for (let frames = 0; frames < 3; frames += 1) {
      world.changeFloor()
      await runFor(checkEveryMs)
    }
    const isEvicted = plan.faults.filter(({ kind }) => kind === 'tokens-ended').length > 2
    await converge(isEvicted ? recoverFromEvictionWithinMs : recoverWithinMs)
    await beQuiet()
  }

  async function converge(withinMs: number): Promise<void> {
    const deadline = runtime.now() + withinMs
    for (let hasConverged = false; !hasConverged;) {
      await runFor(checkEveryMs)
      const divergence = checks.divergence(true)
      hasConverged = divergence === undefined
      if (hasConverged || runtime.now() < deadline) continue
      throw new Violation('I1', `no convergence ${withinMs} ms after the last fault: ${divergence ?? ''}`)
    }
  }

  /** The floor changes no more: screens must show the truth. */
  async function beQuiet(): Promise<void> {
    isQuiet = true
    for (let last = 0; last < 3; last += 1) {
      world.changeFloor()
      await runFor(lastChangesMs)
    }
    await runFor(quietMs)
    const divergence = checks.divergence(false)
    if (divergence !== undefined) throw new Violation('I1', `in a quiet world ${divergence}`)
  }

  let violation: Violation | undefined
  try {
    await play()
  } catch (error) {
    if (error instanceof Violation) violation = error
    else if (!(error instanceof Ended)) throw error
  } finally {
    setRuntime(undefined)
  }
  return {
    seed: plan.seed,
    violation: checks.violation() ?? violation,
    traceHash: runtime.traceHash(),
    steps,
    simulatedMs: runtime.now() - start,
  }
}
