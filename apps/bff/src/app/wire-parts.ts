import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { AlertDelivery } from '../delivery/delivery.ts'
import { noHints } from '../bus/hints.ts'
import { createMarkedDayStore } from '../history/marked-days/marked-day-store.ts'
import { createMarkedDays } from '../history/marked-days/marked-days.ts'
import type { Db } from '../storage/database.ts'
import { createViewStore } from '../views/view-store.ts'
import { createViews } from '../views/views.ts'
import { buildIdOf } from './build-id.ts'
import { steadyClock } from './clocks.ts'
import { createConnectionCommands } from './connection-commands.ts'
import { createReadinessLog } from './readiness-log.ts'
import { createScreensSentAway } from './send-screens-away.ts'
import { timeOfInstant } from './time-of-instant.ts'
import { wireAlerts } from './wire-alerts.ts'
import { wireAuth } from './wire-auth.ts'
import type { ClusterParts } from './wire-cluster.ts'
import { wireClusterStatus } from './wire-cluster-status.ts'
import { wireDisplays } from './wire-displays.ts'
import { wireDrills } from './wire-drills.ts'
import { wireRecorder } from './wire-history.ts'
import { wireHttp } from './wire-http.ts'
import { wireLive } from './wire-live.ts'

/**
 * Creates the parts of the server and connects them. Some need others that are created later: they get functions that
 * read these when they are called, never before all parts exist.
 */
export function wireParts(
  config: Config,
  deps: {
    readonly db: Db
    readonly clocks: Clocks
    readonly log: Logger
    readonly droppedLogLines: () => number
    readonly installationKey: Uint8Array
    readonly delivery: AlertDelivery
    /** Undefined for a server with one node. */
    readonly cluster: ClusterParts | undefined
    readonly postgres: { readonly isReachable: () => boolean } | undefined
    readonly logError: (error: unknown) => void
  },
) {
  const { db, clocks, log, installationKey, delivery, logError } = deps
  const build = buildIdOf(config.spaDir)
  const { bus, hints = noHints } = deps.cluster ?? {}
  const now = deps.cluster?.clock.now ?? steadyClock(clocks)
  const connections = createConnectionCommands({ bus, logError })
  const logReadiness = createReadinessLog({
    ...{ warn: log.warn.bind(log), info: log.info.bind(log) },
    timeOf: (at) => timeOfInstant(at, clocks),
  })
  const status =
    deps.cluster &&
    wireClusterStatus({
      ...{ cluster: deps.cluster, postgres: deps.postgres, build, clocks, logError },
      feeds: () => live.feeds.clustered(),
      onSampled: () => {
        logReadiness(live.health.report({ isDraining: false }))
        sentAway.check()
      },
    })
  const clusterStatus = () => status?.current()
  const sentAway = createScreensSentAway({
    now: clocks.monotonic,
    redis: () => clusterStatus()?.redis,
    hasOthers: () => status?.hasOthers() ?? false,
    feeds: () => live.feeds.clustered(),
    sendAway: (username, reason) => {
      live.hubs.sendAway(username, reason)
    },
    log: log.warn.bind(log),
  })
  const history = wireRecorder(config, {
    ...{ clocks, log, feeds: () => live.feeds },
    doesSharedWork: deps.cluster?.desk.isHeld ?? (() => true),
  })
  const markedDays = createMarkedDays({
    store: createMarkedDayStore(db),
    hints,
    configured: config.history?.holidays ?? [],
    wall: clocks.wall,
  })
  const alerts = wireAlerts({
    ...{ history, markedDates: markedDays.dates },
    ...{ db, clocks, logError, dayRule: config.dayRule, feeds: () => live.feeds },
    serviceUsername: config.serviceAccount?.username,
    ...{ boards: () => wall.boards, displays: () => wall.displays },
    enqueue: delivery.outbox.enqueue,
    cluster: deps.cluster,
  })
  const live = wireLive(config, {
    ...{ alerts, db, cluster: deps.cluster },
    ...{ build, clocks, log, droppedLogLines: deps.droppedLogLines },
    displays: () => wall.displays,
    recorder: history?.recorder,
    clusterStatus,
    historyStatus: () => history?.status(),
    deliveryStatus: delivery.status,
  })
  const { feeds, hubs, metrics } = live
  const auth = wireAuth(config, {
    ...{ db, clocks, now, hints, redis: deps.cluster?.redis },
    ...{ log, feeds, connections, installationKey, logError },
  })
  const drills = wireDrills({
    ...{ history, feeds, connections, build, clocks, logError, dayRule: config.dayRule },
    displays: () => wall.displays,
    securityLog: auth.edge.securityLog,
    cluster: deps.cluster,
  })
  const wall = wireDisplays({
    drillOf: drills.shownOn,
    onBoardChanged: alerts.boardChanged,
    ...{ db, clocks, steadyNow: now, feeds, connections, hints, logError, cluster: deps.cluster },
    installationKey,
    securityLog: auth.edge.securityLog,
    onRemoved: metrics.displayRemoved,
  })
  const http = wireHttp(config, {
    channels: delivery.channels,
    views: createViews({ store: createViewStore(db), now: clocks.wall }),
    markedDays,
    ...{ ...live, ...auth, ...wall, ...drills, ...alerts, history, build, clocks, connections, logError },
    clusterStatus,
    isRefusing: sentAway.isRefusing,
  })
  connections.attach(http.sockets)
  async function closeCluster(): Promise<void> {
    await status?.close()
    await deps.cluster?.close()
  }
  return { ...http, closeCluster, build, feeds, hubs, metrics, alerts, history, auth, drills, wall }
}
