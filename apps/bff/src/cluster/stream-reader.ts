import { RedisDown } from './redis-errors.ts'
import type { Redis, StreamEntry } from './redis.ts'

/** A position in a stream that is read. */
export interface StreamPosition {
  /** Continues after this entry, which may be an earlier one; what was read and not received yet is dropped. */
  readonly seek: (id: string) => void
  readonly stop: () => void
}

/** Reads any number of streams over one connection. */
export interface StreamReader {
  /**
   * Receives each entry from now on, in order, one at a time: the next one follows when the promise has resolved. Entries
   * that Redis removed before they were read are missing.
   */
  readonly follow: (key: string, receive: (entry: StreamEntry) => Promise<void>) => StreamPosition
  readonly close: () => void
}

const retryAfterMs = 100

interface Followed {
  readonly key: string
  readonly receive: (entry: StreamEntry) => Promise<void>
  /** The last entry that was read; undefined until the end of the stream is known. */
  afterId: string | undefined
  queue: StreamEntry[]
  isReceiving: boolean
}

export function createStreamReader(deps: {
  readonly redis: Pick<Redis, 'run' | 'readStreams' | 'interruptRead'>
  /** Receives what is no loss of the connection, and what `receive` throws. */
  readonly onError: (error: unknown) => void
}): StreamReader {
  const { redis, onError } = deps
  const followed = new Set<Followed>()
  let isClosed = false
  let isReading = false
  let retryTimer: NodeJS.Timeout | undefined

  async function deliver(stream: Followed): Promise<void> {
    if (stream.isReceiving) return
    stream.isReceiving = true
    for (let next = stream.queue.shift(); next !== undefined; next = stream.queue.shift()) {
      if (!followed.has(stream)) break
      await stream.receive(next).catch(onError)
    }
    stream.isReceiving = false
  }

  /** The id of the last entry; `0-0` for a stream without entries. */
  async function endOf(key: string): Promise<string> {
    const [last] = list(await redis.run(['XREVRANGE', key, '+', '-', 'COUNT', '1']))
    const [id] = list(last)
    return typeof id === 'string' ? id : '0-0'
  }

  async function readOnce(): Promise<void> {
    for (const stream of followed) stream.afterId ??= await endOf(stream.key)
    const afterIds = new Map(Array.from(followed, ({ key, afterId = '0-0' }) => [key, afterId]))
    const read = await redis.readStreams(afterIds)
    for (const stream of followed) {
      const entries = read.get(stream.key) ?? []
      // A stream that was moved during the read is read again.
      if (entries.length === 0 || stream.afterId !== afterIds.get(stream.key)) continue
      stream.afterId = entries.at(-1)?.id ?? stream.afterId
      stream.queue.push(...entries)
      void deliver(stream) // never rejects
    }
  }

  async function readAll(): Promise<void> {
    if (isReading) return
    isReading = true
    try {
      while (followed.size > 0 && !isClosed) await readOnce()
    } catch (error) {
      if (!(error instanceof RedisDown)) onError(error)
      if (!isClosed) retryTimer = setTimeout(() => void readAll(), retryAfterMs) // never rejects
    } finally {
      isReading = false
    }
  }

  /** The read that waits does not know of a new stream or position. */
  function restartRead(): void {
    if (isReading)
      redis.interruptRead().catch(() => undefined) // it ends within a second
    else void readAll() // never rejects
  }

  return {
    follow(key, receive) {
      const stream: Followed = { key, receive, afterId: undefined, queue: [], isReceiving: false }
      followed.add(stream)
      restartRead()
      return {
        seek(id) {
          stream.afterId = id
          stream.queue = []
          restartRead()
        },
        stop() {
          followed.delete(stream)
        },
      }
    },
    close() {
      isClosed = true
      clearTimeout(retryTimer)
      followed.clear()
    },
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
