import { z } from 'zod'
import { aliveForMs, announced, isNodeAlive, type NodeRecords } from './node-records-state.ts'
import { keptSeconds, recordKeys, seqField } from './node-records-writer.ts'
import type { Redis } from './redis.ts'

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('no JSON')
    return z.NEVER
  }
})
const Message = Json.pipe(
  z.object({
    node: z.string(),
    seq: z.number(),
    changes: z.array(z.tuple([z.string(), z.unknown()])),
    removed: z.array(z.string()),
    leaves: z.boolean(),
  }),
)
const Texts = z.array(z.string())

/** The records of the other nodes. */
export interface NodeRecordsReader<R> {
  readonly nodes: () => ReadonlyMap<string, NodeRecords<R>>
  readonly isAlive: (node: string) => boolean
  /** Redis is reachable again: announcements may be missing, and nothing is known of the time between. */
  readonly resumed: () => void
  /** Notices nodes that are no longer heard; called each second. */
  readonly check: () => void
  readonly received: (text: string) => void
}

export function createNodeRecordsReader<R>(deps: {
  readonly redis: Redis
  readonly name: string
  /** The id of this node. */
  readonly node: string
  readonly schema: z.ZodType<R>
  /** Monotonic milliseconds. */
  readonly now: () => number
  /** `undefined`: any record may have changed. */
  readonly onChanged: (keys: readonly string[] | undefined) => void
  readonly onFailed: (error: unknown) => void
}): NodeRecordsReader<R> {
  const { redis, now } = deps
  const keys = recordKeys(deps.name)
  const nodes = new Map<string, NodeRecords<R>>()
  /** By node whose records are being read: the announcement that they have to contain. */
  const reading = new Map<string, number>()
  /** Nodes that were alive at the last check. */
  let alive: ReadonlySet<string> = new Set()

  const parse = (record: unknown): R | undefined => deps.schema.safeParse(record).data
  const isHeard = (id: string) => {
    const known = nodes.get(id)
    return known !== undefined && isNodeAlive(known, now())
  }

  async function readHash(id: string): Promise<void> {
    const fields = Texts.parse(await redis.run(['HGETALL', keys.of(id)]))
    const records = new Map<string, R>()
    let seq = 0
    for (let index = 0; index + 1 < fields.length; index += 2) {
      const [key = '', value = ''] = fields.slice(index, index + 2)
      const record = key === seqField ? undefined : parse(Json.safeParse(value).data)
      if (key === seqField) seq = Number(value)
      else if (record !== undefined) records.set(key, record)
    }
    const known = nodes.get(id)
    if (known !== undefined && seq < known.seq) return // Redis lost them: their node writes them again
    nodes.set(id, { heardAt: now() - aliveForMs, hasLeft: false, ...known, seq, records })
    deps.onChanged(undefined)
  }

  function read(id: string, seq: number): void {
    const isReading = reading.has(id)
    reading.set(id, seq)
    if (isReading) return
    const readWhole = async () => {
      let wanted: number
      do {
        wanted = reading.get(id) ?? seq
        await readHash(id)
      } while ((reading.get(id) ?? wanted) > Math.max(wanted, nodes.get(id)?.seq ?? 0))
    }
    readWhole()
      .catch(deps.onFailed)
      .finally(() => reading.delete(id))
  }

  async function readAll(): Promise<void> {
    const listed = Texts.parse(await redis.run(['ZRANGE', keys.nodes, '0', '-1']))
    for (const id of listed) if (id !== deps.node) read(id, 0)
  }

  return {
    nodes: () => nodes,
    // Without Redis no other node can be heard from.
    isAlive: (id) => (redis.isUp() ? isHeard(id) : alive.has(id)),
    resumed() {
      for (const id of alive) {
        const known = nodes.get(id)
        if (known !== undefined) nodes.set(id, { ...known, heardAt: now() })
      }
      readAll().catch(deps.onFailed)
    },
    check() {
      if (!redis.isUp()) return
      const before = alive
      alive = new Set([...nodes.keys()].filter(isHeard))
      for (const [id, { heardAt }] of nodes) if (now() - heardAt > keptSeconds * 1_000) nodes.delete(id)
      if ([...before].some((id) => !alive.has(id))) deps.onChanged(undefined)
    },
    received(text) {
      const message = Message.safeParse(text).data
      if (message === undefined || message.node === deps.node) return
      const wasHeard = isHeard(message.node)
      const { node, mustRead } = announced(nodes.get(message.node), message, parse, now())
      nodes.set(message.node, node)
      if (mustRead) read(message.node, message.seq)
      const changed = [...message.changes.map(([key]) => key), ...message.removed]
      if (isHeard(message.node) !== wasHeard) deps.onChanged(undefined)
      else if (changed.length > 0) deps.onChanged(changed)
    },
  }
}
