import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { DataSource } from '@wallboard/five9/identifiers'
import { z } from 'zod'
import { inspectInChild } from '../storage/inspect-in-child.ts'
import { readCoverage } from './reading/read-coverage.ts'
import { readMoment } from './reading/read-moment.ts'
import { readTrends } from './reading/read-trends.ts'
import {
  ReaderRequest,
  type ReaderQuery,
  type ReaderReply,
  type ReaderResult,
} from './reading/reader-message.ts'
import { createHistoryWriter, type HistoryWriter } from './recording/history-writer.ts'
import { WriterMessage, type WriterReport } from './recording/writer-message.ts'
import { openHistory, openStores } from './store/open-history.ts'

const ThreadData = z.object({ thread: z.enum(['write', 'read']), historyDirectory: z.string() })

/**
 * Handles messages one after another, in their order, after `first`. A handler that rejects ends the thread with its
 * error, which the main thread reports.
 */
function inOrder(port: MessagePort, first: Promise<void>, handle: (message: unknown) => Promise<void>): void {
  let last = first
  port.on('message', (message: unknown) => {
    last = last.then(() => handle(message))
  })
}

function runWriter(port: MessagePort, directory: string): void {
  const report = (message: WriterReport) => {
    port.postMessage(message)
  }
  let writer: HistoryWriter | undefined
  async function open(): Promise<void> {
    const { house, personal, setAside } = await openHistory(directory, {
      inspect: inspectInChild,
      now: Date.now,
    })
    writer = createHistoryWriter({ house, personal, queueSource: DataSource.AcdStatus, report })
    report({ type: 'opened', setAside: setAside ?? null })
  }
  inOrder(port, open(), async (message) => {
    await writer?.handle(WriterMessage.parse(message))
  })
}

function runReader(port: MessagePort, directory: string): void {
  const { house, personal } = openStores(directory)
  async function read(query: ReaderQuery): Promise<ReaderResult> {
    const store = query.isPersonal ? personal : house
    if (query.type === 'coverage')
      return { type: 'coverage', coverage: await readCoverage(store, query.name, query.from, query.to) }
    if (query.type === 'trends')
      return { type: 'trends', trends: await readTrends(store, query.name, query, query) }
    const { name, isPersonal, dataSources, at } = query
    const onDamage = (dataSource: string, from: number) => {
      const damage = { name, isPersonal, dataSource, from }
      port.postMessage({ type: 'damaged', damage } satisfies ReaderReply)
    }
    return { type: 'moment', reply: await readMoment(store, name, dataSources, at, onDamage) }
  }
  async function replyTo({ id, query }: ReaderRequest): Promise<ReaderReply> {
    try {
      return { type: 'read', id, result: await read(query) }
    } catch (error) {
      return { type: 'failed', id, reason: error instanceof Error ? error.message : String(error) }
    }
  }
  inOrder(port, Promise.resolve(), async (message) => {
    port.postMessage(await replyTo(ReaderRequest.parse(message)))
  })
}

/** Runs the writer or the reader if this is one of their threads, and returns whether it is. */
export function runHistoryThread(): boolean {
  const data = ThreadData.safeParse(workerData)
  if (parentPort === null || !data.success) return false
  const { thread, historyDirectory } = data.data
  const run = thread === 'write' ? runWriter : runReader
  run(parentPort, historyDirectory)
  return true
}
