import { parentPort, workerData, type MessagePort } from 'node:worker_threads'

/**
 * Runs a program as this thread.
 *
 * @param run receives the port to the thread that has started this one, and what it was started with
 * @throws Error when this is the main thread of a process
 */
export function runInThread(run: (port: MessagePort, data: unknown) => void): void {
  if (parentPort === null) throw new Error('this program runs only in a thread of the server')
  run(parentPort, workerData)
}
