import type { GroupPolicy } from '@wallboard/alerts'
import type { Clocks } from '@wallboard/relay'
import type { Config } from '../config.ts'
import { createLog } from '../log/log.ts'
import { openStorage } from '../storage/open-storage.ts'
import { warmUpStatistics } from '../upstream/warm-up.ts'
import { systemClocks } from './clocks.ts'
import { listen } from './listen.ts'
import { urlOf } from './own-address.ts'
import { shutDown } from './shut-down.ts'
import { createStopSteps } from './stop-steps.ts'
import { startSweeper } from './sweeper.ts'
import { installationKey as readInstallationKey } from '../storage/installation-key.ts'
import { wireCluster } from './wire-cluster.ts'
import { wireDelivery } from './wire-delivery.ts'
import { wireParts } from './wire-parts.ts'

/** The running BFF. */
export interface Service {
  readonly url: string
  readonly port: number
  /** Ends connections, signs out of Five9, and frees the port. A second call waits for the first. */
  readonly close: () => Promise<void>
  /** What the stop waits for now, as a verb with its object. */
  readonly stopStep: () => string
}

/** Process supervisors allow at least this time. History gets what the steps before it leave of it. */
const stopWithinMs = 5_000
/** A flush of history takes much less. */
const historyAtLeastMs = 1_000
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
  const storage = await openStorage(config, { log, now: clocks.wall })
  const { db } = storage
  const installationKey = await readInstallationKey(config, storage)
  const cluster = config.cluster && wireCluster(config.cluster, { clocks, log, logError })
  const delivery = await wireDelivery(config, {
    ...{ db, clocks, log, installationKey, logError, groupPolicy, cluster },
  })
  const parts = wireParts(config, {
    ...{ db, clocks, log, installationKey, delivery, logError },
    ...{ cluster, postgres: storage.postgres },
    droppedLogLines: destination.droppedLines,
  })
  const { server, sockets, feeds, history, auth, wall } = parts
  // Its threads start with much work; after a restart all screens connect as soon as the server listens.
  await history?.opened
  warmUpStatistics()

  const port = await listen(server, config).catch(async (error: unknown) => {
    await history?.close(historyAtLeastMs)
    await delivery.close()
    await parts.closeCluster()
    await storage.close()
    throw error
  })
  const sweeper = startSweeper({
    tasks: [() => auth.sessions.sweep(sockets.isConnected), wall.sweep, auth.edge.securityLog.flush],
    logError,
  })
  if (config.serviceAccount !== undefined) await feeds.startServiceFeed(config.serviceAccount)
  log.info({ port, host: config.host, build: parts.build }, 'listening')

  let stopsAt = 0
  const steps = createStopSteps([
    ['stops the evaluation of alerts', parts.alerts.stopEvaluating],
    [
      'answers requests, signs out of Five9 and delivers messages',
      () => Promise.all([shutDown({ ...parts, log }), delivery.close()]),
    ],
    ['ends replays', parts.replays.close],
    ['ends drills', parts.drills.close],
    ['ends metrics', parts.metrics.close],
    ['writes the journal of alerts', parts.alerts.close],
    ['writes history', () => history?.close(Math.max(historyAtLeastMs, stopsAt - clocks.monotonic()))],
    ['ends displays', wall.close],
    ['leaves the cluster', parts.closeCluster],
    ['closes the database', storage.close],
  ])
  async function stop(): Promise<void> {
    stopsAt = clocks.monotonic() + stopWithinMs
    sweeper.close()
    try {
      await steps.run()
      log.info({}, 'stopped')
    } finally {
      await destination.flush(flushWithinMs)
    }
  }
  let stopping: Promise<void> | undefined

  return {
    ...{ url: urlOf(config, port), port },
    close: () => (stopping ??= stop()),
    stopStep: steps.current,
  }
}
