import { randomUUID } from 'node:crypto'
import {
  createFive9Client,
  createSupervisorSession,
  reachesFive9,
  type AgentFor,
  type Five9Client,
  type Region,
  type SupervisorSession,
} from '@wallboard/five9'
import type { Clocks } from '@wallboard/relay'
import type { Log } from './anomaly-log.ts'
import type { ClusteredFeed } from './cluster-types.ts'
import type { FeedCluster } from './feed-cluster.ts'
import { feedName } from './feed-name.ts'
import { createFeed, type Feed } from './feed.ts'
import type { PasswordCredentials } from './five9-logins.ts'
import type { InitialNames } from './name-lists.ts'

/** A feed that runs for one Five9 user. */
export interface RunningFeed {
  readonly feed: Feed
  /** Undefined while another node of the cluster has the Five9 session. */
  readonly client: () => Five9Client | undefined
  readonly region: Region | undefined
  /** Undefined on a single node. */
  readonly clustered: ClusteredFeed | undefined
}

/** The Five9 user of a feed. */
export interface FeedUser {
  /** The normalized user name. */
  readonly key: string
  readonly region: Region | undefined
  readonly credentials: PasswordCredentials
  /** A client that has signed in already; undefined: the feed signs in. */
  readonly signedIn?: { readonly client: Five9Client; readonly ownsSession: boolean }
}

export interface FeedStarterDeps {
  readonly region: Region | undefined
  readonly loginUrl: string | undefined
  readonly clocks: Clocks
  /** Selects the HTTP agent for an address of Five9; undefined connects directly. */
  readonly agentFor: AgentFor
  readonly log: Log
  /**
   * This node has the Five9 session of a started feed from now on: it alone records the feed and evaluates its alerts. In
   * a server with one process it follows `onStarted` at once.
   * @param feed the session; on a node of a cluster it is not the feed that was started
   */
  readonly onOwned: (username: string, feed: Feed, fence: number) => void
  /** The end of `onOwned`: the feed stops, or another node has the session. */
  readonly onReleased: (username: string) => void
  /** The next fence of a feed on a server with one process: higher than any before, also after a restart. */
  readonly nextFence: (feed: string) => Promise<number>
}

/** Another node may take over: a connection that does not answer is given up sooner than on a single node. */
const clusterPings = { pingEveryMs: 2_000, deadAfterMs: 4_500 }
const reachWithinMs = 1_000

/** Creates feeds with their Five9 sessions. */
export interface FeedStarter {
  readonly createClient: (credentials: PasswordCredentials, region: Region | undefined) => Five9Client
  /** The name of a user's feed in keys and positions. */
  readonly nameOf: (key: string, region: Region | undefined) => string
  readonly single: (user: FeedUser) => Promise<{ readonly running: RunningFeed; readonly fence: number }>
  /** @param user without credentials on a node without the password: it follows */
  readonly clustered: (
    cluster: FeedCluster,
    user: Omit<FeedUser, 'credentials'> & Partial<FeedUser>,
    canFailOver: boolean,
  ) => RunningFeed
}

export function createFeedStarter(deps: FeedStarterDeps): FeedStarter {
  const { monotonic, wall } = deps.clocks

  /** Logs a bug of ours. The feed goes on without the work that failed. */
  const reportBug = (error: unknown) => {
    deps.log('defect', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }

  const createClient: FeedStarter['createClient'] = (credentials, region) =>
    createFive9Client({
      credentials,
      ...(region === undefined ? {} : { region }),
      ...(deps.loginUrl === undefined ? {} : { loginUrl: deps.loginUrl }),
      agentFor: deps.agentFor,
      monotonic,
      now: wall,
      onHandlerError: reportBug,
    })

  const nameOf = (key: string, region: Region | undefined) =>
    feedName({ region, loginUrl: deps.loginUrl, username: key })

  function createSession(
    client: Five9Client,
    {
      epoch,
      names,
      ...options
    }: {
      readonly epoch: string
      readonly ownsSession: boolean
      readonly force?: boolean
      readonly endsOtherLogins?: boolean
      readonly pingEveryMs?: number
      readonly deadAfterMs?: number
      readonly mayReturn?: () => boolean
      readonly names?: InitialNames
    },
  ): { readonly feed: Feed; readonly session: SupervisorSession } {
    const session = createSupervisorSession({
      ...options,
      ...{ client, monotonic, now: wall, onListenerError: reportBug },
      socketKey: `wallboard-${randomUUID().slice(0, 8)}`,
    })
    const feed = createFeed({ client, session, epoch, monotonic, log: deps.log, ...(names && { names }) })
    return { feed, session }
  }

  return {
    createClient,
    nameOf,
    async single({ key, region, credentials, signedIn }) {
      const name = nameOf(key, region)
      const fence = await deps.nextFence(name)
      const client = signedIn?.client ?? createClient(credentials, region)
      const ownsSession = signedIn?.ownsSession ?? false
      const { feed } = createSession(client, { epoch: `${name}.${fence}`, ownsSession })
      return { running: { feed, region, client: () => client, clustered: undefined }, fence }
    },
    clustered(cluster, { key, region, credentials, signedIn }, canFailOver) {
      const name = nameOf(key, region)
      let unused = signedIn
      let client = signedIn?.client
      const feed = cluster.start({
        ...{ name, canFailOver },
        reachesFive9: () =>
          reachesFive9({ region, loginUrl: deps.loginUrl, agentFor: deps.agentFor, withinMs: reachWithinMs }),
        startSession:
          credentials &&
          (({ fence, ...start }) => {
            const created = unused?.client ?? createClient(credentials, region)
            const ownsSession = unused?.ownsSession ?? false
            unused = undefined
            client = created
            const { feed: owned, session } = createSession(created, {
              ...{ ...start, ...clusterPings, ownsSession, epoch: `${name}.${fence}` },
            })
            return { feed: owned, org: () => created.account()?.orgId, checkLogin: session.checkLogin }
          }),
        onOwned(owned, fence) {
          deps.onOwned(key, owned, fence)
        },
        onReleased() {
          client = undefined
          deps.onReleased(key)
        },
      })
      return { feed, region, client: () => client, clustered: feed }
    },
  }
}
