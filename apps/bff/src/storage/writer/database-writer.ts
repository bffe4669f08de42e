import type { Worker } from 'node:worker_threads'
import { endThread, startThread } from '../../threads/thread.ts'
import { StorageError } from '../storage-error.ts'
import { PostedReply, type PostedRequest, type WriterRequest, type WriterResult } from './writer-message.ts'

/** Sends requests to one thread. */
export interface WriterConnection {
  /** @throws StorageError; any other error of the driver, such as a violated constraint, is an Error */
  readonly request: (request: WriterRequest) => Promise<WriterResult>
}

/** The thread that writes the database. Requests are executed in their order. */
export interface DatabaseWriter {
  /**
   * The thread. It is started again when it has ended by itself; requests to the connection before fail: a transaction
   * is never continued in another thread.
   */
  readonly connection: () => WriterConnection
  /** Ends the thread after the requests that were sent. */
  readonly close: () => Promise<void>
}

interface Waiting {
  readonly resolve: (result: WriterResult) => void
  readonly reject: (error: Error) => void
}

const endedError = (reason: string) =>
  new StorageError('failed', `the thread that writes the database has ended (${reason})`)

/** @param onEnded called when the thread has ended by itself */
function connect(worker: Worker, onEnded: () => void) {
  const waiting = new Map<number, Waiting>()
  let nextId = 0
  let ended: StorageError | undefined

  function end(reason: string): void {
    if (ended !== undefined) return
    ended = endedError(reason)
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
    onEnded()
  }
  worker.on('message', (message: unknown) => {
    const reply = PostedReply.parse(message)
    const request = waiting.get(reply.id)
    waiting.delete(reply.id)
    // While something waits for the disk the process must not end.
    if (waiting.size === 0) worker.unref()
    if (reply.type === 'done') request?.resolve(reply.result)
    else if (reply.fault === null) request?.reject(new Error(reply.message))
    else request?.reject(new StorageError(reply.fault, reply.message))
  })
  worker.on('error', (error: unknown) => {
    end(error instanceof Error ? error.message : String(error))
  })
  worker.on('exit', (code) => {
    end(`exit code ${code}`)
  })
  worker.unref()

  const request = (content: WriterRequest): Promise<WriterResult> => {
    if (ended !== undefined) return Promise.reject(ended)
    const id = (nextId += 1)
    return new Promise((resolve, reject) => {
      worker.postMessage({ id, request: content } satisfies PostedRequest)
      waiting.set(id, { resolve, reject })
      worker.ref()
    })
  }
  return { request, end: () => endThread(worker) }
}

/**
 * Starts the thread that writes the database of a directory, which exists.
 *
 * @param onRestarted called with a new thread, before any other request to it
 */
export function startDatabaseWriter(
  dataDir: string,
  onRestarted: (connection: WriterConnection) => void = () => undefined,
): DatabaseWriter {
  let current: ReturnType<typeof connect> | undefined
  const start = () =>
    (current = connect(startThread('storage/writer/thread-entry.ts', { dataDir }), () => {
      current = undefined
    }))
  start()
  return {
    connection() {
      if (current !== undefined) return current
      const started = start()
      onRestarted(started)
      return started
    },
    async close() {
      await current?.end()
    },
  }
}
