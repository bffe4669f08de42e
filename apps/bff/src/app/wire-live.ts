import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Displays } from '../displays/displays.ts'
import { createHubs, type Hubs } from '../live/hub/hubs.ts'
import type { Recorder } from '../history/recording/recorder.ts'
import type { ClusterStatus } from '../operations/cluster-status.ts'
import { createHealth, type Health } from '../operations/health.ts'
import type { DeliveryStatus } from '../operations/delivery-metrics.ts'
import type { HistoryStatus } from '../operations/history-metrics.ts'
import { createMetrics, type Metrics } from '../operations/metrics.ts'
import { createAgentChoice, shownProxy } from '../upstream/company-proxy.ts'
import type { AlertParts } from './wire-alerts.ts'
import { createFeeds, type Feeds } from '../upstream/feeds.ts'
import { serveCommands } from '../upstream/remote-commands.ts'
import type { Db } from '../storage/database.ts'
import { nextFence } from '../storage/fence-store.ts'
import type { ClusterParts } from './wire-cluster.ts'

export interface LiveParts {
  readonly feeds: Feeds
  readonly hubs: Hubs
  readonly metrics: Metrics
  readonly health: Health
}

/** Creates the feeds, a hub for each, and what measures both. */
export function wireLive(
  config: Config,
  deps: {
    readonly build: string
    readonly db: Db
    /** Undefined on a single node. */
    readonly cluster: Pick<ClusterParts, 'feeds' | 'calls'> | undefined
    readonly clocks: Clocks
    readonly log: Logger
    readonly droppedLogLines: () => number
    /** Read when a client asks for metrics: displays are created later. */
    readonly displays: () => Pick<Displays, 'paintedAgesMs' | 'authenticated'>
    /** Records feeds, where history is switched on. */
    readonly recorder: Pick<Recorder, 'started' | 'stopped'> | undefined
    /** Undefined on a single node. */
    readonly clusterStatus: () => ClusterStatus | undefined
    readonly historyStatus: () => HistoryStatus | undefined
    readonly alerts: Pick<
      AlertParts,
      'alertSourceOf' | 'feedStarted' | 'feedOwned' | 'feedReleased' | 'feedStopped'
    >
    readonly deliveryStatus: () => DeliveryStatus
  },
): LiveParts {
  const { build, clocks, log, displays } = deps
  const metrics = createMetrics({
    clientCount: () => hubs.clientCount(),
    feeds: () => health.feeds(),
    history: deps.historyStatus,
    delivery: deps.deliveryStatus,
    cluster: deps.clusterStatus,
    paintedAgesMs: () => displays().paintedAgesMs(),
    displayNames: () => new Map([...displays().authenticated()].map(({ id, name }) => [id, name])),
    clocks,
    droppedLogLines: deps.droppedLogLines,
  })
  const hubs = createHubs({
    ...{ build, clocks, meter: metrics.meter, alertsOf: deps.alerts.alertSourceOf },
    log: (error, detail) => {
      log.error({ err: error, ...detail }, 'fan-out failed')
    },
  })
  /** Live data goes on without a database. */
  function fenceOfClock(error: unknown): number {
    log.error({ err: error }, 'the position of a feed could not be stored')
    return clocks.wall()
  }
  const feeds = createFeeds({
    region: config.region,
    loginUrl: config.loginUrl,
    clocks,
    agentFor: createAgentChoice(config.companyProxy),
    log: (event, detail, level) => {
      log[level ?? 'info'](detail, event)
    },
    onStarted(username, feed) {
      hubs.started(username, feed)
      deps.alerts.feedStarted(username, feed)
    },
    onOwned(username, feed, fence) {
      deps.recorder?.started(username, feed, deps.cluster === undefined ? undefined : fence)
      deps.alerts.feedOwned(username, feed, fence)
    },
    onReleased(username) {
      deps.recorder?.stopped(username)
      deps.alerts.feedReleased(username)
    },
    onStopped: (username) => {
      hubs.stopped(username)
      deps.alerts.feedStopped(username)
    },
    cluster: deps.cluster?.feeds,
    nextFence: (feed) => nextFence(deps.db, feed, clocks.wall()).catch(fenceOfClock),
  })
  if (deps.cluster !== undefined) serveCommands(deps.cluster.calls, feeds.commandsOf)
  if (config.companyProxy !== undefined)
    log.info({ proxy: shownProxy(config.companyProxy) }, 'Five9 is reached through a proxy')
  const health = createHealth({
    ...{ feeds, clocks, build, clientCount: hubs.clientCount, history: deps.historyStatus },
    hasServiceAccount: config.serviceAccount !== undefined,
    cluster: deps.clusterStatus,
  })
  return { feeds, hubs, metrics, health }
}
