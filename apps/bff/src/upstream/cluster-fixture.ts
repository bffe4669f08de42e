import { ConnectionLost } from '@wallboard/five9'
import type { Clocks } from '@wallboard/relay'
import { createClusterClock } from '../cluster/cluster-clock.ts'
import { createLease } from '../cluster/lease.ts'
import type { LeaseTimes } from '../cluster/lease-state.ts'
import { createRedis } from '../cluster/redis.ts'
import { createStreamReader } from '../cluster/stream-reader.ts'
import type { ClusteredFeed, SessionStart } from './cluster-types.ts'
import { createClusteredFeed } from './clustered-feed.ts'
import { createFeedFixture } from './feed-fixture.ts'
import type { Feed } from './feed.ts'
import type { Five9Reach } from './hand-over.ts'
import type { StreamNotice } from './stream.ts'

/** Shorter than in the product, so that tests wait less. */
export const testLeaseTimes: LeaseTimes = { ttlMs: 2_000, marginMs: 400, claimEveryMs: 300 }

/** A Five9 session whose events the test sends. */
export interface TestSession {
  readonly fence: number
  readonly force: boolean
  readonly endsOtherLogins: boolean
  readonly mayReturn: () => boolean
  isStopped: boolean
  /** It was stopped and not ended at Five9. */
  isLeft: boolean
  /** How often Five9 was asked whether the login is valid. */
  loginChecks: number
  readonly down: () => void
  /** Another program has signed in: the session ends, as when `mayReturn` is false. */
  readonly evicted: () => void
  readonly up: () => void
  readonly full: (rows: Readonly<Record<string, readonly object[]>>) => void
  readonly increment: (rows: Readonly<Record<string, object>>) => void
}

/** One node of a cluster with the feed `feed`, in this process. */
export interface TestNode {
  readonly feed: ClusteredFeed
  readonly notices: StreamNotice[]
  readonly sessions: TestSession[]
  /** `owned <fence>` and `released`. */
  readonly events: string[]
  readonly end: () => Promise<void>
  /** Ends the node as a kill does: nothing is released. */
  readonly kill: () => Promise<void>
}

const context = (eventId: string) => ({
  ...{ messageId: null, userId: null, correlationId: null, userName: null, tenantId: null },
  ...{ eventId, eventReason: null, timeStamp: null, broadCast: null },
})

function createSession(
  start: Pick<SessionStart, 'fence' | 'force' | 'endsOtherLogins' | 'mayReturn'>,
  monotonic: () => number,
) {
  const { feed, notify } = createFeedFixture({}, monotonic)
  const send = (eventId: string, payLoad: unknown) => {
    notify({ type: 'event', event: { context: context(eventId), payLoad }, receivedAt: monotonic() })
  }
  const session: TestSession = {
    ...start,
    isStopped: false,
    isLeft: false,
    loginChecks: 0,
    down() {
      const reason = new ConnectionLost('pings-unanswered', 'Five9 sent nothing')
      notify({ type: 'status', status: { state: 'down', reason } })
    },
    evicted() {
      const reason = new ConnectionLost('evicted', 'another program has signed in as this Five9 user')
      notify({ type: 'status', status: { state: 'ended', reason } })
    },
    up() {
      notify({ type: 'chain-broken', reason: 'new-connection' })
      notify({ type: 'status', status: { state: 'up', reason: null } })
    },
    full(rows) {
      send(
        '5000',
        Object.entries(rows).map(([dataSource, data]) => ({ dataSource, data })),
      )
    },
    increment(rows) {
      send(
        '5012',
        Object.entries(rows).map(([dataSource, block]) => ({ dataSource, ...block })),
      )
    },
  }
  const stop: Feed['stop'] = async (options) => {
    session.isStopped = true
    session.isLeft = options?.leavesSession === true
    await feed.stop(options)
  }
  const checkLogin = () => {
    session.loginChecks += 1
  }
  return { session, checkLogin, feed: { ...feed, stop } }
}

/**
 * @param aheadMs how far the monotonic and the wall clock of the node are ahead of those of this machine
 */
export function startNode(
  url: string,
  node: string,
  {
    aheadMs = 0,
    onBusLoss = 'continue',
    isCandidate = true,
    reach = { own: () => Promise.resolve(true), of: () => Promise.resolve(false) },
  }: {
    readonly aheadMs?: number
    readonly onBusLoss?: 'continue' | 'stop'
    readonly isCandidate?: boolean
    readonly reach?: Five9Reach
  } = {},
): TestNode {
  const clocks: Clocks = {
    monotonic: () => Math.round(performance.timeOrigin + performance.now()) + aheadMs,
    wall: () => Date.now() + aheadMs,
  }
  const { monotonic } = clocks
  const onError = (error: unknown) => {
    throw error
  }
  const redis = createRedis({ url, onError: () => undefined })
  const reader = createStreamReader({ redis, onError })
  const clock = createClusterClock({ redis, clocks, onError })
  const sessions: TestSession[] = []
  const events: string[] = []
  const lease = isCandidate
    ? createLease({ redis, name: 'feed', node, monotonic, hasStream: true, times: testLeaseTimes, onError })
    : undefined
  const feed = createClusteredFeed({
    ...{ name: 'feed', node, redis, reader, clock, monotonic, lease, reach, onBusLoss, onError },
    canFailOver: true,
    startSession(start) {
      const { session, feed: owned, checkLogin } = createSession(start, monotonic)
      sessions.push(session)
      return { feed: owned, org: () => 'org', checkLogin }
    },
    onOwned: (_feed, fence) => events.push(`owned ${fence}`),
    onReleased: () => events.push('released'),
    log: () => undefined,
  })
  const notices: StreamNotice[] = []
  feed.on((notice) => notices.push(notice))
  let isEnded = false
  const end = async (end: () => Promise<void>) => {
    if (isEnded) return
    isEnded = true
    await end()
    reader.close()
    clock.close()
    await redis.close()
  }
  return {
    ...{ feed, notices, sessions, events },
    end: () => end(feed.stop),
    kill: () =>
      end(async () => {
        await redis.close() // nothing reaches Redis any more
        await feed.stop()
      }),
  }
}
