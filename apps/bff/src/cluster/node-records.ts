import type { z } from 'zod'
import { createNodeRecordsReader } from './node-records-reader.ts'
import { createNodeRecordsWriter, recordKeys } from './node-records-writer.ts'
import { RedisDown } from './redis-errors.ts'
import type { Redis } from './redis.ts'

/**
 * Each node writes its own records and reads those of all nodes. Redis holds them in
 * one hash for each node; a channel announces the changes, and each second that the node is alive.
 */
export interface SharedRecords<R> {
  /** Writes an own record, within `everyMs`. */
  readonly set: (key: string, record: R) => void
  readonly remove: (key: string) => void
  /** The records of the other nodes, from memory. Those of a node that has stopped are kept for an hour. */
  readonly others: () => readonly OtherNode<R>[]
  /**
   * Calls back when records of another node have changed: these keys, or `undefined` when any may have, as after the end of
   * a node. Returns a function that stops it.
   */
  readonly on: (listener: (keys: readonly string[] | undefined) => void) => () => void
  /** Writes what is pending, and announces that this node stops. */
  readonly close: () => Promise<void>
}

export interface OtherNode<R> {
  readonly node: string
  /** False when the node has stopped, or was not heard for five seconds. While Redis is down it stays as it was. */
  readonly isAlive: boolean
  /** It has announced that it stops. */
  readonly hasLeft: boolean
  /** When it was last heard: monotonic milliseconds. */
  readonly heardAt: number
  readonly records: ReadonlyMap<string, R>
}

const beatMs = 1_000
/** How long the first change waits for others. */
const batchMs = 50

/** Shares the records of this node with all others, until `close`. While Redis is down it returns what it knows. */
export function createNodeRecords<R>(deps: {
  readonly redis: Redis
  /** Part of the keys in Redis. */
  readonly name: string
  /** The id of this node. */
  readonly node: string
  /** A record that does not match, such as one of a newer version, is left out. */
  readonly schema: z.ZodType<R>
  /** Monotonic milliseconds. */
  readonly now: () => number
  readonly logError: (error: unknown) => void
  /** The shortest time between two announcements: a storm of changes takes few of them. */
  readonly everyMs?: number
}): SharedRecords<R> {
  const { redis, name, node, now, everyMs = 250 } = deps
  const listeners = new Set<(keys: readonly string[] | undefined) => void>()
  const writer = createNodeRecordsWriter(redis, name, node)
  let timer: NodeJS.Timeout | undefined
  let writtenAt = -Infinity
  let writing: Promise<void> = Promise.resolve()

  /** The connection reports its own loss. */
  function failed(error: unknown): void {
    if (!(error instanceof RedisDown)) deps.logError(error)
  }
  const reader = createNodeRecordsReader({
    ...{ redis, name, node, schema: deps.schema, now, onFailed: failed },
    onChanged(keys) {
      for (const listener of [...listeners]) listener(keys)
    },
  })

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    if (!redis.isUp()) return // the next beat writes
    writtenAt = now()
    writing = writing.then(() => writer.write(false)).catch(failed)
  }
  const soon = () => {
    timer ??= setTimeout(write, Math.max(batchMs, writtenAt + everyMs - now())).unref()
  }
  function resumed(): void {
    writer.rewrite()
    reader.resumed()
    write()
  }

  const unsubscribe = redis.subscribe(recordKeys(name).channel, reader.received, reader.resumed)
  const unlisten = redis.on((isUp) => {
    if (isUp) resumed()
  })
  const beat = setInterval(() => {
    reader.check()
    write()
  }, beatMs).unref()
  if (redis.isUp()) resumed()

  return {
    set(key, record) {
      writer.set(key, record)
      soon()
    },
    remove(key) {
      if (writer.remove(key)) soon()
    },
    others: () =>
      Array.from(reader.nodes(), ([id, { records, hasLeft, heardAt }]) => ({
        ...{ node: id, isAlive: reader.isAlive(id), hasLeft, heardAt, records },
      })),
    on(listener) {
      const own: typeof listener = (keys) => {
        listener(keys)
      }
      listeners.add(own)
      return () => listeners.delete(own)
    },
    async close() {
      clearInterval(beat)
      clearTimeout(timer)
      unlisten()
      unsubscribe()
      listeners.clear()
      await writing
      if (redis.isUp()) await writer.write(true).catch(failed)
    },
  }
}
