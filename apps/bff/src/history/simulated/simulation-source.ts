import type { Worker } from 'node:worker_threads'
import { endThread } from '../thread-program.ts'
import type { ReplaySource, StartOutcome } from '../replay/replay-source.ts'
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

/**
 * The source of a drill of a simulated day, whose thread replies in the order of requests. It starts once: a simulation
 * does not go back.
 *
 * @param startThread starts the thread at the drill's first instant
 */
export function createSimulationSource(deps: {
  readonly startThread: (startAt: number) => Worker
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
    const thread = deps.startThread(at)
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
    return { ok: true, start: reply.start }
  }

  return {
    start,
    async steps(range) {
      if (worker === undefined || hasEnded) return undefined
      const requested = nextReply()
      worker.postMessage(range)
      const reply = await requested
      if (reply?.type !== 'steps') return undefined
      return reply.steps
    },
    close() {
      hasEnded = true
      for (const { resolve } of waiting.splice(0)) resolve(undefined)
      if (worker !== undefined) void endThread(worker)
    },
  }
}
