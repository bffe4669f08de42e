import { endThread } from '../../threads/thread.ts'
import { startHistoryThread, type HistoryPlace } from '../thread-program.ts'
import type { WriterPort } from './recorder.ts'
import { WriterReport } from './writer-message.ts'
import { createWriterPosts } from './writer-posts.ts'

/**
 * Starts the thread that writes the files of history. When the thread ends by itself, it reports `off`.
 */
export function startWriterThread(place: HistoryPlace): WriterPort {
  const worker = startHistoryThread('write', place)
  let isEnding = false
  const posts = createWriterPosts((messages) => {
    worker.postMessage(messages)
  })
  return {
    post: posts.post,
    onReport(listener) {
      worker.on('message', (message: unknown) => {
        const report = WriterReport.safeParse(message)
        if (report.success) listener(report.data)
      })
      worker.on('error', (error: unknown) => {
        listener({ type: 'off', reason: error instanceof Error ? error.message : String(error) })
      })
      worker.on('exit', (code) => {
        if (!isEnding) listener({ type: 'off', reason: `its thread ended with code ${code}` })
      })
    },
    async end() {
      isEnding = true
      posts.sendNow()
      await endThread(worker)
    },
  }
}
