import type { Worker } from 'node:worker_threads'
import type { FeedName } from '../store/history-store.ts'
import { startHistoryThread } from '../thread-program.ts'
import type { HistoryCoverage } from '@wallboard/relay/rest/history'
import { ReaderReply, type ReaderQuery, type ReaderRequest, type ReaderResult } from './reader-message.ts'
import type { MomentReply } from './recorded-moment.ts'

/** Whose recording is read. */
export interface RecordingName {
  readonly name: FeedName
  readonly isPersonal: boolean
}

/** Reads recordings in a thread of its own, so that neither the fan-out nor the recorder waits for it. */
export interface HistoryReader {
  /**
   * The state of a feed at an instant.
   * @throws HistoryUnreadable when the files cannot be read
   * @throws HistoryBusy when too many requests wait
   */
  readonly moment: (
    request: RecordingName & { readonly dataSources: readonly string[]; readonly at: number },
  ) => Promise<MomentReply>
  /** When the data sources of a feed were live in `[from, to)`. It rejects like `moment`. */
  readonly coverage: (
    request: RecordingName & { readonly from: number; readonly to: number },
  ) => Promise<HistoryCoverage>
  readonly close: () => Promise<void>
}

/** History cannot be read now. The message says why. */
export class HistoryUnreadable extends Error {
  override name = 'HistoryUnreadable'
}

/** Too many requests wait for the thread: try again later. */
export class HistoryBusy extends Error {
  override name = 'HistoryBusy'
}

/** Requests that wait for the thread; more are refused. */
const maxWaiting = 50

interface Waiting {
  readonly resolve: (result: ReaderResult) => void
  readonly reject: (error: Error) => void
}

/** The thread starts with the first request, and again after it has failed. */
export function createHistoryReader(historyDirectory: string): HistoryReader {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let nextId = 0

  function failed(error: unknown): void {
    worker = undefined
    const reason = error instanceof Error ? error.message : String(error)
    for (const { reject } of waiting.values()) reject(new HistoryUnreadable(reason))
    waiting.clear()
  }

  function replied(message: unknown): void {
    const reply = ReaderReply.parse(message)
    const request = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.type === 'read') request?.resolve(reply.result)
    else request?.reject(new HistoryUnreadable(reply.reason))
  }

  function startThread(): Worker {
    const started = startHistoryThread('read', historyDirectory)
    started.on('message', replied)
    started.on('error', failed)
    started.unref()
    return started
  }

  function read(query: ReaderQuery): Promise<ReaderResult> {
    if (waiting.size >= maxWaiting) return Promise.reject(new HistoryBusy())
    worker ??= startThread()
    const id = (nextId += 1)
    worker.postMessage({ id, query } satisfies ReaderRequest)
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
    })
  }

  const plainName = ({ org, username }: FeedName): FeedName => ({ org, username })

  return {
    async moment({ name, isPersonal, dataSources, at }) {
      const result = await read({
        ...{ type: 'moment', name: plainName(name), isPersonal, at },
        dataSources: [...dataSources],
      })
      if (result.type !== 'moment') throw new HistoryUnreadable('the reader sent another result')
      return result.reply
    },
    async coverage({ name, isPersonal, from, to }) {
      const result = await read({ type: 'coverage', name: plainName(name), isPersonal, from, to })
      if (result.type !== 'coverage') throw new HistoryUnreadable('the reader sent another result')
      return result.coverage
    },
    async close() {
      await worker?.terminate()
      failed(new Error('the server is stopping'))
    },
  }
}
