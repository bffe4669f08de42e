import type { Worker } from 'node:worker_threads'
import type { FeedName } from '../store/history-store.ts'
import { startHistoryThread } from '../thread-program.ts'
import { ReaderReply, type ReaderRequest } from './reader-message.ts'
import type { MomentReply } from './recorded-moment.ts'

/** Reads recordings in a thread of its own, so that neither the fan-out nor the recorder waits for it. */
export interface HistoryReader {
  /**
   * The state of a feed at an instant.
   * @throws HistoryUnreadable when the files cannot be read
   * @throws HistoryBusy when too many requests wait
   */
  readonly moment: (request: {
    readonly name: FeedName
    readonly isPersonal: boolean
    readonly dataSources: readonly string[]
    readonly at: number
  }) => Promise<MomentReply>
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
  readonly resolve: (reply: MomentReply) => void
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
    if (reply.type === 'read') request?.resolve(reply.reply)
    else request?.reject(new HistoryUnreadable(reply.reason))
  }

  function startThread(): Worker {
    const started = startHistoryThread('read', historyDirectory)
    started.on('message', replied)
    started.on('error', failed)
    started.unref()
    return started
  }

  return {
    moment({ name, isPersonal, dataSources, at }) {
      if (waiting.size >= maxWaiting) return Promise.reject(new HistoryBusy())
      worker ??= startThread()
      const id = (nextId += 1)
      const request: ReaderRequest = {
        ...{ id, type: 'moment', isPersonal, at },
        name: { org: name.org, username: name.username },
        dataSources: [...dataSources],
      }
      worker.postMessage(request)
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
      })
    },
    async close() {
      await worker?.terminate()
      failed(new Error('the server is stopping'))
    },
  }
}
