import type { Redis } from './redis.ts'
import { redisScript } from './redis-script.ts'

/** The keys of one kind of records. */
export const recordKeys = (name: string) => {
  const prefix = `wb:{${name}}`
  return {
    channel: `${prefix}:changes`,
    nodes: `${prefix}:nodes`,
    of: (node: string) => `${prefix}:of:${node}`,
  }
}

/** The field of a hash that holds the number of its last announcement. */
export const seqField = '#seq'
/** How long Redis keeps the records of a node that has stopped. */
export const keptSeconds = 3_600
/** Records of one announcement: about 200 KB. */
const maxInBatch = 500

/** Writes and announces in one step. Returns 0 when the hash is not the one that this node wrote before: it was lost. */
const announce = redisScript(`
local before = redis.call('HGET', KEYS[1], '${seqField}')
if ARGV[6] == '1' then redis.call('DEL', KEYS[1]) end
redis.call('HSET', KEYS[1], '${seqField}', ARGV[3])
local last = 6 + 2 * tonumber(ARGV[5])
for i = 7, last, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
for i = last + 1, #ARGV do redis.call('HDEL', KEYS[1], ARGV[i]) end
redis.call('EXPIRE', KEYS[1], ${keptSeconds})
local now = tonumber(redis.call('TIME')[1])
redis.call('ZADD', KEYS[2], now, ARGV[4])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ${keptSeconds})
redis.call('PUBLISH', ARGV[1], ARGV[2])
if ARGV[6] == '1' or before == tostring(tonumber(ARGV[3]) - 1) then return 1 end
return 0`)

/** The own records of a node, and what Redis does not have of them yet. */
export interface NodeRecordsWriter {
  /** The record is encoded when it is written: of several in between, only the last one. */
  readonly set: (key: string, record: unknown) => void
  /** False when there is no such record. */
  readonly remove: (key: string) => boolean
  /** Redis may have lost the records: they are all written with the next announcement. */
  readonly rewrite: () => void
  /**
   * Announces what has changed, or only that the node is alive. Calls must not overlap. `leaves`: the node stops.
   * @throws RedisDown, RedisRefusal; what was not written is written by the next call
   */
  readonly write: (leaves: boolean) => Promise<void>
}

export function createNodeRecordsWriter(redis: Redis, name: string, node: string): NodeRecordsWriter {
  const keys = recordKeys(name)
  /** As they were written last. */
  const own = new Map<string, string>()
  /** Records that are not encoded yet. */
  const waiting = new Map<string, unknown>()
  /** What has to be written or removed in Redis. */
  const dirty = new Set<string>()
  let seq = 0
  let mustRewrite = true

  function encodeWaiting(): void {
    for (const [key, record] of waiting) {
      const text = JSON.stringify(record)
      if (own.get(key) === text) continue
      own.set(key, text)
      dirty.add(key)
    }
    waiting.clear()
  }

  async function writeBatch(leaves: boolean): Promise<void> {
    const isWhole = mustRewrite
    if (isWhole) for (const key of own.keys()) dirty.add(key)
    const batch = [...dirty].slice(0, maxInBatch)
    for (const key of batch) dirty.delete(key)
    const written = batch.flatMap((key) => {
      const record = own.get(key)
      return record === undefined ? [] : [[key, record] as const]
    })
    const removed = batch.filter((key) => !own.has(key))
    seq += 1
    const changes = written.map(([key, record]) => `[${JSON.stringify(key)},${record}]`).join(',')
    const rest = JSON.stringify({ node, seq, removed, leaves }).slice(1)
    const head = [keys.channel, `{"changes":[${changes}],${rest}`, String(seq), node]
    const counts = [String(written.length), isWhole ? '1' : '0']
    try {
      const words = [...head, ...counts, ...written.flat(), ...removed]
      mustRewrite = (await redis.script(announce, [keys.of(node), keys.nodes], words)) !== 1
    } catch (error) {
      // It may have been carried out: the next announcement has another number, and all records are written again.
      mustRewrite = true
      for (const key of batch) dirty.add(key)
      throw error
    }
  }

  return {
    set(key, record) {
      waiting.set(key, record)
    },
    remove(key) {
      const hadWaiting = waiting.delete(key)
      if (!own.delete(key)) return hadWaiting
      dirty.add(key)
      return true
    },
    rewrite() {
      mustRewrite = true
    },
    async write(leaves) {
      encodeWaiting()
      await writeBatch(leaves)
      while (dirty.size > 0 || mustRewrite) await writeBatch(leaves)
    },
  }
}
