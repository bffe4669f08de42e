import type { Region } from '@wallboard/five9'
import type { Link } from '@wallboard/relay'
import type { ClusteredFeed } from './cluster-types.ts'
import type { FeedCluster } from './feed-cluster.ts'
import type { Feed } from './feed.ts'
import { createFive9Commands, type Five9Commands } from './five9-commands.ts'
import {
  createFive9Logins,
  createSecretCheck,
  type PasswordCredentials,
  type SignInChoices,
  type SignInOutcome,
} from './five9-logins.ts'
import { startAfterNotices } from './start-after-notices.ts'
import { createFeedStarter, type FeedStarterDeps, type FeedUser, type RunningFeed } from './start-feed.ts'

/** A feed that this node owns or follows in a cluster. */
export interface FeedInCluster {
  readonly username: string
  /** The name in keys and positions: 16 hexadecimal digits. */
  readonly key: string
  readonly isServiceFeed: boolean
  readonly feed: Pick<ClusteredFeed, 'cluster'>
}

/** The running feeds, one per Five9 user. */
export interface Feeds {
  /** Starts the feed of the service account, which runs until the service stops. Resolves when it has started. */
  readonly startServiceFeed: (credentials: PasswordCredentials) => Promise<void>
  /**
   * Verifies the password and starts the user's feed unless it runs. Five9 verifies the password, with two exceptions:
   * a login with the same password that Five9 accepted within the last ten minutes is used again, and the password of the
   * service account is compared with the configured one while its feed runs, so that wrong guesses cannot lock that
   * account. Two concurrent calls for one user would start two sessions: the caller serializes them.
   */
  readonly signIn: (credentials: PasswordCredentials, choices: SignInChoices) => Promise<SignInOutcome>
  readonly find: (username: string) => Feed | undefined
  /**
   * Follows the feed of a person who signed in on another node of a cluster. Resolves to whether the feed has a Five9
   * session on any node; without one the person has to sign in to Five9 again.
   */
  readonly follow: (username: string) => Promise<boolean>
  /** The place of a running feed in the cluster; undefined on a single node. */
  readonly clusterOf: (username: string) => ClusteredFeed | undefined
  /** The feeds that this node owns or follows in a cluster; none on a single node. */
  readonly clustered: () => readonly FeedInCluster[]
  /** What this user can change at Five9; undefined unless the user's own session is up. */
  readonly commandsOf: (username: string) => Five9Commands | undefined
  readonly all: () => readonly Feed[]
  /** Whose feed it is; undefined until Five9 has told the domain. */
  readonly ownerOf: (
    username: string,
  ) => { readonly org: string; readonly isServiceAccount: boolean } | undefined
  /** The feed of the service account, where one is configured; its domain is known once it has signed in. */
  readonly serviceFeed: () =>
    { readonly username: string; readonly org: string | undefined; readonly feed: Feed } | undefined
  /** The user whose feed a display shows that this person pairs: the service account of the same domain, else the person. */
  readonly feedFor: (person: { readonly org: string; readonly username: string }) => string
  /** Stops a user's feed, unless it is the feed of the service account. */
  readonly release: (username: string) => void
  readonly close: () => Promise<void>
}

export interface FeedsDeps extends FeedStarterDeps {
  readonly onStarted: (username: string, feed: Feed) => void
  readonly onStopped: (username: string) => void
  /** Undefined on a single node. */
  readonly cluster: FeedCluster | undefined
}

/** Logins are kept by user and region: the same name in another region is another user. */
const loginKey = (key: string, region: Region | undefined): string => `${region ?? ''} ${key}`

/** Five9 ignores the case of user names. */
export const normalizeUsername = (username: string): string => username.trim().toLowerCase()

/** The commands of a feed's user, given by the node with the session. */
function commandsOf(
  key: string,
  feed: RunningFeed | undefined,
  cluster: FeedCluster | undefined,
): Five9Commands | undefined {
  const client = feed?.client()
  if (client === undefined && feed?.clustered !== undefined)
    return cluster?.commandsOf(key, () => feed.clustered?.cluster().ownerNode)
  return client?.account() === undefined ? undefined : createFive9Commands(client)
}

/** False also for a person's feed whose node in the cluster has ended. */
function isLinkAlive(link: Link | undefined): boolean {
  return link !== undefined && link.state !== 'ended' && link.reason?.code !== 'sign-in-needed'
}

function clusteredFeeds(
  running: ReadonlyMap<string, RunningFeed>,
  nameOf: (username: string, region: Region | undefined) => string,
  serviceUsername: string | undefined,
): readonly FeedInCluster[] {
  return [...running].flatMap(([username, { clustered, region }]) =>
    clustered === undefined
      ? []
      : {
          ...{ username, key: nameOf(username, region), feed: clustered },
          isServiceFeed: username === serviceUsername,
        },
  )
}

