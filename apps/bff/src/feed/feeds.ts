import { randomUUID } from 'node:crypto'
import { createFive9Client, createLiveSession, Five9Error, type Five9Client } from '@wallboard/five9'
import type { Clocks } from '@wallboard/relay'
import { createFeed, type Feed } from './feed.ts'

interface Credentials {
  readonly username: string
  readonly password: string
}

/** What a sign-in proved. */
export type Proof =
  { readonly ok: true; readonly org: string } | { readonly ok: false; readonly code: string }

/** The running feeds, one per Five9 user. */
export interface Feeds {
  /** Starts a feed that stays until the service stops. */
  readonly startHouse: (credentials: Credentials) => void
  /**
   * Proves the password to Five9 and sees to the user's feed. A feed that runs is not disturbed. The result is
   * Five9's id of the user's domain, or the code of what refused it.
   */
  readonly signIn: (credentials: Credentials, force: boolean) => Promise<Proof>
  readonly find: (username: string) => Feed | undefined
  readonly all: () => readonly Feed[]
  /** The feed that starts by itself, where one is configured; its domain is known once it has signed in. */
  readonly house: () =>
    { readonly username: string; readonly org: string | undefined; readonly feed: Feed } | undefined
  /** Ends a user's feed, unless it is the house's. */
  readonly release: (username: string) => void
  readonly close: () => Promise<void>
}

export interface FeedsDeps {
  readonly region: 'US' | 'CA' | 'LDN' | 'FRK' | undefined
  readonly loginUrl: string | undefined
  readonly clocks: Clocks
  readonly log: (event: string, detail: Readonly<Record<string, unknown>>) => void
  readonly onStarted: (username: string, feed: Feed) => void
  readonly onStopped: (username: string) => void
}

/** Five9 takes user names in any case. */
export const userKey = (username: string): string => username.trim().toLowerCase()

export function createFeeds(deps: FeedsDeps): Feeds {
  const { monotonic, wall } = deps.clocks
  const feeds = new Map<string, Feed>()
  const clients = new Map<string, Five9Client>()
  const stopping = new Set<Promise<void>>()
  /** The last sign-in of each user: two at once would start two sessions upstream. */
  const signingIn = new Map<string, Promise<unknown>>()
  let house: string | undefined

  /** A defect of ours: the feed goes on without what it failed at. */
  const failed = (error: unknown) => {
    deps.log('defect', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }

  const clientOf = (credentials: Credentials): Five9Client =>
    createFive9Client({
      credentials,
      ...(deps.region === undefined ? {} : { region: deps.region }),
      ...(deps.loginUrl === undefined ? {} : { loginUrl: deps.loginUrl }),
      monotonic,
      now: wall,
      onHandlerError: failed,
    })

  function start(key: string, client: Five9Client, ownsSession: boolean): void {
    const feed = createFeed({
      client,
      session: createLiveSession({
        client,
        socketKey: `wallboard-${randomUUID().slice(0, 8)}`,
        ownsSession,
        monotonic,
        now: wall,
        onListenerError: failed,
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
    deps.onStopped(key)
    const stopped = feed.stop().finally(() => stopping.delete(stopped))
    stopping.add(stopped)
  }

  async function signInNow(key: string, credentials: Credentials, force: boolean): Promise<Proof> {
    const client = clientOf(credentials)
    try {
      await client.signIn()
      const org = client.account()?.orgId ?? ''
      const running = feeds.get(key)
      if (running !== undefined && running.link().state !== 'ended') return { ok: true, org }
      const { wasRunning } = await client.startSession('supervisor', { force })
      stop(key)
      start(key, client, !wasRunning)
      return { ok: true, org }
    } catch (error) {
      if (error instanceof Five9Error) return { ok: false, code: error.code }
      throw error
    }
  }

  return {
    startHouse(credentials) {
      house = userKey(credentials.username)
      start(house, clientOf(credentials), false)
    },
    signIn(credentials, force) {
      const key = userKey(credentials.username)
      const former = signingIn.get(key) ?? Promise.resolve()
      const current = former.then(() => signInNow(key, credentials, force))
      const settled = current
        .catch(() => undefined) // told to its own caller
        .finally(() => {
          if (signingIn.get(key) === settled) signingIn.delete(key)
        })
      signingIn.set(key, settled)
      return current
    },
    find: (username) => feeds.get(userKey(username)),
    all: () => [...feeds.values()],
    house() {
      const feed = house === undefined ? undefined : feeds.get(house)
      if (house === undefined || feed === undefined) return undefined
      return { username: house, org: clients.get(house)?.account()?.orgId, feed }
    },
    release(username) {
      if (userKey(username) !== house) stop(userKey(username))
    },
    async close() {
      for (const key of [...feeds.keys()]) stop(key)
      await Promise.all(stopping)
    },
  }
}
