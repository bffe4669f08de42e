import type { IncomingMessage } from 'node:http'
import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import { addressGroup } from './address-group.ts'
import type { Config } from '../config.ts'
import { createCookies, type Cookies } from '../auth/secret-cookie.ts'
import { createSecurityLog, type SecurityLog } from '../auth/security-log.ts'
import { createRequestOrigins, type RequestOrigins } from '../auth/request-origins.ts'
import { hostNamesOf } from './own-address.ts'

/** What checks requests and upgrades before any work is done for them. */
export interface Edge {
  readonly requestOrigins: RequestOrigins
  readonly cookies: Cookies
  readonly securityLog: SecurityLog
  /** True for an upgrade by a page of this server. A browser cannot read why an upgrade is refused, so it is logged. */
  readonly isOwnUpgrade: (request: IncomingMessage) => boolean
}

export function createEdge(config: Config, { monotonic }: Clocks, log: Logger): Edge {
  const requestOrigins = createRequestOrigins({
    trustedProxies: config.trustedProxies,
    hostNames: hostNamesOf(config),
    groupOf: addressGroup,
  })
  const lines = log.child({ part: 'security' })
  const securityLog = createSecurityLog({
    now: monotonic,
    line: (event, detail) => {
      lines.info(detail, event)
    },
  })
  return {
    requestOrigins,
    securityLog,
    cookies: createCookies({ isSecure: requestOrigins.isSecure, basePath: config.basePath }),
    isOwnUpgrade(request) {
      const isOwn = requestOrigins.isKnownHost(request) && requestOrigins.isOwnOrigin(request)
      if (!isOwn)
        securityLog.write('origin', {
          result: 'upgrade-refused',
          origin: request.headers.origin?.slice(0, 200),
          host: requestOrigins.hostOf(request)?.slice(0, 200),
          address: requestOrigins.addressOf(request),
        })
      return isOwn
    },
  }
}
