import { createClient, ErrorReply, RESP_TYPES } from '@redis/client'
import { resultWithin } from '../promises/time-limit.ts'
import { RedisDown, RedisRefusal } from './redis-errors.ts'

/*
 * The only module that imports the Redis client. It has three connections: one for commands, one for blocking reads of
 * streams, one for channels. A command never waits in a queue for a lost connection.
 */

/** A reply. Texts are strings; bytes where the method says so. */
export type RedisReply = string | number | null | Buffer | readonly RedisReply[]

/** An entry of a stream. */
export interface StreamEntry {
  readonly id: string
  readonly fields: ReadonlyMap<string, Buffer>
}

export interface Redis {
  /** Whether the connection for commands is open and answers. */
  readonly isUp: () => boolean
  /** Reports each change of `isUp`. Returns a function that ends the subscription. */
  readonly on: (listener: (isUp: boolean) => void) => () => void
  /**
   * Runs a command, such as `['GET', key]`; its words may be bytes.
   * @throws RedisDown, RedisRefusal
   */
  readonly run: (words: readonly (string | Buffer)[]) => Promise<RedisReply>
  /** As `run`; texts of the reply are bytes. */
  readonly runBinary: (words: readonly (string | Buffer)[]) => Promise<RedisReply>
  /** Runs a Lua script, atomically. Redis receives its text once and its hash afterwards. */
  readonly script: (
    lua: RedisScript,
    keys: readonly string[],
    args: readonly (string | Buffer)[],
  ) => Promise<RedisReply>
  /**
   * Waits up to a second for entries of any of these streams, each after an id. The result has the streams with entries.
   * Do not call it again before it has settled: one connection serves all reads.
   * @throws RedisDown, RedisRefusal
   */
  readonly readStreams: (
    afterIds: ReadonlyMap<string, string>,
  ) => Promise<ReadonlyMap<string, readonly StreamEntry[]>>
  /** Ends the wait of `readStreams`, which then has no entries. Rejects as `run` does. */
  readonly interruptRead: () => Promise<void>
  /**
   * Receives the messages of a channel. `onResumed` runs after each loss of the connection, when messages may be missing.
   * Returns a function that ends the subscription.
   */
  readonly subscribe: (
    channel: string,
    listener: (message: string) => void,
    onResumed: () => void,
  ) => () => void
  readonly close: () => Promise<void>
}

/** A Lua script with its SHA-1, as `redisScript` computes it. */
export interface RedisScript {
  readonly text: string
  readonly sha1: string
}

export interface RedisOptions {
  /** `redis://` or `rediss://`, with user and password. It is never logged. */
  readonly url: string
  /** Receives why a connection was lost, once for each loss. */
  readonly onError: (error: unknown) => void
}

/** A command without an answer after this time counts as failed. */
const answerWithinMs = 2_000
/** A connection is closed after this time without an answer: a peer that vanished does not close it. */
const silenceMs = 3_000
const pingEveryMs = 1_000
/** A blocking read waits for this long, which is shorter than `silenceMs`. */
const blockMs = 1_000
const connectWithinMs = 2_000
const firstRetryMs = 50
const maxRetryMs = 1_000

const isReply = (value: unknown): value is RedisReply =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  Buffer.isBuffer(value) ||
  (Array.isArray(value) && value.every(isReply))

function checkedReply(value: unknown): RedisReply {
  if (isReply(value)) return value
  throw new RedisRefusal('Redis answered with a type that is not used here')
}

/** The error as one of the two that this module throws. */
function redisError(error: unknown): RedisDown | RedisRefusal {
  if (error instanceof RedisDown || error instanceof RedisRefusal) return error
  const reason = error instanceof Error ? error.message : String(error)
  // A server that still reads its data, or that has become a replica, works again after a while.
  const isTemporary = /^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)/.test(reason)
  if (error instanceof ErrorReply && !isTemporary) return new RedisRefusal(reason, { cause: error })
  return new RedisDown(`Redis is not reachable: ${reason}`, { cause: error })
}

const listOf = (value: RedisReply | undefined) =>
  Array.isArray(value) ? (value as readonly RedisReply[]) : [] // Array.isArray does not narrow readonly arrays

function entryOf(reply: RedisReply): StreamEntry {
  const [id, fields] = listOf(reply)
  const words = listOf(fields)
  const pairs = new Map<string, Buffer>()
  for (let index = 0; index + 1 < words.length; index += 2) {
    const value = words[index + 1]
    if (Buffer.isBuffer(value)) pairs.set(String(words[index]), value)
  }
  return { id: String(id), fields: pairs }
}

/** The reply to `XREAD`: `[[key, [[id, [field, value, …]], …]], …]`, with bytes. */
const entriesByKey = (reply: RedisReply) =>
  new Map(
    listOf(reply).map((stream) => {
      const [key, entries] = listOf(stream)
      return [String(key), listOf(entries).map(entryOf)]
    }),
  )

/** What subscriptions need of the client. */
interface ChannelClient {
  readonly isReady: boolean
  readonly on: (event: 'ready', listener: () => void) => unknown
  readonly once: (event: 'ready', listener: () => void) => unknown
  readonly subscribe: (channel: string, receive: (message: string) => void) => Promise<void>
  readonly unsubscribe: (channel: string, receive: (message: string) => void) => Promise<void>
}

