import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { RedisDown } from './redis-errors.ts'
import type { Redis } from './redis.ts'

/**
 * The other node did not answer: it is gone, cut off, or does not serve this call. It may have performed the call. Retry
 * when a node serves it again, if a second time does no harm.
 */
export class NotReachable extends Error {
  override name = 'NotReachable'
}

/** The other node failed while it served the call, or answered with something else. Do not retry: it is a defect. */
export class RemoteFailure extends Error {
  override name = 'RemoteFailure'
}

/** Requests to other nodes, answered by them: what only the owner of a feed can do. */
export interface RemoteCalls {
  /**
   * Serves a call of this name. The handler returns expected outcomes as values; what it throws reaches the caller as
   * `RemoteFailure` without its text. Returns a function that ends it.
   */
  readonly serve: <Argument>(
    name: string,
    argument: z.ZodType<Argument>,
    handler: (argument: Argument) => Promise<unknown>,
  ) => () => void
  /**
   * Calls another node and parses its answer. Both ways carry JSON.
   * @param reply `z.undefined()` for an answer without a value
   * @throws NotReachable, RemoteFailure
   */
  readonly call: <Reply>(
    node: string,
    name: string,
    argument: unknown,
    reply: z.ZodType<Reply>,
    withinMs?: number,
  ) => Promise<Reply>
  readonly close: () => void
}

const defaultWithinMs = 5_000

/** The channel that a node listens on. */
const channelOf = (node: string) => `wb:call:${node}`

const Message = z.discriminatedUnion('type', [
  z.strictObject({
    ...{ type: z.literal('call'), id: z.string(), from: z.string(), name: z.string() },
    argument: z.optional(z.unknown()),
  }),
  z.strictObject({ type: z.literal('reply'), id: z.string(), value: z.optional(z.unknown()) }),
  z.strictObject({ type: z.literal('failed'), id: z.string() }),
  /** The node does not serve a call of this name. */
  z.strictObject({ type: z.literal('unserved'), id: z.string() }),
])
type Message = z.infer<typeof Message>

type Served = (argument: unknown) => Promise<unknown>
type Settle = (answer: Exclude<Message, { type: 'call' }>) => void

export function createRemoteCalls(deps: {
  readonly redis: Pick<Redis, 'run' | 'subscribe'>
  /** The id of this node. */
  readonly node: string
  /** Receives what a handler throws, and messages that no node sends. */
  readonly onError: (error: unknown) => void
}): RemoteCalls {
  const { redis, node, onError } = deps
  const served = new Map<string, Served>()
  const waiting = new Map<string, Settle>()

  const send = (to: string, message: Message) =>
    redis.run(['PUBLISH', channelOf(to), JSON.stringify(message)])

  async function answerTo({
    id,
    name,
    argument,
  }: Extract<Message, { type: 'call' }>): Promise<Exclude<Message, { type: 'call' }>> {
    const handler = served.get(name)
    if (handler === undefined) return { type: 'unserved', id }
    try {
      return { type: 'reply', id, value: await handler(argument) }
    } catch (error) {
      onError(error)
      return { type: 'failed', id }
    }
  }

  async function received(text: string): Promise<void> {
    const message = Message.parse(JSON.parse(text))
    if (message.type === 'call') await send(message.from, await answerTo(message))
    else waiting.get(message.id)?.(message)
  }

  const unsubscribe = redis.subscribe(
    channelOf(node),
    (text) => {
      received(text).catch((error: unknown) => {
        if (!(error instanceof RedisDown)) onError(error)
      })
    },
    () => undefined,
  )

  return {
    serve(name, argument, handler) {
      const own: Served = async (given) => handler(argument.parse(given))
      served.set(name, own)
      return () => {
        if (served.get(name) === own) served.delete(name)
      }
    },
    call(to, name, argument, reply, withinMs = defaultWithinMs) {
      const id = randomUUID()
      return new Promise((resolve, reject) => {
        const end = (error: Error) => {
          clearTimeout(timer)
          waiting.delete(id)
          reject(error)
        }
        const timer = setTimeout(() => {
          end(new NotReachable(`the node ${to} did not answer ${name} within ${withinMs} ms`))
        }, withinMs)
        waiting.set(id, (answer) => {
          if (answer.type === 'failed') end(new RemoteFailure(`the node ${to} failed to serve ${name}`))
          else if (answer.type === 'unserved') end(new NotReachable(`the node ${to} does not serve ${name}`))
          else {
            const parsed = reply.safeParse(answer.value)
            if (parsed.success) resolve(parsed.data)
            end(new RemoteFailure(`the node ${to} answered ${name} with something else`)) // no effect once resolved
          }
        })
        send(to, { type: 'call', id, from: node, name, argument }).then(
          (receivers) => {
            if (receivers === 0) end(new NotReachable(`the node ${to} is not connected to Redis`))
          },
          (error: unknown) => {
            end(new NotReachable(`Redis is not reachable: the node ${to} cannot be called`, { cause: error }))
          },
        )
      })
    },
    close() {
      unsubscribe()
      for (const settle of [...waiting.values()]) settle({ type: 'unserved', id: '' })
    },
  }
}
