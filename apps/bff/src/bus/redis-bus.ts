import { z } from 'zod'
import type { Redis } from '../cluster/redis.ts'
import type { Bus, BusListener } from './bus.ts'
import { createMemoryBus } from './memory-bus.ts'

/** The channel of all buses. PostgreSQL holds the truth: a lost message delays a change, and loses nothing. */
export const hintChannel = 'wb:hint'

/** Longer messages are dropped unread. */
const maxLength = 64 * 1024

const Envelope = z.strictObject({
  node: z.string().max(200),
  topic: z.string().max(40),
  key: z.string().max(500),
  command: z.unknown(),
})
type Envelope = z.infer<typeof Envelope>

function parseEnvelope(text: string): Envelope | undefined {
  if (text.length > maxLength) return undefined
  try {
    const parsed = Envelope.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // not JSON
  }
}

/**
 * A bus over Redis pub/sub. The subscribers of this node receive its commands at once and exactly once; other nodes
 * receive those that their schema accepts, and drop everything else.
 * @param deps.topic separates buses: all use one channel
 * @param deps.dropped is called for a message that was not accepted, or whose subscriber failed; its text is not logged
 */
export function createRedisBus<Command>(deps: {
  readonly redis: Pick<Redis, 'run' | 'subscribe'>
  /** The id of this node; another start of the same node has another id. */
  readonly node: string
  readonly topic: string
  readonly schema: z.ZodType<Command>
  readonly dropped: (error: Error) => void
}): Bus<Command> {
  const { redis, node, topic } = deps
  const own = createMemoryBus<Command>()
  const others = new Set<{ readonly listener: BusListener<Command>; readonly onResync: () => void }>()

  function deliver(run: () => void): void {
    try {
      run()
    } catch (error) {
      deps.dropped(new Error(`a subscriber of the bus "${topic}" failed`, { cause: error }))
    }
  }

  function receive(text: string): void {
    const envelope = parseEnvelope(text)
    if (envelope === undefined) {
      deps.dropped(new Error(`a message on ${hintChannel} is not readable`))
      return
    }
    if (envelope.topic !== topic || envelope.node === node) return
    const command = deps.schema.safeParse(envelope.command)
    if (!command.success) {
      deps.dropped(new Error(`a message on ${hintChannel} is not a command of the bus "${topic}"`))
      return
    }
    for (const { listener } of [...others])
      deliver(() => {
        listener(envelope.key, command.data, false)
      })
  }
  redis.subscribe(hintChannel, receive, () => {
    for (const { onResync } of [...others]) deliver(onResync)
  })

  return {
    async publish(key, command) {
      const delivered = own.publish(key, command)
      const envelope: Envelope = { node, topic, key, command }
      const published = redis.run(['PUBLISH', hintChannel, JSON.stringify(envelope)])
      const results = await Promise.allSettled([delivered, published])
      for (const result of results) if (result.status === 'rejected') throw result.reason
    },
    subscribe(listener, onResync = () => {}) {
      const endOwn = own.subscribe(listener)
      const other = { listener, onResync }
      others.add(other)
      return () => {
        endOwn()
        others.delete(other)
      }
    },
  }
}
