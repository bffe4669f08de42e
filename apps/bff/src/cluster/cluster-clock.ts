import type { Clocks } from '@wallboard/relay'
import { bestOffset, withSample, type OffsetSamples } from './clock-offset-state.ts'
import { RedisDown } from './redis-errors.ts'
import type { Redis, RedisReply } from './redis.ts'

/** The clock of Redis, which all nodes share. */
export interface ClusterClock {
  /**
   * Epoch milliseconds of Redis's clock, from the monotonic clock of this node: a step of the node's wall clock changes
   * nothing. Before the first answer of Redis it is the wall clock.
   */
  readonly now: () => number
  /** Whether Redis has answered yet. */
  readonly isMeasured: () => boolean
  /** Add it to a monotonic instant of this node to get one of Redis's clock. */
  readonly offsetMs: () => number
  readonly close: () => void
}

const measureEveryMs = 1_000

/** Measures the offset to Redis's clock each second, and at each connection. */
export function createClusterClock(deps: {
  readonly redis: Pick<Redis, 'run' | 'isUp' | 'on'>
  readonly clocks: Clocks
  /** Receives what is no loss of the connection. */
  readonly onError: (error: unknown) => void
}): ClusterClock {
  const { redis, clocks } = deps
  const wallOffsetAtStart = clocks.wall() - clocks.monotonic()
  let samples: OffsetSamples = []

  async function measure(): Promise<void> {
    if (!redis.isUp()) return
    const sentAt = clocks.monotonic()
    const reply = await redis.run(['TIME'])
    const delayMs = clocks.monotonic() - sentAt
    const [seconds, microseconds] = Array.isArray(reply) ? (reply as readonly RedisReply[]) : []
    const redisMs = Number(seconds) * 1_000 + Number(microseconds) / 1_000
    if (!Number.isFinite(redisMs)) throw new Error('Redis answered TIME with something else')
    samples = withSample(samples, { offsetMs: redisMs - (sentAt + delayMs / 2), delayMs })
  }
  const measureSafely = () => {
    measure().catch((error: unknown) => {
      if (!(error instanceof RedisDown)) deps.onError(error)
    })
  }
  const offsetMs = () => bestOffset(samples)?.offsetMs ?? wallOffsetAtStart

  const stopListening = redis.on(measureSafely)
  const measuring = setInterval(measureSafely, measureEveryMs)
  measureSafely()

  return {
    now: () => Math.round(clocks.monotonic() + offsetMs()),
    offsetMs,
    isMeasured: () => samples.length > 0,
    close() {
      clearInterval(measuring)
      stopListening()
    },
  }
}
