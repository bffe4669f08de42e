import { hash, randomUUID, timingSafeEqual } from 'node:crypto'
import {
  createFive9Client,
  createSupervisorSession,
  Five9Error,
  type AgentFor,
  type Five9Client,
  type Five9ErrorCode,
} from '@wallboard/five9'
import type { Clocks } from '@wallboard/relay'
import { createFeed, type Feed, type Log } from './feed.ts'
import { createProvenLogins } from './proven-logins.ts'

interface Credentials {
  readonly username: string
  readonly password: string
}

/** What a sign-in proved. */
export type SignInOutcome =
  { readonly ok: true; readonly org: string } | { readonly ok: false; readonly code: Five9ErrorCode }

/** The running feeds, one per Five9 user. */
export interface Feeds {
  /** Starts a feed that stays until the service stops. */
  readonly startServiceFeed: (credentials: Credentials) => void
  /**
   * Proves the password and sees to the user's feed. A feed that runs is not disturbed. The result is Five9's id of the
   * user's domain, or the code of what refused it. Five9 is asked, unless it accepted the same password within the last
   * ten minutes and is still there. The password of the house user is compared with the configured one while the house feed runs, so that
   * nobody's guesses can lock that account. Two calls at once for one user would start two sessions: the caller makes
   * one at a time.
   */
  readonly signIn: (credentials: Credentials, force: boolean) => Promise<SignInOutcome>
  readonly find: (username: string) => Feed | undefined
  readonly all: () => readonly Feed[]
  /** The feed that starts by itself, where one is configured; its domain is known once it has signed in. */
  readonly serviceFeed: () =>
    { readonly username: string; readonly org: string | undefined; readonly feed: Feed } | undefined
  /** Ends a user's feed, unless it is the house's. */
  readonly resumeReading: (username: string) => void
  readonly close: () => Promise<void>
}

export interface FeedsDeps {
  readonly region: 'US' | 'CA' | 'LDN' | 'FRK' | undefined
  readonly loginUrl: string | undefined
  readonly clocks: Clocks
  /** The agent that connects to an address of Five9; undefined connects directly. */
  readonly agentFor: AgentFor
  readonly log: Log
  readonly onStarted: (username: string, feed: Feed) => void
  readonly onStopped: (username: string) => void
}

/** Five9 takes user names in any case. */
export const normalizeUsername = (username: string): string => username.trim().toLowerCase()

/** What a person can answer: take the session over, or see to Five9's notice first. */
const mayGoOn: ReadonlySet<Five9ErrorCode> = new Set(['duplicate-login', 'session-stuck'])

/** Compares with a secret in a time that tells nothing of it. */
function secretCheck(secret: string): (given: string) => boolean {
  const expected = hash('sha512', secret, 'buffer')
  return (given) => timingSafeEqual(hash('sha512', given, 'buffer'), expected)
}

export function createFeeds(deps: FeedsDeps): Feeds {
  const { monotonic, wall } = deps.clocks
  const feeds = new Map<string, Feed>()
  const clients = new Map<string, Five9Client>()
  const stopping = new Set<Promise<void>>()
  const proven = createProvenLogins<Five9Client>(deps.clocks.monotonic)
  let serviceFeed: { readonly key: string; readonly hasPassword: (given: string) => boolean } | undefined

  /** A defect of ours: the feed goes on without what it failed at. */
  const reportBug = (error: unknown) => {
    deps.log('defect', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }

  const clientOf = (credentials: Credentials): Five9Client =>
    createFive9Client({
      credentials,
      ...(deps.region === undefined ? {} : { region: deps.region }),
      ...(deps.loginUrl === undefined ? {} : { loginUrl: deps.loginUrl }),
      agentFor: deps.agentFor,
      monotonic,
      now: wall,
      onHandlerError: reportBug,
    })

  function start(key: string, client: Five9Client, ownsSession: boolean): void {
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
    feeds.set(key, feed)
    clients.set(key, client)
    deps.onStarted(key, feed)
  }

  function stop(key: string): void {
    const feed = feeds.get(key)
    if (feed === undefined) return
    feeds.delete(key)
    clients.delete(key)
    proven.forget(key) // the end of a feed may end its login
    deps.onStopped(key)
    const stopped = feed.stop().finally(() => stopping.delete(stopped))
    stopping.add(stopped)
  }

  /** The domain of the user, when the password is right. */
  function proveHouse(key: string, password: string): SignInOutcome | undefined {
    const org = clients.get(key)?.account()?.orgId ?? ''
    if (serviceFeed?.key !== key || !isRunning(key) || org === '') return undefined
    return serviceFeed.hasPassword(password) ? { ok: true, org } : { ok: false, code: 'credentials-refused' }
  }

  const isRunning = (key: string) => {
    const running = feeds.get(key)
    return running !== undefined && running.link().state !== 'ended'
  }

  /** A login that Five9 has accepted: the last one while Five9 is there, or a new one. */
  async function loginOf(key: string, credentials: Credentials): Promise<Five9Client> {
    const link = feeds.get(key)?.link().state ?? 'up'
    if (link === 'ended') proven.forget(key)
    const known = link !== 'down' ? proven.find(key, credentials.password) : undefined
    if (known?.account() !== undefined) return known
    const client = clientOf(credentials)
    await client.signIn()
    proven.keep(key, credentials.password, client)
    return client
  }

  async function prove(key: string, credentials: Credentials, force: boolean): Promise<SignInOutcome> {
    try {
      const client = await loginOf(key, credentials)
      const org = client.account()?.orgId ?? ''
      if (isRunning(key)) return { ok: true, org }
      const { wasRunning } = await client.startSession('supervisor', { force })
      stop(key)
      start(key, client, !wasRunning)
      proven.keep(key, credentials.password, client)
      return { ok: true, org }
    } catch (error) {
      if (!(error instanceof Five9Error)) throw error
      // The login is used again when the person answers what these ask.
      if (!mayGoOn.has(error.code) && error.code !== 'credentials-refused') proven.forget(key)
      return { ok: false, code: error.code }
    }
  }

  return {
    startServiceFeed(credentials) {
      const key = normalizeUsername(credentials.username)
      serviceFeed = { key, hasPassword: secretCheck(credentials.password) }
      start(key, clientOf(credentials), false)
    },
    async signIn(credentials, force) {
      const key = normalizeUsername(credentials.username)
      return proveHouse(key, credentials.password) ?? prove(key, credentials, force)
    },
    find: (username) => feeds.get(normalizeUsername(username)),
    all: () => [...feeds.values()],
    serviceFeed() {
      const feed = serviceFeed === undefined ? undefined : feeds.get(serviceFeed.key)
      if (serviceFeed === undefined || feed === undefined) return undefined
      return { username: serviceFeed.key, org: clients.get(serviceFeed.key)?.account()?.orgId, feed }
    },
    resumeReading(username) {
      if (normalizeUsername(username) !== serviceFeed?.key) stop(normalizeUsername(username))
    },
    async close() {
      for (const key of [...feeds.keys()]) stop(key)
      await Promise.all(stopping)
    },
  }
}
