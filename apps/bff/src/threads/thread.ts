import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** Only with the sources. */
const runSource = '../../../../.scripts/run-source.js'

/** Runs a TypeScript file in a thread: Node 20 does not pass a loader of the main thread on to threads. */
const sourceProgram = (url: string): string =>
  `import(${JSON.stringify(new URL(runSource, import.meta.url).href)}).then(({ runSource }) => runSource(${JSON.stringify(url)}))`

/**
 * Starts a thread of this program. The built program is one file, which also runs as each thread; from source a thread has a
 * file of its own.
 *
 * @param entry that file, relative to the folder above this one
 * @param workerData names the thread: the program runs it if it is that of the thread
 */
export function startThread(entry: string, workerData: Readonly<Record<string, unknown>>): Worker {
  const self = fileURLToPath(import.meta.url)
  if (!self.endsWith('.ts')) return new Worker(self, { workerData })
  return new Worker(sourceProgram(new URL(`../${entry}`, import.meta.url).href), { workerData, eval: true })
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
