import type { GroupPolicy } from '@wallboard/alerts'
import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { startDelivery, type AlertDelivery } from '../delivery/delivery.ts'
import type { Db } from '../storage/database.ts'
import { createAgentChoice } from '../upstream/company-proxy.ts'
import { createSenderLease } from './sender-lease.ts'
import type { ClusterParts } from './wire-cluster.ts'

/** Starts the delivery of alerts to channels. Receivers are reached through the company's proxy, as Five9 is. */
export async function wireDelivery(
  config: Config,
  deps: {
    readonly db: Db
    readonly clocks: Clocks
    readonly log: Logger
    readonly installationKey: Uint8Array
    readonly logError: (error: unknown) => void
    readonly groupPolicy: GroupPolicy | undefined
    /** Undefined for a server with one node. */
    readonly cluster: Pick<ClusterParts, 'clock' | 'desk' | 'hints'> | undefined
  },
): Promise<AlertDelivery> {
  const { db, clocks, log, installationKey, logError, groupPolicy, cluster } = deps
  const delivery = await startDelivery({
    ...{ db, installationKey, logError, groupPolicy, random: Math.random },
    // Instants in the database are those of the clock that all nodes share.
    ...{ now: cluster?.clock.now ?? clocks.monotonic, nowWall: cluster?.clock.now ?? clocks.wall },
    lease: cluster && createSenderLease(cluster.desk),
    allow: config.webhookAllow,
    messageOptions: {
      ...{ publicUrl: config.publicUrl, timeZone: config.timeZone },
      domainNames: config.domainNames,
    },
    agentFor: createAgentChoice(config.companyProxy),
    warn: (event, detail) => {
      log.warn(detail, event)
    },
  })
  if (cluster === undefined) return delivery
  cluster.hints.on('messages', delivery.wake)
  return {
    ...delivery,
    outbox: {
      async enqueue(transaction, org, notices) {
        await delivery.outbox.enqueue(transaction, org, notices)
        if (notices.length > 0) cluster.hints.announce('messages', org)
      },
    },
  }
}
