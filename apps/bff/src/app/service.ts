import type { GroupPolicy } from '@wallboard/alerts'
import type { Clocks } from '@wallboard/relay'
import type { Config } from '../config.ts'
import { createLog } from '../log/log.ts'
import { openStorage } from '../storage/open-storage.ts'
import { warmUpBoards } from '../boards/board-store.ts'
import { warmUpStatistics } from '../upstream/warm-up.ts'
import { systemClocks } from './clocks.ts'
import { listen } from './listen.ts'
import { urlOf } from './own-address.ts'
import { createStop, historyAtLeastMs } from './stop-service.ts'
import { startSweeper } from './sweeper.ts'
import { installationKey as readInstallationKey } from '../storage/installation-key.ts'
import type { wireCluster } from './wire-cluster.ts'
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

/** A server without other nodes does not load the client of Redis, which takes a tenth of the start. */
async function startCluster({ cluster }: Config, deps: Parameters<typeof wireCluster>[1]) {
  if (cluster === undefined) return undefined
  const loaded = await import('./wire-cluster.ts')
  return loaded.wireCluster(cluster, deps)
}

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
  const cluster = await startCluster(config, { clocks, log, logError })
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
  warmUpBoards()

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

  const { close, step } = createStop({
    ...{ ...parts, sweeper, delivery, storage, clocks, log, flushLog: destination.flush },
  })

  return { url: urlOf(config, port), port, close, stopStep: step }
}
