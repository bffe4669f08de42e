import { parentPort, workerData } from 'node:worker_threads'
import { endOfThread } from '../../threads/thread.ts'
import { startSimulatedDay } from './simulated-day.ts'
import { SimulationData, StepsRequest, type SimulationReply } from './simulation-message.ts'

/**
 * Runs a simulated day if this is the thread of one, and returns whether it is. A thread, because the hours before the
 * start of a large domain take seconds.
 */
export function runSimulationThread(): boolean {
  const data = SimulationData.safeParse(workerData)
  const port = parentPort
  if (port === null || !data.success) return false
  const reply = (message: SimulationReply) => {
    port.postMessage(message)
  }
  const { start, steps } = startSimulatedDay(data.data.plan)
  port.on('message', (message: unknown) => {
    if (message === endOfThread) process.exit(0) // of this thread only
    reply({ type: 'steps', steps: steps(StepsRequest.parse(message)) })
  })
  reply({ type: 'start', start })
  return true
}