/** Subscribes to channels over one connection, also before it is up. */
function createSubscriptions(client: ChannelClient, onError: (error: unknown) => void): Redis['subscribe'] {
  const subscriptions = new Set<{ readonly onResumed: () => void }>()
  let wasReady = false
  // The client subscribes again by itself before it is ready.
  client.on('ready', () => {
    if (wasReady) for (const { onResumed } of [...subscriptions]) onResumed()
    wasReady = true
  })
  const ready = () =>
    client.isReady
      ? Promise.resolve()
      : new Promise<void>((resolve) => {
          client.once('ready', () => {
            resolve()
          })
        })

  return (channel, listener, onResumed) => {
    const subscription = { onResumed }
    const receive = (message: string) => {
      listener(message)
    }
    subscriptions.add(subscription)
    const start = async () => {
      await ready()
      if (subscriptions.has(subscription)) await client.subscribe(channel, receive)
    }
    start().catch(onError)
    return () => {
      subscriptions.delete(subscription)
      if (client.isReady) client.unsubscribe(channel, receive).catch(onError)
    }
  }
}

/** Connects to Redis, and connects again after each loss until `close`. It returns before the first connection is up. */
export function createRedis({ url, onError }: RedisOptions): Redis {
  const listeners = new Set<(isUp: boolean) => void>()
  let isUp = false
  let isClosing = false
  const setUp = (next: boolean) => {
    if (isUp === next) return
    isUp = next
    for (const listener of [...listeners]) listener(next)
  }

  const newClient = () =>
    createClient({
      url,
      RESP: 2,
      disableOfflineQueue: true,
      disableClientInfo: true, // CLIENT SETINFO would be one more right that the user needs
      pingInterval: pingEveryMs,
      maintNotifications: 'disabled',
      socket: {
        connectTimeout: connectWithinMs,
        socketTimeout: silenceMs,
        keepAlive: true,
        reconnectStrategy: (retries) =>
          isClosing ? false : Math.min(maxRetryMs, firstRetryMs * 2 ** Math.min(retries, 10)),
      },
    })
  const commands = newClient()
  const reads = newClient()
  const channels = newClient()
  const clients = [commands, reads, channels]
  let isReported = false
  for (const client of clients) {
    client.on('error', (error) => {
      // Each failed attempt to connect emits an error.
      if (!isReported && !isClosing) onError(error)
      isReported = true
    })
  }
  commands.on('ready', () => {
    isReported = false
    // The client is ready when the connection is open: a server that stands still accepts it, and answers nothing.
    commands.sendCommand(['PING']).then(
      () => {
        setUp(commands.isReady)
      },
      () => undefined, // the connection is lost again, which the client reports
    )
  })
  for (const event of ['error', 'reconnecting', 'end'] as const)
    commands.on(event, () => {
      if (!commands.isReady) setUp(false)
    })
  for (const client of clients)
    client.connect().catch((error: unknown) => {
      if (!isClosing) onError(error)
    })

  async function send(
    client: typeof commands,
    words: readonly (string | Buffer)[],
    isBinary: boolean,
    withinMs = answerWithinMs,
  ): Promise<RedisReply> {
    if (!client.isReady) throw new RedisDown('Redis is not connected')
    try {
      const typed = isBinary ? client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer }) : client
      const tooLate = (): never => {
        throw new RedisDown(`Redis did not answer within ${withinMs} ms`)
      }
      return checkedReply(
        await resultWithin<unknown, never>(typed.sendCommand([...words]), withinMs, tooLate),
      )
    } catch (error) {
      throw redisError(error)
    }
  }

  /** By which Redis knows the connection of `reads`; each connection has another one. */
  let readerId: string | undefined
  reads.on('ready', () => {
    readerId = undefined
  })
  const subscribe = createSubscriptions(channels, onError)

  return {
    isUp: () => isUp,
    on(listener) {
      const own = (next: boolean) => {
        listener(next)
      }
      listeners.add(own)
      return () => listeners.delete(own)
    },
    run: (words) => send(commands, words, false),
    runBinary: (words) => send(commands, words, true),
    async script({ text, sha1 }, keys, args) {
      const rest = [String(keys.length), ...keys, ...args]
      try {
        return await send(commands, ['EVALSHA', sha1, ...rest], false)
      } catch (error) {
        if (!(error instanceof RedisRefusal) || !error.message.startsWith('NOSCRIPT')) throw error
        return send(commands, ['EVAL', text, ...rest], false)
      }
    },
    async readStreams(afterIds) {
      readerId ??= String(await send(reads, ['CLIENT', 'ID'], false))
      const streams = [...afterIds.keys(), ...afterIds.values()]
      const words = ['XREAD', 'COUNT', '100', 'BLOCK', String(blockMs), 'STREAMS', ...streams]
      return entriesByKey(await send(reads, words, true, blockMs + answerWithinMs))
    },
    async interruptRead() {
      if (readerId !== undefined) await send(commands, ['CLIENT', 'UNBLOCK', readerId], false)
    },
    subscribe,
    close() {
      isClosing = true
      setUp(false)
      for (const client of clients) client.destroy()
      return Promise.resolve()
    },
  }
}
