import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStores } from '../../../../apps/bff/src/history/store/open-history.ts'
import { Violation } from '../checks/violation.ts'
import { inflict } from '../faults/inflict.ts'
import { healUpstream } from '../faults/upstream-faults.ts'
import { real } from '../runtime/globals.ts'
import { createRandom } from '../runtime/random.ts'
import { setRuntime } from '../runtime/runtime.ts'
import { createWorld } from '../world.ts'
import { checkRecording, type CheckedRecording } from './check-recording.ts'
import type { DayFault, DayPlan } from './day-plan.ts'
import { createLiveRecord } from './live-record.ts'
import { recordedSources, startRecording, type RecordingFaults } from './recording-process.ts'

/** The result of a recorded day. */
export interface DayOutcome {
  readonly violation: Violation | undefined
  readonly checked: CheckedRecording | undefined
  /** Moments that were noted, and how many of them were written. */
  readonly noted: number
  readonly written: number
}

/** The share of the seconds whose state is compared. */
const momentShare = 0.01
const quietMs = 30_000
const domainMoved = '73'
/** A file system in memory: a day has thousands of synchronous writes. */
const memory = '/dev/shm'

const settle = () =>
  new Promise<void>((resolve) => {
    real.setImmediate(resolve)
  })

/**
 * Plays a day in which the server records its feed under faults, and compares the files with what the feed held.
 * @param note called with each fault when it happens
 */
export async function runDay(
  plan: DayPlan,
  note: (fault: DayFault) => void = () => undefined,
): Promise<DayOutcome> {
  const directory = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'wallboard-day-'))
  const faults: RecordingFaults = { failingWrites: 0, stalledUntil: 0 }
  const live = createLiveRecord(createRandom(plan.world.seed, 'moments'), momentShare)
  let failure: Violation | undefined
  const failed = (error: unknown) => {
    failure ??= new Violation(
      'H1',
      `a program failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
  }
  const world = createWorld(plan.world, {
    onStarted(process, server) {
      const random = createRandom(plan.world.seed, `recorder ${runtime.now()}`)
      startRecording({ runtime, random, process, server, directory, faults, live, failed })
    },
  })
  const { runtime } = world
  world.five9.faults.servesMetadata = true
  const start = runtime.now()

  function planChanges(): void {
    const random = createRandom(plan.world.seed, 'happenings')
    const next = () => {
      const pauseMs = Math.ceil(-Math.log(1 - random.next()) * (1_000 / plan.world.eventsPerSecond))
      runtime.at(runtime.now() + pauseMs, undefined, () => {
        world.changeFloor()
        next()
      })
    }
    next()
  }

  function happen(fault: DayFault): void {
    note(fault)
    switch (fault.kind) {
      case 'world':
        inflict(world, fault.fault)
        // The next fault of its kind comes hours later: this one does not wait for a frame until then.
        runtime.at(runtime.now() + quietMs, undefined, () => {
          healUpstream(world)
        })
        return
      case 'domain-migrated':
        world.five9.announce(domainMoved)
        return
      case 'history-disk-full':
        faults.failingWrites += fault.size
        return
      case 'history-stalled':
        faults.stalledUntil = runtime.now() + fault.size
    }
  }

  async function play(): Promise<void> {
    planChanges()
    for (const fault of plan.faults)
      runtime.at(start + fault.at, undefined, () => {
        happen(fault)
      })
    await runtime.runUntil(start + plan.lastsMs + quietMs, settle, () => {
      const crash = world.checks.violation()
      if (crash?.message.includes('crashed')) failure ??= crash
      if (failure !== undefined) throw failure
    })
    world.killServer()
  }

  try {
    await play()
    setRuntime(undefined)
    const { house } = openStores({ historyDirectory: directory })
    const checked = await checkRecording(house, recordedSources, live)
    return { violation: undefined, checked, noted: live.noted(), written: live.moments().length }
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    return { violation: error, checked: undefined, noted: live.noted(), written: live.moments().length }
  } finally {
    setRuntime(undefined)
    rmSync(directory, { recursive: true, force: true })
  }
}
