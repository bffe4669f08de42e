import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Link } from '@wallboard/relay'
import { conditionOf } from '@wallboard/statistics'
import { pino } from 'pino'
import type { Config } from './config.ts'
import { createHub, type Hub } from './fan-out/hub.ts'
import { createLiveSockets } from './fan-out/live-sockets.ts'
import { createFeeds, userKey } from './feed/feeds.ts'
import { createApp } from './http/app.ts'
import { isOwnOrigin } from './http/own-origin.ts'
import { sessionIdOf } from './http/session-cookie.ts'
import { absoluteMs, createBrowserSessions } from './sign-in/browser-sessions.ts'
import { refusalOf } from './sign-in/refusal.ts'

/** The running BFF. */
export interface Service {
  readonly url: string
  readonly port: number
  /** Screens are told, feeds end their sessions, then the port is free. */
  readonly close: () => Promise<void>
}

/** Screens reload themselves when this changes. */
function buildIdOf(spaDir: string): string {
  const page = join(spaDir, 'index.html')
  return existsSync(page)
    ? createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 12)
    : 'none'
}

/** Wires everything together and listens. Rejects when the port is taken. */
export async function createService(config: Config, now: () => number = Date.now): Promise<Service> {
  const log = pino({ level: config.logLevel, redact: ['password', 'authorization', 'cookie'] })
  const hubs = new Map<string, Hub>()
  const build = buildIdOf(config.spaDir)

  const feeds = createFeeds({
    region: config.region,
    loginUrl: config.loginUrl,
    now,
    log: (event, detail) => {
      log.info(detail, event)
    },
    onStarted: (key, feed) => hubs.set(key, createHub({ stream: feed, build, now })),
    onStopped: (key) => {
      hubs.get(key)?.close()
      hubs.delete(key)
    },
  })

  const sessions = createBrowserSessions({
    now,
    onEnded: (session) => {
      sockets.closeSession(session.key)
      if (sessions.countOf(session.username) === 0) feeds.release(session.username)
    },
  })

  function standingOf(feed: { readonly link: () => Link }) {
    const { state, since, confirmedAt } = feed.link()
    const condition = conditionOf({
      isLinkUp: state === 'up',
      confirmedAt: confirmedAt ?? undefined,
      now: now(),
    })
    return { condition, state, since, confirmedAt }
  }

  function health() {
    const upstream = feeds.all().map(standingOf)
    const house = feeds.house()
    // A house feed is what the walls stand on; without one, whoever has signed in.
    const counted = house === undefined ? upstream : [standingOf(house)]
    const screens = [...hubs.values()].reduce((sum, hub) => sum + hub.screenCount(), 0)
    const isReady = counted.length > 0 && counted.every(({ condition }) => condition === 'live')
    return { isReady, detail: { build, screens, upstream } }
  }

  const app = createApp({
    async signIn({ username, password, force }) {
      const refused = await feeds.signIn({ username, password }, force)
      if (refused !== undefined) return { ok: false, ...refusalOf(refused) }
      return { ok: true, sessionId: sessions.begin(userKey(username)), username: userKey(username) }
    },
    findSession: (id) => sessions.find(id),
    endSession: (key) => {
      sessions.end(key)
    },
    queuesOf: (username) => feeds.find(username)?.queues(),
    health,
    spaDir: config.spaDir,
    trustedProxies: config.trustedProxies,
    sessionMaxAgeMs: absoluteMs,
    log: (error) => {
      log.error({ err: error }, 'request failed')
    },
  })

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000 }, app)
  const sockets = createLiveSockets({
    server,
    isOwnOrigin,
    admit(request) {
      const session = sessions.find(sessionIdOf(request))
      const hub = session === undefined ? undefined : hubs.get(session.username)
      return session === undefined || hub === undefined ? undefined : { sessionKey: session.key, hub }
    },
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  const sweeping = setInterval(() => {
    sessions.sweep(sockets.isConnected)
  }, 60_000)
  if (config.house !== undefined) feeds.startHouse(config.house)
  log.info({ port, host: config.host, build }, 'listening')

  return {
    url: `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`,
    port,
    async close() {
      clearInterval(sweeping)
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      sockets.close()
      await feeds.close()
      server.closeAllConnections()
      await closed
    },
  }
}
