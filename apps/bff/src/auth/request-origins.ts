import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddress from 'proxy-addr'

/** Why a state-changing request, or an upgrade, is refused before anything is done for it. */
export type OriginFault = 'foreign-origin' | 'host-rewritten'

/** Reads who sent a request, by which name and over what; also of an upgrade, which Express never sees. */
export interface RequestOrigins {
  /** The visitor's address, as the trusted proxies in front tell it. */
  readonly addressOf: (request: IncomingMessage) => string
  /** What limits count by: the group of addresses that the visitor can choose from. */
  readonly networkOf: (request: IncomingMessage) => string
  /** True for the address of a trusted proxy, which stands for many visitors. */
  readonly isProxy: (address: string) => boolean
  /** True when the visitor's own connection uses TLS. */
  readonly isSecure: (request: IncomingMessage) => boolean
  /** The name and port that the visitor's browser asked for; a trusted proxy may tell it in `X-Forwarded-Host`. */
  readonly hostOf: (request: IncomingMessage) => string | undefined
  /** False for a name that nobody configured: a page of another site may have made it resolve to this server. */
  readonly isKnownHost: (request: IncomingMessage) => boolean
  /** True when the request's Origin is this server itself; a missing Origin is not. For WebSocket upgrades. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  /** Why a state-changing request may come from a page of another site; undefined for one that does not. */
  readonly originFault: (request: IncomingMessage) => OriginFault | undefined
}

const first = (header: string | string[] | undefined): string | undefined =>
  (typeof header === 'string' ? header : header?.[0])?.split(',', 1)[0]?.trim()

/** The name in a `Host` header, without its port; undefined for one that is no host. */
function nameIn(host: string): string | undefined {
  if (!/^[A-Za-z0-9.:[\]_-]+$/.test(host)) return undefined
  try {
    return new URL(`http://${host}`).hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  } catch {
    return undefined
  }
}

const isJson = (request: IncomingMessage) =>
  /^application\/json\b/i.test(request.headers['content-type'] ?? '')

export interface RequestOriginOptions {
  readonly trustedProxies: readonly string[]
  /** Names under which this server may be asked for, in lower case. Addresses and `localhost` always may. */
  readonly hostNames: readonly string[]
  /** The group of addresses that an address is one of. */
  readonly groupOf: (address: string) => string
}

export function createRequestOrigins({
  trustedProxies,
  hostNames,
  groupOf,
}: RequestOriginOptions): RequestOrigins {
  const trusts = proxyAddress.compile([...trustedProxies])
  const names = new Set(['localhost', ...hostNames])
  const isFromProxy = (request: IncomingMessage) => trusts(request.socket.remoteAddress ?? '', 0)

  const addressOf = (request: IncomingMessage) => proxyAddress(request, trusts)
  const hostOf = (request: IncomingMessage) =>
    (isFromProxy(request) ? first(request.headers['x-forwarded-host']) : undefined) ?? request.headers.host

  function isOwnOrigin(request: IncomingMessage): boolean {
    const { origin } = request.headers
    const host = hostOf(request)
    return host !== undefined && (origin === `https://${host}` || origin === `http://${host}`)
  }

  return {
    addressOf,
    networkOf: (request) => groupOf(addressOf(request)),
    isProxy: (address) => trusts(address, 0),
    isSecure(request) {
      if ('encrypted' in request.socket) return true
      return isFromProxy(request) && first(request.headers['x-forwarded-proto']) === 'https'
    },
    hostOf,
    isKnownHost(request) {
      const host = hostOf(request)
      const name = host === undefined ? undefined : nameIn(host)
      if (name === undefined) return false
      // An address is no name that a stranger's name server could answer for.
      return isIP(name) !== 0 || names.has(name) || name.endsWith('.localhost')
    },
    isOwnOrigin,
    originFault(request) {
      const { origin, cookie = '' } = request.headers
      const site = request.headers['sec-fetch-site']
      if (isOwnOrigin(request)) return undefined
      if (origin === undefined) {
        if (site === 'same-origin' || site === 'none') return undefined
        // Browsers send an Origin with every change. A program without cookies has nobody's rights to misuse.
        return site === undefined && cookie === '' ? undefined : 'foreign-origin'
      }
      // A page of another site can neither say same-origin nor, unasked, send JSON: a proxy has changed the Host.
      const isOfOwnPage =
        site === 'same-origin' || (site === undefined && origin !== 'null' && isJson(request))
      return isOfOwnPage ? 'host-rewritten' : 'foreign-origin'
    },
  }
}
