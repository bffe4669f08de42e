import type { CountedCalls, EstimateFacts } from '@wallboard/relay/rest/estimates'
import type {
  Estimate,
  ExpectedWait,
  ExpectedWaitInputs,
  StaffingInputs,
} from '@wallboard/statistics/estimates'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { floorNow, servingNow, type FloorNow } from './floor-now.ts'
import { queueExpectedWait, queueHelp, type QueueHelp, type QueueNow } from './queue-estimates-state.ts'
import { targetSeconds } from './target-wait.ts'

export type WaitEstimate = Estimate<ExpectedWait, ExpectedWaitInputs>
export type HelpEstimate = Estimate<QueueHelp, StaffingInputs>

/** Estimates of the queues of the page, for the columns of a table. */
export interface QueueEstimates {
  /** Changes whenever an estimate may be another one. */
  readonly version: StoreApi<number>
  /**
   * How long a new caller will wait; undefined before the first tick. Computed for the queues that are requested: those in
   * sight, or all for a sort and a file.
   */
  readonly expectedWait: (queueId: string) => WaitEstimate | undefined
  /**
   * How many agents more a queue needs; undefined until it is computed. Only queues that were requested lately are
   * computed, a few at a time: one takes milliseconds.
   */
  readonly agentsNeeded: (queueId: string) => HelpEstimate | undefined
  readonly setFacts: (facts: EstimateFacts | undefined) => void
  /** Computes while it is started; returns the function that stops this. */
  readonly start: () => () => void
}

const waitsEveryMs = 5_000
/** A queue's agents are computed again after this time, and forgotten when no cell has requested them for as long. */
const helpEveryMs = 15_000
/** A page draws in 16 ms: the computation leaves most of that to it. */
const maxSliceMs = 4

interface Help {
  requestedAt: number
  computedAt: number
  estimate: HelpEstimate | undefined
}

/** `onTick` calls its listener a few times a second. `monotonic` measures how long a computation takes. */
export function createQueueEstimates(deps: {
  readonly stores: Pick<LiveStores, 'statistics' | 'sources'>
  readonly onTick: (listener: () => void) => () => void
  readonly monotonic: () => number
}): QueueEstimates {
  const { statistics } = deps.stores
  const version = createStore<number>()(() => 0)
  const helps = new Map<string, Help>()
  let facts: ReadonlyMap<string, CountedCalls> = new Map()
  /** Of the present floor. */
  const waits = new Map<string, WaitEstimate>()
  let floor: FloorNow | undefined
  let waitsAt = -Infinity

  function queueNow(queueId: string, now: FloorNow): QueueNow | undefined {
    const row = statistics.tile(queueId)?.getState().row
    if (row === undefined) return undefined
    const { now: nowMs } = statistics.status.getState()
    return { queueId, row, nowMs, facts: facts.get(queueId), ...servingNow(now, queueId) }
  }

  function expectedWait(queueId: string): WaitEstimate | undefined {
    const known = waits.get(queueId)
    if (known !== undefined || floor === undefined) return known
    const queue = queueNow(queueId, floor)
    if (queue === undefined) return undefined
    const estimate = queueExpectedWait(queue)
    waits.set(queueId, estimate)
    return estimate
  }

  /** Computes the oldest requested estimates until the time is used up; true when there were any. */
  function computeHelps(at: number): boolean {
    const target = targetSeconds
    if (floor === undefined || target === undefined) return false
    for (const [id, { requestedAt }] of helps) if (at - requestedAt > helpEveryMs) helps.delete(id)
    const due = [...helps]
      .filter(([, { computedAt }]) => at - computedAt >= helpEveryMs)
      .sort(([, one], [, other]) => one.computedAt - other.computedAt)
    const start = deps.monotonic()
    for (const [id, help] of due) {
      const queue = queueNow(id, floor)
      help.estimate = queue && queueHelp(queue, target)
      help.computedAt = at
      if (deps.monotonic() - start >= maxSliceMs) break
    }
    return due.length > 0
  }

  function tick(): void {
    const at = statistics.screenNow()
    const isDue = at - waitsAt >= waitsEveryMs
    if (isDue) {
      waitsAt = at
      floor = floorNow(deps.stores)
      waits.clear()
    }
    if (computeHelps(at) || isDue) version.setState((count) => count + 1, true)
  }

  return {
    version,
    expectedWait,
    agentsNeeded(queueId) {
      const requestedAt = statistics.screenNow()
      const known = helps.get(queueId)
      if (known === undefined) helps.set(queueId, { requestedAt, computedAt: -Infinity, estimate: undefined })
      else known.requestedAt = requestedAt
      return known?.estimate
    },
    setFacts(read) {
      facts = new Map(read?.queues.map((queue) => [queue.queue, queue]))
      waitsAt = -Infinity
    },
    start() {
      tick()
      return deps.onTick(tick)
    },
  }
}
