import { Worker } from 'node:worker_threads'
import { isSource, programUrl, sourceRunner } from './program-file.ts'

/** Runs a TypeScript file in a thread: Node 20 does not pass a loader of the main thread on to threads. */
const sourceProgram = (url: string): string =>
  `import(${JSON.stringify(sourceRunner)}).then(({ runSource }) => runSource(${JSON.stringify(url)}))`

/**
 * Starts a thread of the server.
 *
 * @param source the file of its program, relative to the folder of `main.ts`
 * @param workerData what it works with
 */
export function startThread(source: string, workerData: Readonly<Record<string, unknown>>): Worker {
  const url = programUrl(source)
  return isSource
    ? new Worker(sourceProgram(url), { workerData, eval: true })
    : new Worker(new URL(url), { workerData })
}

/** Ends a thread: see `endThread`. No request of a thread is a plain text. */
export const endOfThread = 'end'

/**
 * Asks a thread to end and waits until it has. The thread ends between two statements: one that is terminated within a
 * statement of libsql ends the whole process (a pending exception is a Rust panic there).
 */
export async function endThread(worker: Worker): Promise<void> {
  const hasEnded = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve()
    })
  })
  if (worker.threadId < 0) return // it has ended by itself
  worker.ref()
  worker.postMessage(endOfThread)
  await hasEnded
}
