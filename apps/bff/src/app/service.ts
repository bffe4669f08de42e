import type { Clocks } from '@wallboard/relay'
import { addressGroup } from './address-group.ts'
import { createAuthenticator, displayKey } from './authenticator.ts'
import { buildIdOf } from './build-id.ts'
import { systemClocks } from './clocks.ts'
import { createAgentChoice, shownProxy } from '../upstream/company-proxy.ts'
import type { Config } from '../config.ts'
import { createBoards } from '../boards/boards.ts'
import { scheduledBoardId } from '../displays/scheduled-board.ts'
import { createDisplays, type Display } from '../displays/displays.ts'
import { createPairings } from '../displays/pairings.ts'
import { createSpeakers } from '../displays/room-speakers.ts'
import { createHubs } from '../live/hub/hubs.ts'
import { createLiveSockets } from '../live/connections/live-sockets.ts'
import { assignmentFor } from '../displays/assignment.ts'
import { createMetrics } from '../operations/metrics.ts'
import { directoryReply } from '../boards/directory-reply.ts'
import { createFeeds, normalizeUsername } from '../upstream/feeds.ts'
import { feedHealth, isReady } from '../operations/health.ts'
import { createApp } from './http-app.ts'
import { createDraining } from '../http/draining.ts'
import { createLimiters } from './limiters.ts'
import { createEdge } from './edge.ts'
import { createHttpServer } from './http-server.ts'
import { urlOf } from './own-address.ts'
import { createDeviceTokens } from '../auth/device-tokens.ts'
import { createSignIn } from '../auth/sign-in.ts'
import { createBrowserSessions, maxSessionAgeMs } from '../auth/browser-sessions.ts'
import { limitConnections } from './tcp-limits.ts'
import { listen } from './listen.ts'
import { createLog } from '../log/log.ts'
import { shutDown } from './shut-down.ts'
import { adminDenial } from '../auth/admins.ts'
import { openDatabase } from '../storage/database.ts'
import { createBoardStore } from '../boards/board-store.ts'
import { installationKey } from '../storage/installation-key.ts'
import { createDisplayStore } from '../displays/display-store.ts'
import { storageErrorFor } from '../storage/storage-refusal.ts'

/** The running BFF. */
export interface Service {
  readonly url: string
  readonly port: number
  /** Screens are told, feeds end their sessions, then the port is free. A second call waits for the first. */
  readonly close: () => Promise<void>
}

/** Expired sessions and codes go, and boards change by their schedules, this often. */
const sweepEveryMs = 20_000

/** A log that cannot be written delays no stop for longer. */
const flushWithinMs = 500

