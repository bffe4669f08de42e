import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { feedKeys, parseSnapshot, type FeedSnapshot } from './change-stream.ts'
import { RedisDown } from './redis-errors.ts'
import type { Redis } from './redis.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

const expiresAfterS = 60
/** A snapshot of a large domain has some megabytes; more is not read. */
const maxBytes = 256 * 1024 * 1024

/** The shortest time between two snapshots of a feed. */
const paceMs = 500

/** Stores snapshots of a feed on request, for a minute each. They are compressed outside the event loop. */
export interface SnapshotStore {
  /** Requests during the pause after a snapshot share the next one. */
  readonly request: () => void
}

export function createSnapshotStore(deps: {
  readonly redis: Pick<Redis, 'run'>
  readonly feed: string
  /** Undefined while there is none. */
  readonly snapshot: () => FeedSnapshot | undefined
  readonly onStored: () => void
  /** Receives what is no loss of the connection. */
  readonly onError: (error: unknown) => void
}): SnapshotStore {
  let isStoring = false
  let isRequested = false

  async function storeOnce(): Promise<void> {
    const snapshot = deps.snapshot()
    if (snapshot === undefined) return
    const body = await deflate(JSON.stringify(snapshot), { level: 1 })
    await deps.redis.run(['SET', feedKeys(deps.feed).snapshot, body, 'EX', String(expiresAfterS)])
    deps.onStored()
    await pause(paceMs)
  }

  async function storeRequested(): Promise<void> {
    isStoring = true
    try {
      while (takeRequest()) await storeOnce()
    } catch (error) {
      if (!(error instanceof RedisDown)) deps.onError(error)
    } finally {
      isStoring = false
    }
  }

  function takeRequest(): boolean {
    const was = isRequested
    isRequested = false
    return was
  }

  return {
    request() {
      isRequested = true
      if (!isStoring) void storeRequested() // never rejects
    },
  }
}

/**
 * The stored snapshot of a feed; undefined when there is none.
 * @throws RedisDown, RedisRefusal, or an error when it cannot be read
 */
export async function loadSnapshot(
  redis: Pick<Redis, 'runBinary'>,
  feed: string,
): Promise<FeedSnapshot | undefined> {
  const body = await redis.runBinary(['GET', feedKeys(feed).snapshot])
  if (!Buffer.isBuffer(body)) return undefined
  const text = await inflate(body, { maxOutputLength: maxBytes })
  return parseSnapshot(text.toString())
}
