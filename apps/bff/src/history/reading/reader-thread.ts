import type { Worker } from 'node:worker_threads'
import { endThread } from '../../threads/thread.ts'
import { startHistoryThread, type HistoryPlace } from '../thread-program.ts'
import type { Damage } from '../recording/writer-message.ts'
import { ReaderReply, type ReaderQuery, type ReaderRequest, type ReaderResult } from './reader-message.ts'
import { readerQueries } from './reader-queries.ts'
import type { HistoryReader } from './history-reader.ts'

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

const isOf = <Type extends ReaderResult['type']>(
  result: ReaderResult,
  type: Type,
): result is Extract<ReaderResult, { readonly type: Type }> => result.type === type

interface Waiting {
  readonly resolve: (result: ReaderResult) => void
  readonly reject: (error: Error) => void
}

/**
 * The thread starts with the first request, and again after it has failed.
 *
 * @param onDamage damage that was found while reading
 * @param opened resolves when the writing thread has opened the files, with undefined, or cannot, with the reason
 */
export function createHistoryReader(
  place: HistoryPlace,
  opened: Promise<string | undefined>,
  onDamage: (damage: Damage) => void,
): HistoryReader {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let nextId = 0
  let isClosed = false

  function failed(error: unknown): void {
    worker = undefined
    const reason = error instanceof Error ? error.message : String(error)
    for (const { reject } of waiting.values()) reject(new HistoryUnreadable(reason))
    waiting.clear()
  }

  function replied(message: unknown): void {
    const parsed = ReaderReply.safeParse(message)
    if (!parsed.success) {
      const ending = worker
      failed(parsed.error)
      if (ending !== undefined) void endThread(ending)
      return
    }
    const reply = parsed.data
    if (reply.type === 'damaged') {
      onDamage(reply.damage)
      return
    }
    const request = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.type === 'read') request?.resolve(reply.result)
    else request?.reject(new HistoryUnreadable(reply.reason))
  }

  function startThread(): Worker {
    const started = startHistoryThread('read', place)
    started.on('message', replied)
    started.on('error', failed)
    started.on('exit', () => {
      if (worker === started) failed(new Error('the thread that reads history has ended'))
    })
    started.unref()
    return started
  }

  async function post(request: ReaderRequest): Promise<void> {
    const failure = await opened
    if (failure !== undefined) failed(new Error(failure))
    if (isClosed || failure !== undefined) return
    worker ??= startThread()
    worker.postMessage(request)
  }

  function read(query: ReaderQuery): Promise<ReaderResult> {
    if (waiting.size >= maxWaiting) return Promise.reject(new HistoryBusy())
    const id = (nextId += 1)
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      post({ id, query }).catch(failed)
    })
  }

  async function readOf<Type extends ReaderResult['type']>(type: Type, query: ReaderQuery) {
    const result = await read(query)
    if (!isOf(result, type)) throw new HistoryUnreadable('the reader sent another result')
    return result
  }

  return {
    ...readerQueries(readOf),
    async close() {
      isClosed = true
      const ending = worker
      failed(new Error('the server is stopping'))
      if (ending !== undefined) await endThread(ending)
    },
  }
}
