import { startHistoryThread } from '../thread-program.ts'
import type { WriterPort } from './recorder.ts'
import { WriterReport } from './writer-message.ts'

/**
 * Starts the thread that writes the files of history.
 *
 * @param onFailure the thread has ended because of an error: history is recorded no more, all else goes on
 */
export function startWriterThread(historyDirectory: string, onFailure: (error: unknown) => void): WriterPort {
  const worker = startHistoryThread('write', historyDirectory)
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