export function createFeeds(deps: FeedsDeps): Feeds {
  const running = new Map<string, RunningFeed>()
  const stopping = new Set<Promise<void>>()
  let service: { readonly key: string; readonly isPassword: (password: string) => boolean } | undefined

  const starter = createFeedStarter(deps)
  const logins = createFive9Logins({ createClient: starter.createClient, monotonic: deps.clocks.monotonic })

  function add(key: string, started: RunningFeed): void {
    running.set(key, started)
    deps.onStarted(key, started.feed)
  }

  function follow(cluster: FeedCluster, key: string, region: Region | undefined): void {
    add(key, starter.clustered(cluster, { key, region }, false))
  }

  async function start(user: FeedUser): Promise<void> {
    const [{ key }, { cluster }] = [user, deps]
    if (cluster !== undefined) add(key, starter.clustered(cluster, user, key === service?.key))
    else {
      const started = await starter.single(user)
      add(key, started.running)
      deps.onOwned(key, started.running.feed, started.fence)
    }
  }

  function stop(key: string): void {
    const ended = running.get(key)
    if (ended === undefined) return
    const { feed, region, clustered } = ended
    running.delete(key)
    logins.forget(loginKey(key, region)) // the end of a feed may end its login
    if (clustered === undefined) deps.onReleased(key)
    const stopped = feed.stop().finally(() => stopping.delete(stopped))
    stopping.add(stopped)
    deps.onStopped(key)
  }

  const linkState = (key: string) => running.get(key)?.feed.link().state
  const isRunning = (key: string) => isLinkAlive(running.get(key)?.feed.link())
  const orgOf = (key: string) => {
    const found = running.get(key)
    return found?.client()?.account()?.orgId ?? found?.clustered?.org()
  }

  /** Verifies the password of the service account; undefined when Five9 has to. */
  function verifyServiceAccount(key: string, password: string): SignInOutcome | undefined {
    const org = orgOf(key) ?? ''
    if (service?.key !== key || !isRunning(key) || org === '') return undefined
    return service.isPassword(password) ? { ok: true, org } : { ok: false, code: 'credentials-refused' }
  }

  async function verifyAndStart(
    key: string,
    credentials: PasswordCredentials,
    { force, region = deps.region, acceptNotices }: SignInChoices,
  ): Promise<SignInOutcome> {
    const client = await logins.signIn(loginKey(key, region), credentials, region, linkState(key))
    const org = client.account()?.orgId ?? ''
    // The feed of a user serves all browsers of that user: the same name in another region is another user. The code
    // says that somebody of this name is signed in: only who has the password may learn that.
    if (isRunning(key) && running.get(key)?.region !== region) return { ok: false, code: 'other-region' }
    if (isRunning(key)) return { ok: true, org }
    const { cluster } = deps
    if (cluster !== undefined && (await cluster.holderOf(starter.nameOf(key, region))) !== undefined) {
      stop(key)
      follow(cluster, key, region)
      return { ok: true, org }
    }
    const started = await startAfterNotices(client, { force, acceptNotices })
    if ('notices' in started) return { ok: false, code: 'notices-waiting', notices: started.notices }
    stop(key)
    await start({ key, region, credentials, signedIn: { client, ownsSession: !started.wasRunning } })
    logins.remember(loginKey(key, region), credentials.password, client)
    return { ok: true, org }
  }

  return {
    async startServiceFeed(credentials) {
      const key = normalizeUsername(credentials.username)
      service = { key, isPassword: createSecretCheck(credentials.password) }
      await start({ key, region: deps.region, credentials })
    },
    async signIn(credentials, choices) {
      const key = normalizeUsername(credentials.username)
      return (
        verifyServiceAccount(key, credentials.password) ??
        logins.attempt(loginKey(key, choices.region ?? deps.region), () =>
          verifyAndStart(key, credentials, choices),
        )
      )
    },
    find: (username) => running.get(normalizeUsername(username))?.feed,
    async follow(username) {
      const { cluster, region } = deps
      const key = normalizeUsername(username)
      if (cluster === undefined) return running.has(key)
      const holder = await cluster.holderOf(starter.nameOf(key, region))
      if (!running.has(key)) follow(cluster, key, region)
      return holder !== undefined || isRunning(key)
    },
    clusterOf: (username) => running.get(normalizeUsername(username))?.clustered,
    clustered: () => clusteredFeeds(running, starter.nameOf, service?.key),
    commandsOf(username) {
      const key = normalizeUsername(username)
      return commandsOf(key, running.get(key), deps.cluster)
    },
    ownerOf(username) {
      const key = normalizeUsername(username)
      const org = orgOf(key)
      return org === undefined ? undefined : { org, isServiceAccount: key === service?.key }
    },
    all: () => [...running.values()].map(({ feed }) => feed),
    serviceFeed() {
      const feed = service === undefined ? undefined : running.get(service.key)?.feed
      if (service === undefined || feed === undefined) return undefined
      return { username: service.key, org: orgOf(service.key), feed }
    },
    feedFor: ({ org, username }) =>
      service !== undefined && running.has(service.key) && orgOf(service.key) === org
        ? service.key
        : username,
    release(username) {
      if (normalizeUsername(username) !== service?.key) stop(normalizeUsername(username))
    },
    async close() {
      for (const key of [...running.keys()]) stop(key)
      await Promise.all(stopping)
    },
  }
}
