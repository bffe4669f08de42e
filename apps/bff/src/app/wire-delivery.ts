import type { GroupPolicy } from '@wallboard/alerts'
import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { startDelivery, type AlertDelivery } from '../delivery/delivery.ts'
import type { Db } from '../storage/database.ts'
import { createAgentChoice } from '../upstream/company-proxy.ts'

/** Starts the delivery of alerts to channels. Receivers are reached through the company's proxy, as Five9 is. */
export function wireDelivery(
  config: Config,
  deps: {
    readonly db: Db
    readonly clocks: Clocks
    readonly log: Logger
    readonly installationKey: Uint8Array
    readonly logError: (error: unknown) => void
    readonly groupPolicy: GroupPolicy | undefined
  },
): Promise<AlertDelivery> {
  const { db, clocks, log, installationKey, logError, groupPolicy } = deps
  return startDelivery({
    ...{ db, installationKey, logError, groupPolicy, random: Math.random },
    ...{ now: clocks.monotonic, nowWall: clocks.wall },
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
}
