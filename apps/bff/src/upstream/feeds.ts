import { randomUUID } from 'node:crypto'
import {
  createFive9Client,
  createSupervisorSession,
  type AgentFor,
  type Five9Client,
  type Region,
} from '@wallboard/five9'
import type { Clocks } from '@wallboard/relay'
import type { Log } from './anomaly-log.ts'
import { createFeed, type Feed } from './feed.ts'
import { createFive9Commands, type Five9Commands } from './five9-commands.ts'
import {
  createFive9Logins,
  createSecretCheck,
  type PasswordCredentials,
  type SignInChoices,
  type SignInOutcome,
} from './five9-logins.ts'
import { startAfterNotices } from './start-after-notices.ts'

/** The running feeds, one per Five9 user. */
export interface Feeds {
  /** Starts the feed of the service account, which runs until the service stops. */
  readonly startServiceFeed: (credentials: PasswordCredentials) => void
  /**
   * Verifies the password and starts the user's feed unless it runs. Five9 verifies the password, with two exceptions:
   * a login with the same password that Five9 accepted within the last ten minutes is used again, and the password of the
   * service account is compared with the configured one while its feed runs, so that wrong guesses cannot lock that
   * account. Two concurrent calls for one user would start two sessions: the caller serializes them.
   */
  readonly signIn: (credentials: PasswordCredentials, choices: SignInChoices) => Promise<SignInOutcome>
  readonly find: (username: string) => Feed | undefined
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

export interface FeedsDeps {
  readonly region: Region | undefined
  readonly loginUrl: string | undefined
  readonly clocks: Clocks
  /** Selects the HTTP agent for an address of Five9; undefined connects directly. */
  readonly agentFor: AgentFor
  readonly log: Log
  readonly onStarted: (username: string, feed: Feed) => void
  /**
   * This node has the Five9 session of a started feed from now on: it alone records the feed and evaluates its alerts. In
   * a server with one process it follows `onStarted` at once.
   */
  readonly onOwned: (username: string, feed: Feed) => void
  /** The end of `onOwned`: the feed stops, or another node has the session. */
  readonly onReleased: (username: string) => void
  readonly onStopped: (username: string) => void
}

interface RunningFeed {
  readonly feed: Feed
  readonly client: Five9Client
  readonly region: Region | undefined
}

/** Logins are kept by user and region: the same name in another region is another user. */
const loginKey = (key: string, region: Region | undefined): string => `${region ?? ''} ${key}`

/** Five9 ignores the case of user names. */
export const normalizeUsername = (username: string): string => username.trim().toLowerCase()

export function createFeeds(deps: FeedsDeps): Feeds {
  const { monotonic, wall } = deps.clocks
  const running = new Map<string, RunningFeed>()
  const stopping = new Set<Promise<void>>()
  let service: { readonly key: string; readonly isPassword: (password: string) => boolean } | undefined

  /** Logs a bug of ours. The feed goes on without the work that failed. */
  const reportBug = (error: unknown) => {
    deps.log('defect', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }

  const createClient = (credentials: PasswordCredentials, region: Region | undefined): Five9Client =>
    createFive9Client({
      credentials,
      ...(region === undefined ? {} : { region }),
      ...(deps.loginUrl === undefined ? {} : { loginUrl: deps.loginUrl }),
      agentFor: deps.agentFor,
      monotonic,
      now: wall,
      onHandlerError: reportBug,
    })
  const logins = createFive9Logins({ createClient, monotonic })

  function start(key: string, client: Five9Client, region: Region | undefined, ownsSession: boolean): void {
    const feed = createFeed({
      client,
      session: createSupervisorSession({
        client,
        socketKey: `wallboard-${randomUUID().slice(0, 8)}`,
        ownsSession,
        monotonic,
        now: wall,
        onListenerError: reportBug,
      }),
      epoch: randomUUID(),
      monotonic,
      log: deps.log,
    })
    running.set(key, { feed, client, region })
    deps.onStarted(key, feed)
    deps.onOwned(key, feed)
  }

  function stop(key: string): void {
    const ended = running.get(key)
    if (ended === undefined) return
    const { feed, region } = ended
    running.delete(key)
    logins.forget(loginKey(key, region)) // the end of a feed may end its login
    deps.onReleased(key)
    deps.onStopped(key)
    const stopped = feed.stop().finally(() => stopping.delete(stopped))
    stopping.add(stopped)
  }

  const linkState = (key: string) => running.get(key)?.feed.link().state
  const isRunning = (key: string) => running.has(key) && linkState(key) !== 'ended'
  const orgOf = (key: string) => running.get(key)?.client.account()?.orgId

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
    // The feed of a user serves all browsers of that user: the same name in another region is another user.
    if (isRunning(key) && running.get(key)?.region !== region) return { ok: false, code: 'other-region' }
    const client = await logins.signIn(loginKey(key, region), credentials, region, linkState(key))
    const org = client.account()?.orgId ?? ''
    if (isRunning(key)) return { ok: true, org }
    const started = await startAfterNotices(client, { force, acceptNotices })
    if ('notices' in started) return { ok: false, code: 'notices-waiting', notices: started.notices }
    stop(key)
    start(key, client, region, !started.wasRunning)
    logins.remember(loginKey(key, region), credentials.password, client)
    return { ok: true, org }
  }

  return {
    startServiceFeed(credentials) {
      const key = normalizeUsername(credentials.username)
      service = { key, isPassword: createSecretCheck(credentials.password) }
      start(key, createClient(credentials, deps.region), deps.region, false)
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
    commandsOf(username) {
      const client = running.get(normalizeUsername(username))?.client
      return client?.account() === undefined ? undefined : createFive9Commands(client)
    },
    ownerOf(username) {
      const key = normalizeUsername(username)
      const org = orgOf(key)
      return org === undefined ? undefined : { org, isServiceAccount: key === service?.key }
    },
    all: () => Array.from(running.values(), ({ feed }) => feed),
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
