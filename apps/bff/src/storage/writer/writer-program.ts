import type { MessagePort } from 'node:worker_threads'
import { z } from 'zod'
import { endOfThread } from '../../threads/thread.ts'
import { filesOf } from '../data-directory.ts'
import { openSqlite } from '../sqlite.ts'
import { StorageError } from '../storage-error.ts'
import { createRequestHandler } from './handle-request.ts'
import { PostedRequest, type PostedReply } from './writer-message.ts'

const ThreadData = z.object({ dataDir: z.string() })

/**
 * Writes the database in this thread. A thread, because a write ends only when the disk has stored it: a slow disk takes
 * seconds, in which the main thread serves screens.
 */
export function runDatabaseThread(port: MessagePort, data: unknown): void {
  const files = filesOf(ThreadData.parse(data).dataDir)
  const sqlite = openSqlite(files.database)
  // After a power failure the database holds every acknowledged write, and no partial one.
  sqlite.exec('PRAGMA synchronous = FULL')
  const handle = createRequestHandler(sqlite, files)

  function reply({ id, request }: PostedRequest): PostedReply {
    try {
      return { type: 'done', id, result: handle(request) }
    } catch (error) {
      const fault = error instanceof StorageError ? error.fault : null
      return { type: 'failed', id, fault, message: error instanceof Error ? error.message : String(error) }
    }
  }

  port.on('message', (message: unknown) => {
    if (message === endOfThread) {
      sqlite.close()
      process.exit(0) // of this thread only
    }
    port.postMessage(reply(PostedRequest.parse(message)))
  })
}
