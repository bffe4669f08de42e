import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { WriterPort } from './recorder.ts'
import { WriterReport } from './writer-message.ts'

/** The built program is one file, which also runs as the thread; from source the thread has a file of its own. */
function programOf(self: string): { readonly file: string; readonly execArgv: string[] } {
  if (!self.endsWith('.ts')) return { file: self, execArgv: [] }
  return { file: join(dirname(self), 'writer-thread-entry.ts'), execArgv: ['--import', 'tsx'] }
}

/**
 * Starts the thread that owns the files of history.
 *
 * @param onFailure the thread has ended because of an error: history is recorded no more, all else goes on
 */
export function startWriterThread(historyDirectory: string, onFailure: (error: unknown) => void): WriterPort {
  const { file, execArgv } = programOf(fileURLToPath(import.meta.url))
  const worker = new Worker(file, { workerData: { historyDirectory }, execArgv })
  worker.on('error', onFailure)
  return {
    post: (message) => {
      worker.postMessage(message)
    },
    onReport(listener) {
      worker.on('message', (message: unknown) => {
        listener(WriterReport.parse(message))
      })
    },
    async end() {
      await worker.terminate()
    },
  }
}
