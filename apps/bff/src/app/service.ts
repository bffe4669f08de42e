import type { GroupPolicy } from '@wallboard/alerts'
import type { Clocks } from '@wallboard/relay'
import type { Config } from '../config.ts'
import { createLog } from '../log/log.ts'
import { openDatabase } from '../storage/database.ts'
import { warmUpStatistics } from '../upstream/warm-up.ts'
import { buildIdOf } from './build-id.ts'
import { systemClocks } from './clocks.ts'
import { createConnectionCommands } from './connection-commands.ts'
import { listen } from './listen.ts'
import { urlOf } from './own-address.ts'
import { shutDown } from './shut-down.ts'
import { startSweeper } from './sweeper.ts'
import { createMarkedDayStore } from '../history/marked-days/marked-day-store.ts'
import { createMarkedDays } from '../history/marked-days/marked-days.ts'
import { createViewStore } from '../views/view-store.ts'
import { createViews } from '../views/views.ts'
import { wireAlerts } from './wire-alerts.ts'
import { installationKey as readInstallationKey } from '../storage/installation-key.ts'
import { wireAuth } from './wire-auth.ts'
import { wireDelivery } from './wire-delivery.ts'
import { wireRecorder } from './wire-history.ts'
import { wireDisplays } from './wire-displays.ts'
import { wireDrills } from './wire-drills.ts'
import { wireHttp } from './wire-http.ts'
import { wireLive } from './wire-live.ts'

/** The running BFF. */
export interface Service {
  readonly url: string
  readonly port: number
  /** Ends connections, signs out of Five9, and frees the port. A second call waits for the first. */
  readonly close: () => Promise<void>
}

/** A log that cannot be written delays a stop for at most this long. */
const flushWithinMs = 500

/**
 * Creates all parts in order, connects them, and listens. Rejects when the port is taken or DATA_DIR cannot be used.
 * @param groupPolicy how long messages about alerts wait for others; tests shorten it
 */
export async function createService(
  config: Config,
  clocks: Clocks = systemClocks,
  { groupPolicy }: { readonly groupPolicy?: GroupPolicy } = {},
): Promise<Service> {
  const { log, destination } = createLog(config.logLevel)
  const logError = (error: unknown) => {
    log.error({ err: error }, 'request failed')
  }
  const db = await openDatabase(config.dataDir, { log, now: clocks.wall })
  const installationKey = await readInstallationKey(config.dataDir)
  const delivery = await wireDelivery(config, {
    ...{ db, clocks, log, installationKey, logError, groupPolicy },
  })
  const build = buildIdOf(config.spaDir)
  const connections = createConnectionCommands(logError)
  const history = wireRecorder(config, { clocks, log, feeds: () => live.feeds })
  const markedDays = createMarkedDays({
    store: createMarkedDayStore(db),
    configured: config.history?.holidays ?? [],
    wall: clocks.wall,
  })
  const alerts = wireAlerts({
    ...{ history, markedDates: markedDays.dates },
    ...{ db, clocks, logError, timeZone: config.timeZone, feeds: () => live.feeds },
    serviceUsername: config.serviceAccount?.username,
    ...{ boards: () => wall.boards, displays: () => wall.displays },
    enqueue: delivery.outbox.enqueue,
  })
  const live = wireLive(config, {
    alerts,
    ...{ build, clocks, log, droppedLogLines: destination.droppedLines },
    displays: () => wall.displays,
    recorder: history?.recorder,
    historyStatus: () => history?.status(),
    deliveryStatus: delivery.status,
  })
  const { feeds, hubs, metrics } = live
  const auth = wireAuth(config, { clocks, log, feeds, connections, installationKey, logError })
  const drills = wireDrills({
    ...{ history, feeds, connections, build, clocks, logError },
    displays: () => wall.displays,
    securityLog: auth.edge.securityLog,
  })
  const wall = wireDisplays({
    drillOf: drills.drills.ofDisplay,
    onBoardChanged: alerts.boardChanged,
    ...{ db, clocks, feeds, connections, logError },
    securityLog: auth.edge.securityLog,
    onRemoved: metrics.displayRemoved,
  })
  const { server, sockets, draining, replays } = wireHttp(config, {
    channels: delivery.channels,
    views: createViews({ store: createViewStore(db), now: clocks.wall }),
    markedDays,
    ...{ ...live, ...auth, ...wall, ...drills, ...alerts, history, build, clocks, connections, logError },
  })
  connections.attach(sockets)
  // Its threads start with much work; after a restart all screens connect as soon as the server listens.
  await history?.opened
  warmUpStatistics()

  const port = await listen(server, config).catch(async (error: unknown) => {
    await history?.close()
    await delivery.close()
    await db.destroy()
    throw error
  })
  const sweeper = startSweeper({
    tasks: [() => auth.sessions.sweep(sockets.isConnected), wall.sweep, auth.edge.securityLog.flush],
    logError,
  })
  if (config.serviceAccount !== undefined) feeds.startServiceFeed(config.serviceAccount)
  log.info({ port, host: config.host, build }, 'listening')

  async function stop(): Promise<void> {
    sweeper.close()
    alerts.stopEvaluating()
    await Promise.all([shutDown({ server, sockets, draining, hubs, feeds, log }), delivery.close()])
    replays.close()
    drills.close()
    metrics.close()
    await alerts.close()
    await history?.close()
    await db.destroy()
    log.info({}, 'stopped')
    await destination.flush(flushWithinMs)
  }
  let stopping: Promise<void> | undefined

  return { url: urlOf(config, port), port, close: () => (stopping ??= stop()) }
}
