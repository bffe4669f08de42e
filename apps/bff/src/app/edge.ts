import type { IncomingMessage } from 'node:http'
import type { Clocks } from '@wallboard/relay'
import type { Logger } from 'pino'
import { addressGroup } from './address-group.ts'
import type { Config } from '../config.ts'
import type { Limiter } from '../http/limiter.ts'
import { createCookies, type Cookies } from '../auth/secret-cookie.ts'
import { createSecurityLog, type SecurityLog } from '../auth/security-log.ts'
import { createRequestOrigins, type RequestOrigins } from '../auth/request-origins.ts'
import { hostNamesOf } from './own-address.ts'
import { createLimiter } from '../auth/limiter.ts'

/** What requests and upgrades are judged by before anything is done for them. */
export interface Edge {
  readonly visitors: RequestOrigins
  readonly cookies: Cookies
  readonly securityLog: SecurityLog
  readonly changeLimit: Limiter
  readonly limits: { readonly pairingAsks: Limiter; readonly codeGuesses: Limiter }
  /** True for an upgrade by a page of this server. An upgrade cannot be told why it is refused: the log is. */
  readonly isOwnUpgrade: (request: IncomingMessage) => boolean
}

export function createEdge(config: Config, { monotonic }: Clocks, log: Logger): Edge {
  const visitors = createRequestOrigins({
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
    visitors,
    securityLog,
    cookies: createCookies({ isSecure: visitors.isSecure, basePath: config.basePath }),
    changeLimit: createLimiter({ points: 120, windowMs: 60_000, now: monotonic }),
    limits: {
      pairingAsks: createLimiter({ points: 20, windowMs: 60_000, now: monotonic }),
      codeGuesses: createLimiter({ points: 5, windowMs: 600_000, now: monotonic }),
    },
    isOwnUpgrade(request) {
      const isOwn = visitors.isKnownHost(request) && visitors.isOwnOrigin(request)
      if (!isOwn)
        securityLog.write('origin', {
          result: 'upgrade-refused',
          origin: request.headers.origin?.slice(0, 200),
          host: visitors.hostOf(request)?.slice(0, 200),
          address: visitors.addressOf(request),
        })
      return isOwn
    },
  }
}
