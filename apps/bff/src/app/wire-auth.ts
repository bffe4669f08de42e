import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import { createBrowserSessions, type BrowserSessions } from '../auth/browser-sessions.ts'
import { createBrowserSessionStore } from '../auth/browser-session-store.ts'
import { createDeviceTokens, type DeviceTokens } from '../auth/device-tokens.ts'
import { createRetriedWork } from '../auth/stored-changes.ts'
import { createUnusedUsers } from '../auth/unused-users.ts'
import type { Hints } from '../bus/hints.ts'
import type { Redis } from '../cluster/redis.ts'
import type { Config } from '../config.ts'
import type { Db } from '../storage/database.ts'
import type { Feeds } from '../upstream/feeds.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import { createEdge, type Edge } from './edge.ts'
import { createLimiters, type Limiters } from './limiters.ts'

export interface AuthParts {
  readonly edge: Edge
  readonly limiters: Limiters
  readonly sessions: BrowserSessions
  readonly deviceTokens: DeviceTokens
}

/** Creates what decides about requests. The end of a browser session closes its sockets and releases an unused feed. */
export function wireAuth(
  config: Config,
  deps: {
    readonly db: Db
    readonly clocks: Clocks
    /** Epoch milliseconds of a clock that does not step; all nodes share it. */
    readonly now: () => number
    readonly hints: Hints
    /** Undefined for a server with one node. */
    readonly redis: Redis | undefined
    readonly log: Logger
    readonly feeds: Pick<Feeds, 'release'>
    readonly connections: Pick<ConnectionCommands, 'publish'>
    readonly installationKey: Uint8Array
    readonly logError: (error: unknown) => void
  },
): AuthParts {
  const { clocks, feeds } = deps
  const unusedUsers = createUnusedUsers({
    count: (username) => sessions.count(username),
    onUnused: feeds.release,
  })
  const sessions = createBrowserSessions({
    store: createBrowserSessionStore(deps.db),
    ...{ now: deps.now, hints: deps.hints, logError: deps.logError },
    onSeen: unusedUsers.seen,
    onEnded({ key, username }) {
      deps.connections.publish(key, { kind: 'close' })
      const releaseUnused = async () => {
        if ((await sessions.count(username)) === 0) feeds.release(username)
      }
      releaseUnused().catch(deps.logError)
    },
  })
  // The last session of a user may end on a node where the user has no feed.
  const retried = createRetriedWork(deps.logError)
  deps.hints.on('session', () => void retried(unusedUsers.check))
  return {
    edge: createEdge(config, clocks, deps.log),
    limiters: createLimiters(
      clocks.monotonic,
      deps.redis && { redis: deps.redis, key: deps.installationKey },
    ),
    sessions,
    deviceTokens: createDeviceTokens(deps.installationKey),
  }
}
