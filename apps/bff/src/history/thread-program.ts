import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

/** What a thread of history does. */
export type HistoryThread = 'write' | 'read'

/** The built program is one file, which also runs as the thread; from source the thread has a file of its own. */
export function startHistoryThread(thread: HistoryThread, historyDirectory: string): Worker {
  const self = fileURLToPath(import.meta.url)
  const isSource = self.endsWith('.ts')
  return new Worker(isSource ? join(dirname(self), 'thread-entry.ts') : self, {
    workerData: { thread, historyDirectory },
    execArgv: isSource ? ['--import', 'tsx'] : [],
  })
}
