import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { DataSource } from '@wallboard/five9/identifiers'
import { z } from 'zod'
import { openSqliteHistoryStore } from '../store/sqlite-history-store.ts'
import { createHistoryWriter } from './history-writer.ts'
import { WriterMessage, type WriterReport } from './writer-message.ts'

const WriterData = z.object({ historyDirectory: z.string() })

/** Runs the writer if this is the writing thread, and returns whether it is. */
export function runHistoryWriter(): boolean {
  const data = WriterData.safeParse(workerData)
  const port = parentPort
  if (port === null || !data.success) return false
  const { historyDirectory } = data.data
  const report = (message: WriterReport) => {
    port.postMessage(message)
  }
  const writer = createHistoryWriter({
    house: openSqliteHistoryStore(historyDirectory),
    personal: openSqliteHistoryStore(join(historyDirectory, 'personal')),
    queueSource: DataSource.AcdStatus,
    report,
  })
  let last = Promise.resolve()
  port.on('message', (message: unknown) => {
    last = last.then(() => writer.handle(WriterMessage.parse(message)))
  })
  return true
}
