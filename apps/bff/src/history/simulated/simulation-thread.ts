import type { MessagePort } from 'node:worker_threads'
import { endOfThread } from '../../threads/thread.ts'
import { startSimulatedDay } from './simulated-day.ts'
import { SimulationData, StepsRequest, type SimulationReply } from './simulation-message.ts'

/** Runs a simulated day in this thread, because the hours before the start of a large domain take seconds. */
export function runSimulationThread(port: MessagePort, data: unknown): void {
  const reply = (message: SimulationReply) => {
    port.postMessage(message)
  }
  const { start, steps } = startSimulatedDay(SimulationData.parse(data).plan)
  port.on('message', (message: unknown) => {
    if (message === endOfThread) process.exit(0) // of this thread only
    reply({ type: 'steps', steps: steps(StepsRequest.parse(message)) })
  })
  reply({ type: 'start', start })
}
