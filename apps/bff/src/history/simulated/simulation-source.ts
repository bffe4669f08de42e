import type { Worker } from 'node:worker_threads'
import { createStatistics } from '@wallboard/statistics'
import type { RecordedSteps, StepsRange } from '../reading/read-steps.ts'
import { endThread } from '../../threads/thread.ts'
import type { ReplaySource, ReplayStart, StartOutcome } from '../replay/replay-source.ts'
import { SimulationReply } from './simulation-message.ts'

/** The thread of a simulated day has ended. */
export class SimulationEnded extends Error {
  override name = 'SimulationEnded'
}

interface Waiting {
  /** Undefined: the drill has ended. */
  readonly resolve: (reply: SimulationReply | undefined) => void
  readonly reject: (error: Error) => void
}

/** The start at a later instant: the simulation runs on to it. */
function laterStart(start: ReplayStart, { to, steps }: RecordedSteps): ReplayStart {
  const statistics = createStatistics()
  statistics.applyFull(start.rows)
  for (const { changes } of steps) statistics.applyChanges(changes)
  const sources = start.rows.map(({ dataSource }) => dataSource)
  return {
    ...start,
    rows: statistics.full(sources),
    coverage: sources.map((dataSource) => ({
      dataSource,
      spans: [{ kind: 'live', startsAt: to, endsAt: to }],
    })),
  }
}

/**
 * The source of a drill of a simulated day, whose thread replies in the order of requests. It starts once: a simulation
 * does not go back.
 *
 * @param startThread starts the thread at the drill's first instant
 * @param firstAt that instant; a node that joins the drill later starts at a later one
 */
export function createSimulationSource(deps: {
  readonly startThread: (startAt: number) => Worker
  readonly firstAt: number
}): ReplaySource {
  const waiting: Waiting[] = []
  let worker: Worker | undefined
  let hasEnded = false

  function failed(error: unknown): void {
    hasEnded = true
    const reason = error instanceof Error ? error.message : String(error)
    for (const { reject } of waiting.splice(0)) reject(new SimulationEnded(reason))
  }

  function nextReply(): Promise<SimulationReply | undefined> {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
    })
  }

  async function start(at: number): Promise<StartOutcome> {
    const thread = deps.startThread(deps.firstAt)
    worker = thread
    thread.on('message', (message: unknown) => {
      const reply = SimulationReply.safeParse(message)
      if (reply.success) waiting.shift()?.resolve(reply.data)
      else failed(reply.error)
    })
    thread.on('error', failed)
    thread.on('exit', () => {
      failed(new Error('the thread of the simulated day has ended'))
    })
    thread.unref()
    const reply = await nextReply()
    if (reply?.type !== 'start') throw new SimulationEnded('the thread replied out of order')
    if (at === deps.firstAt) return { ok: true, start: reply.start }
    const skipped = await steps({ from: deps.firstAt, to: at, stepMs: at - deps.firstAt })
    if (skipped === undefined) throw new SimulationEnded('the drill has ended')
    return { ok: true, start: laterStart(reply.start, skipped) }
  }

  async function steps(range: StepsRange): Promise<RecordedSteps | undefined> {
    if (worker === undefined || hasEnded) return undefined
    const requested = nextReply()
    worker.postMessage(range)
    const reply = await requested
    return reply?.type === 'steps' ? reply.steps : undefined
  }

  return {
    start,
    steps,
    close() {
      hasEnded = true
      for (const { resolve } of waiting.splice(0)) resolve(undefined)
      if (worker !== undefined) void endThread(worker)
    },
  }
}
