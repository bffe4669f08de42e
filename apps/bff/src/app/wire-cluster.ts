import { randomBytes } from 'node:crypto'
import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import { createHints, CacheHint, type Hints } from '../bus/hints.ts'
import type { Bus } from '../bus/bus.ts'
import { createRedisBus } from '../bus/redis-bus.ts'
import type { ClusterConfig } from '../cluster/cluster-config.ts'
import { createClusterClock, type ClusterClock } from '../cluster/cluster-clock.ts'
import { createLease, type Lease } from '../cluster/lease.ts'
import { createRedis, type Redis } from '../cluster/redis.ts'
import { createRemoteCalls, type RemoteCalls } from '../cluster/remote-calls.ts'
import { createFeedCluster, type FeedCluster } from '../upstream/feed-cluster.ts'
import { BusCommand } from './bus-command.ts'

/** What the parts of a node need to work with the other nodes. */
export interface ClusterParts {
  readonly redis: Redis
  /** The id of this node: its name, and a suffix of this start of its process. */
  readonly node: string
  /** The name that the operator gave it. */
  readonly nodeName: string
  readonly clock: ClusterClock
  /** Commands to connections, on whichever node they are. */
  readonly bus: Bus<BusCommand>
  readonly hints: Hints
  /** Requests that only another node can serve. */
  readonly calls: RemoteCalls
  /** How many calls to other nodes this one has made, and how many of them failed. */
  readonly callCounts: () => { readonly remoteCalls: number; readonly remoteCallsFailed: number }
  /** Held by the node that does what is done once in the cluster. */
  readonly desk: Lease
  readonly feeds: FeedCluster
  /** Gives the lease back, and ends the connections to Redis. */
  readonly close: () => Promise<void>
}

/** Connects this node to the others through Redis. It returns before Redis is reached. */
export function wireCluster(
  { redisUrl, nodeName, onBusLoss = 'continue' }: Omit<ClusterConfig, 'onBusLoss'> & Partial<ClusterConfig>,
  deps: {
    readonly clocks: Clocks
    readonly log: Logger
    readonly logError: (error: unknown) => void
  },
): ClusterParts {
  const { clocks, log, logError } = deps
  const node = `${nodeName}-${randomBytes(4).toString('hex')}`
  const redis = createRedis({
    url: redisUrl,
    onError: (error) => {
      // Only the message: other properties of an error of the client may contain the address with its password.
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'Redis is not reachable')
    },
  })
  redis.on((isUp) => {
    if (isUp) log.info({ node }, 'Redis is reachable')
  })
  const dropped = ({ message }: Error) => {
    log.warn({ reason: message }, 'a message on the bus was dropped')
  }
  const bus = createRedisBus({ redis, node, topic: 'connections', schema: BusCommand, dropped })
  const hints = createHints({
    bus: createRedisBus({ redis, node, topic: 'hints', schema: CacheHint, dropped }),
    logError,
  })
  const clock = createClusterClock({ redis, clocks, onError: logError })
  const desk = createLease({
    ...{ redis, node, name: 'desk', hasStream: false, monotonic: clocks.monotonic, onError: logError },
  })
  desk.on((change) => {
    log.info({ ...change }, 'lease of the work that is done once in the cluster')
  })
  const { calls, callCounts } = countCalls(createRemoteCalls({ redis, node, onError: logError }))
  const feeds = createFeedCluster({
    ...{ node, redis, clock, calls, onBusLoss, clocks, onError: logError },
    log: (event, detail, level) => {
      log[level ?? 'info'](detail, event)
    },
  })
  return {
    ...{ redis, node, nodeName, callCounts, clock, bus, hints, desk, calls, feeds },
    async close() {
      await desk.release()
      feeds.close()
      calls.close()
      clock.close()
      hints.close()
      await redis.close()
    },
  }
}

/** Counts the calls to other nodes. */
function countCalls(calls: RemoteCalls): Pick<ClusterParts, 'calls' | 'callCounts'> {
  let remoteCalls = 0
  let remoteCallsFailed = 0
  return {
    calls: {
      ...calls,
      async call(...call) {
        remoteCalls += 1
        try {
          return await calls.call(...call)
        } catch (error) {
          remoteCallsFailed += 1
          throw error
        }
      },
    },
    callCounts: () => ({ remoteCalls, remoteCallsFailed }),
  }
}