/** Wires everything together and listens. Rejects when the port is taken or DATA_DIR cannot be used. */
export async function createService(config: Config, clocks: Clocks = systemClocks): Promise<Service> {
  const { monotonic, wall } = clocks
  const { log, destination } = createLog(config.logLevel)
  const logError = (error: unknown) => {
    log.error({ err: error }, 'request failed')
  }
  const db = await openDatabase(config.dataDir, { log, now: wall })
  const build = buildIdOf(config.spaDir)
  const deviceTokens = createDeviceTokens(await installationKey(config.dataDir))
  const limiters = createLimiters(monotonic)
  const edge = createEdge(config, clocks, log)
  const metrics = createMetrics({
    screens: () => hubs.clientCount(),
    feeds: () => feedsHealth(),
    paintedAgesMs: () => displays.paintedAgesMs(),
    displayNames: async () => new Map((await displays.all()).map(({ id, name }) => [id, name])),
    clocks,
    droppedLogLines: destination.droppedLines,
  })
  const hubs = createHubs({
    build,
    clocks,
    meter: metrics.meter,
    log: (error, detail) => {
      log.error({ err: error, ...detail }, 'fan-out failed')
    },
  })

  if (config.companyProxy !== undefined)
    log.info({ proxy: shownProxy(config.companyProxy) }, 'Five9 is reached through a proxy')
  const feeds = createFeeds({
    region: config.region,
    loginUrl: config.loginUrl,
    clocks,
    agentFor: createAgentChoice(config.companyProxy),
    log: (event, detail, level) => {
      log[level ?? 'info'](detail, event)
    },
    onStarted: hubs.started,
    onStopped: hubs.stopped,
  })

  const sessions = createBrowserSessions({
    now: monotonic,
    onEnded: (session) => {
      sockets.closeAll(session.key)
      const releaseUnused = async () => {
        if ((await sessions.count(session.username)) === 0) feeds.release(session.username)
      }
      releaseUnused().catch(logError)
    },
  })

  const pairings = createPairings({ clocks })
  const displays = createDisplays({
    store: createDisplayStore(db, Intl.DateTimeFormat().resolvedOptions().timeZone),
    pairings,
    clocks,
    defaultTimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    feedFor({ org, username }) {
      const house = feeds.serviceFeed()
      return house?.org === org ? house.username : username
    },
    onChanged: (display) => {
      show(display).catch(logError)
      speakers.reelect()
    },
    onRevoked: (id) => {
      metrics.displayRemoved(id)
      sockets.closeAll(displayKey(id))
    },
    onConflict: (id, address) => {
      edge.securityLog.write('token', { result: 'second-use', display: id, address })
    },
    onSoundChanged(id, isNew) {
      if (isNew) speakers.reset(id)
      speakers.reelect()
    },
  })
  const speakers = createSpeakers({
    screens: displays.admitted,
    candidate: displays.presence,
    tell: (id, isSpeaker) => sockets.tell(displayKey(id), { type: 'speaker', isSpeaker }),
  })

  const boards = createBoards({
    store: createBoardStore(db),
    now: wall,
    isInUse: async (org, id) =>
      (await displays.list(org)).some(
        ({ boardId, settings }) => boardId === id || settings.schedule.some((entry) => entry.boardId === id),
      ),
    onChanged(org, id) {
      const showChanged = async () => {
        const shown = (await displays.list(org)).filter((display) => scheduledBoardId(display, wall()) === id)
        await Promise.all(shown.map(show))
      }
      showChanged().catch(logError)
    },
  })

  const showing = (display: Display) => assignmentFor(display, boards, wall())

  async function show(display: Display): Promise<void> {
    sockets.show(displayKey(display.id), await showing(display))
  }

  const feedsHealth = () => feeds.all().map((feed) => feedHealth(feed, clocks))

  function health() {
    const upstream = feedsHealth()
    const ready = isReady({ all: feeds.all(), house: feeds.serviceFeed()?.feed }, clocks)
    return { isReady: ready, detail: { build, screens: hubs.clientCount(), upstream } }
  }

  const admins = {
    listed: config.adminUsers.map(normalizeUsername),
    serviceAccount: config.serviceAccount && normalizeUsername(config.serviceAccount.username),
  }
  const draining = createDraining()
  const app = createApp({
    ...edge,
    basePath: config.basePath,
    changeLimit: limiters.changeLimit,
    limits: limiters.limits,
    signIn: createSignIn({
      ...{ verify: feeds.signIn, normalizeUsername, sessions, deviceTokens },
      limiters: limiters.signIn,
    }),
    findSession: sessions.find,
    endSession: sessions.end,
    queuesOf: (username) => feeds.find(username)?.queues(),
    pairings,
    displays,
    command: (id, command) => sockets.tell(displayKey(id), { type: 'command', command }),
    hasBoard: async (org, boardId) => (await boards.find(org, boardId)) !== undefined,
    boards,
    directoryOf(username) {
      const feed = feeds.find(username)
      return feed && directoryReply(feed)
    },
    now: wall,
    health,
    metricsToken: config.metricsToken,
    metricsText: metrics.text,
    latency: metrics.latency,
    adminDenial: (username) => adminDenial(username, admins),
    spaDir: config.spaDir,
    build,
    sessionMaxAgeMs: maxSessionAgeMs,
    log: logError,
    draining,
    denialFor: storageErrorFor,
  })

  const server = createHttpServer(app, config.basePath)
  // Pages load with several connections each; one address may hold half of all.
  limitConnections(server, {
    inAll: 2 * config.connections.inAll,
    perAddress: config.connections.inAll,
    groupOf: (address) => (edge.visitors.isProxy(address) ? undefined : addressGroup(address)),
  })
  const sockets = createLiveSockets({
    server,
    isOwnOrigin: edge.isOwnUpgrade,
    sharesDeflate: config.sharesDeflate,
    authenticate: createAuthenticator({
      ...{ sessions, displays, hubs, assignmentFor: showing },
      ...{ cookies: edge.cookies, addressOf: edge.visitors.addressOf },
    }),
    addressOf: edge.visitors.networkOf,
    limits: config.connections,
    now: monotonic,
    log: logError,
  })

  const port = await listen(server, config).catch(async (error: unknown) => {
    await db.destroy()
    throw error
  })
  const sweeping = setInterval(() => {
    sessions.sweep(sockets.isConnected).catch(logError)
    pairings.sweep()
    edge.securityLog.flush()
    displays
      .takeScheduleChanges()
      .then((due) => Promise.all(due.map(show)))
      .catch(logError)
  }, sweepEveryMs)
  if (config.serviceAccount !== undefined) feeds.startServiceFeed(config.serviceAccount)
  log.info({ port, host: config.host, build }, 'listening')

  async function stop(): Promise<void> {
    clearInterval(sweeping)
    await shutDown({ server, sockets, draining, hubs, feeds, log })
    metrics.close()
    await db.destroy()
    log.info({}, 'stopped')
    await destination.flush(flushWithinMs)
  }
  let stopping: Promise<void> | undefined

  return {
    url: urlOf(config, port),
    port,
    close: () => (stopping ??= stop()),
  }
}
