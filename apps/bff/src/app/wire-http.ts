import type { Server } from 'node:http'
import type { Clocks } from '@wallboard/relay'
import { createActions } from '../actions/actions.ts'
import { knownSubjects } from '../actions/known-subjects.ts'
import { regions } from '@wallboard/relay/rest/session'
import { adminDenial } from '../auth/admins.ts'
import { maxSessionAgeMs } from '../auth/browser-sessions.ts'
import { createSignIn } from '../auth/sign-in.ts'
import { directoryReply } from '../boards/directory-reply.ts'
import type { Config } from '../config.ts'
import { createDraining, type Draining } from '../http/draining.ts'
import { createLiveSockets } from '../live/connections/live-sockets.ts'
import type { ClusterStatus } from '../operations/cluster-status.ts'
import { clusterView } from '../operations/cluster-view.ts'
import { storageDenialFor } from '../storage/storage-denial.ts'
import { normalizeUsername } from '../upstream/feeds.ts'
import { addressGroup } from './address-group.ts'
import { createAuthenticator, displayKey } from './authenticator.ts'
import type { ConnectionCommands } from './connection-commands.ts'
import { createApp } from './http-app.ts'
import { createHttpServer } from './http-server.ts'
import { timeOfInstant } from './time-of-instant.ts'
import { limitConnections } from './tcp-limits.ts'
import type { AlertParts } from './wire-alerts.ts'
import { wireAlertCoverage } from './wire-alert-coverage.ts'
import { wireTry } from './wire-try.ts'
import type { AuthParts } from './wire-auth.ts'
import type { DisplayParts } from './wire-displays.ts'
import { wireCsv } from './wire-csv.ts'
import { wireDay } from './wire-day.ts'
import type { MarkedDays } from '../history/marked-days/marked-days.ts'
import type { AlertDelivery } from '../delivery/delivery.ts'
import type { ViewCollection } from '../views/views.ts'
import { wireAgentTimeline } from './wire-agent-timeline.ts'
import { wireHistoryRoutes, type HistoryParts } from './wire-history.ts'
import type { LiveParts } from './wire-live.ts'
import type { DrillParts } from './wire-drills.ts'
import { wireReplays, type ReplayParts } from './wire-replays.ts'
import { wireEstimates } from './wire-estimates.ts'
import { wireTrends } from './wire-trends.ts'
import { wireTypical } from './wire-typical.ts'

interface HttpDeps
  extends
    AuthParts,
    DisplayParts,
    LiveParts,
    Omit<DrillParts, 'close'>,
    Pick<AlertParts, 'alerts' | 'alertRules'> {
  readonly build: string
  /** Undefined on a single node. */
  readonly clusterStatus: () => ClusterStatus | undefined
  /** True while another node has to serve new clients. */
  readonly isRefusing: () => boolean
  readonly history: HistoryParts | undefined
  readonly clocks: Clocks
  readonly connections: ConnectionCommands
  readonly draining: Draining
  readonly replays: ReplayParts
  readonly views: ViewCollection
  readonly markedDays: MarkedDays
  readonly channels: AlertDelivery['channels']
  readonly logError: (error: unknown) => void
}

/** Creates the HTTP server with all routes, and the WebSocket edge on it. It does not listen yet. */
export function wireHttp(config: Config, input: Omit<HttpDeps, 'draining' | 'replays'>) {
  const draining = createDraining()
  const replays = wireReplays(input)
  const server = createServer(config, { ...input, draining, replays })
  const { edge, sessions, displays, hubs, assignmentFor, knownAssignmentFor } = input
  const sockets = createLiveSockets({
    server,
    isOwnOrigin: edge.isOwnUpgrade,
    sharedDeflate: config.sharedDeflate,
    authenticate: createAuthenticator({
      ...{ sessions, displays, hubs, assignmentFor, knownAssignmentFor, findReplay: replays.findReplay },
      follow: input.feeds.follow,
      joinDrill: input.drills.join,
      isInDrill: (displayId) => input.drills.ofDisplay(displayId) !== undefined,
      ...{ cookies: edge.cookies, addressOf: edge.requestOrigins.addressOf },
    }),
    addressOf: edge.requestOrigins.networkOf,
    limits: config.connections,
    isRefusing: input.isRefusing,
    now: input.clocks.monotonic,
    log: input.logError,
  })
  return { server, sockets, draining, replays }
}

