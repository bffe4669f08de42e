import type { DayRule } from '@wallboard/history'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { SimulatedPlan } from './simulated/simulated-day.ts'

/** Only with the sources. */
const runSource = '../../../../.scripts/run-source.js'

/** Where history is stored, and when its days start. */
export interface HistoryPlace {
  readonly historyDirectory: string
  /** The address of the PostgreSQL database that holds history; undefined for files in the directory. */
  readonly databaseUrl?: string | undefined
  readonly dayRule: DayRule
}

/** What a thread of history does. */
export type HistoryThread = 'write' | 'read'

/** Runs a TypeScript file in a thread: Node 20 does not pass a loader of the main thread on to threads. */
const sourceProgram = (url: string): string =>
  `import(${JSON.stringify(new URL(runSource, import.meta.url).href)}).then(({ runSource }) => runSource(${JSON.stringify(url)}))`

/**
 * The built program is one file, which also runs as each thread; from source a thread has a file of its own.
 *
 * @param entry that file, beside this one
 */
function startThread(entry: string, workerData: Readonly<Record<string, unknown>>): Worker {
  const self = fileURLToPath(import.meta.url)
  if (!self.endsWith('.ts')) return new Worker(self, { workerData })
  return new Worker(sourceProgram(new URL(entry, import.meta.url).href), { workerData, eval: true })
}

export const startHistoryThread = (thread: HistoryThread, place: HistoryPlace): Worker =>
  startThread('thread-entry.ts', { thread, ...place })

/** Starts the thread of a simulated day. */
export const startSimulationThread = (plan: SimulatedPlan): Worker =>
  startThread('simulated/thread-entry.ts', { thread: 'simulate', plan })

/** Ends a thread of history: see `endThread`. No request of its reader or writer is a plain text. */
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