function createServer(config: Config, deps: HttpDeps): Server {
  const { edge, limiters, sessions, feeds, boards, connections, metrics } = deps
  const admins = {
    listed: config.adminUsers.map(normalizeUsername),
    serviceAccount: config.serviceAccount && normalizeUsername(config.serviceAccount.username),
  }
  const app = createApp({
    ...edge,
    basePath: config.basePath,
    changeLimit: limiters.changeLimit,
    limits: limiters.limits,
    signIn: createSignIn({
      ...{ verify: feeds.signIn, normalizeUsername, sessions, deviceTokens: deps.deviceTokens },
      limiters: limiters.signIn,
    }),
    findSession: sessions.find,
    endSession: sessions.end,
    hasFeed: feeds.follow,
    signInRegions:
      config.region === undefined && config.loginUrl === undefined && config.serviceAccount === undefined
        ? regions
        : [],
    sessionMaxAgeMs: maxSessionAgeMs,
    region: config.region,
    dayRule: config.dayRule,
    domainNames: config.domainNames,
    adminDenial: (username) => adminDenial(username, admins),
    queuesOf: (username) => feeds.find(username)?.queues(),
    pairings: deps.pairings,
    displays: deps.displays,
    command: (id, command) => connections.sendIfConnected(displayKey(id), { type: 'command', command }),
    hasBoard: async (org, boardId) => (await boards.find(org, boardId)) !== undefined,
    boards,
    views: deps.views,
    ...{ alerts: deps.alerts, alertRules: deps.alertRules, alertTimeZone: config.timeZone },
    alertCoverage: wireAlertCoverage({ history: deps.history, feeds }),
    markedDays: deps.markedDays,
    channels: deps.channels,
    ...wireTry({
      ...{ history: deps.history, feeds, dayRule: config.dayRule, logError: deps.logError },
      markedDates: deps.markedDays.dates,
    }),
    ...wireHistoryRoutes({
      ...{ history: deps.history, feeds, boards, logError: deps.logError },
      markedDates: deps.markedDays.dates,
    }),
    ...deps.replays,
    ...{ startDrill: deps.startDrill, endDrill: deps.endDrill },
    ...wireDay({
      ...{ history: deps.history, feeds, boards, clocks: deps.clocks, logError: deps.logError },
      ...{ markedDays: deps.markedDays, dayRule: config.dayRule },
    }),
    ...wireEstimates({
      ...{ history: deps.history, feeds, dayRule: config.dayRule, logError: deps.logError },
      markedDates: deps.markedDays.dates,
    }),
    ...wireTypical({
      ...{ history: deps.history, feeds, dayRule: config.dayRule, wall: deps.clocks.wall },
      ...{ markedDates: deps.markedDays.dates, logError: deps.logError },
    }),
    ...wireAgentTimeline({ history: deps.history, feeds, logError: deps.logError }),
    ...wireTrends({
      ...{ history: deps.history, feeds, boards, displays: deps.displays, boardOf: deps.boardOf },
      ...{ clocks: deps.clocks, logError: deps.logError },
      ...{ dayRule: config.dayRule, markedDates: deps.markedDays.dates },
    }),
    ...wireCsv({
      ...{ reader: deps.history?.reader, feeds, wall: deps.clocks.wall, logError: deps.logError },
      dayRule: config.dayRule,
    }),
    actions: createActions({
      isOn: config.offersActions,
      commandsOf: feeds.commandsOf,
      knownTo: (username) => knownSubjects(feeds.find(username)),
      log: (detail) => {
        edge.securityLog.write('action', detail)
      },
    }),
    directoryOf(username) {
      const feed = feeds.find(username)
      return feed && directoryReply(feed)
    },
    site: {
      hasHistory: config.history !== undefined,
      reasonLimits: [...config.reasonLimits],
      serviceLevelFormula: config.serviceLevelFormula,
      five9ServiceLevelFormula: config.five9ServiceLevelFormula ?? null,
    },
    now: deps.clocks.wall,
    health: () => deps.health.report({ isDraining: deps.draining.isDraining() }),
    timeOf: (at) => timeOfInstant(at, deps.clocks),
    clusterView() {
      const status = deps.clusterStatus()
      return status && clusterView(status, deps.clocks)
    },
    seesCluster: (username) =>
      deps.clusterStatus() !== undefined && adminDenial(username, admins) === undefined,
    metricsToken: config.metricsToken,
    metricsText: metrics.text,
    latency: metrics.latency,
    spaDir: config.spaDir,
    build: deps.build,
    log: deps.logError,
    draining: deps.draining,
    denialFor: storageDenialFor,
  })
  const server = createHttpServer(app, config.basePath)
  // A page loads over several connections; one address may use half of all connections.
  limitConnections(server, {
    inAll: 2 * config.connections.inAll,
    perAddress: config.connections.inAll,
    groupOf: (address) => (edge.requestOrigins.isProxy(address) ? undefined : addressGroup(address)),
  })
  return server
}
