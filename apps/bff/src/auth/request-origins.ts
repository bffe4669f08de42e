import type { IncomingMessage } from 'node:http'
import { isIP, type Socket } from 'node:net'
import proxyAddress from 'proxy-addr'

/** Why a state-changing request or an upgrade is refused before any work is done for it. */
export type OriginFault = 'foreign-origin' | 'host-rewritten'

/** Reads the origin, host and transport of a request; also of an upgrade, which does not pass through Express. */
export interface RequestOrigins {
  /** The client's address, as reported by trusted proxies. */
  readonly addressOf: (request: IncomingMessage) => string
  /** The key of rate limits: the group of addresses that one client can choose from. */
  readonly networkOf: (request: IncomingMessage) => string
  /** True for the address of a trusted proxy, which serves many clients. */
  readonly isProxy: (address: string) => boolean
  /** True when the client's own connection uses TLS. */
  readonly isSecure: (request: IncomingMessage) => boolean
  /** The host and port that the browser used; a trusted proxy may report them in `X-Forwarded-Host`. */
  readonly hostOf: (request: IncomingMessage) => string | undefined
  /** False for a name that is not configured: another site may have made its own name resolve to this server. */
  readonly isKnownHost: (request: IncomingMessage) => boolean
  /** True when the request's Origin is this server itself; a missing Origin is not. For WebSocket upgrades. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean
  /** Why a state-changing request may come from a page of another site; undefined when it does not. */
  readonly originFault: (request: IncomingMessage) => OriginFault | undefined
}

const first = (header: string | string[] | undefined): string | undefined =>
  (typeof header === 'string' ? header : header?.[0])?.split(',', 1)[0]?.trim()

/** The name in a `Host` header without its port; undefined when the header is invalid. */
function hostNameOf(host: string): string | undefined {
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
  /** Host names of this server in lower case. Addresses and `localhost` are always accepted. */
  readonly hostNames: readonly string[]
  /** Maps an address to its group. */
  readonly groupOf: (address: string) => string
}

export function createRequestOrigins({
  trustedProxies,
  hostNames,
  groupOf,
}: RequestOriginOptions): RequestOrigins {
  const trusts = proxyAddress.compile([...trustedProxies])
  const names = new Set(['localhost', ...hostNames])
  const isProxy = ({ remoteAddress = '' }: Socket) => trusts(remoteAddress, 0)

  /** Without the header there is nothing to look up: so all displays connect that have no proxy before them. */
  const addressOf = (request: IncomingMessage) =>
    request.headers['x-forwarded-for'] === undefined
      ? (request.socket.remoteAddress ?? '')
      : proxyAddress(request, trusts)
  /** As for addresses: without the header it is not asked where the request comes from. */
  function hostOf({ headers, socket }: IncomingMessage): string | undefined {
    const forwarded = headers['x-forwarded-host']
    return (forwarded !== undefined && isProxy(socket) ? first(forwarded) : undefined) ?? headers.host
  }

  function isKnownName(host: string): boolean {
    const name = hostNameOf(host)
    if (name === undefined) return false
    // No foreign name server can make an address resolve to this server.
    return isIP(name) !== 0 || names.has(name) || name.endsWith('.localhost')
  }

  /** The answer for the last host: all displays that connect after a restart use the same one. */
  let last: { readonly host: string; readonly isKnown: boolean } | undefined

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
      return isProxy(request.socket) && first(request.headers['x-forwarded-proto']) === 'https'
    },
    hostOf,
    isKnownHost(request) {
      const host = hostOf(request)
      if (host === undefined) return false
      if (last?.host !== host) last = { host, isKnown: isKnownName(host) }
      return last.isKnown
    },
    isOwnOrigin,
    originFault(request) {
      const { origin, cookie = '' } = request.headers
      const site = request.headers['sec-fetch-site']
      if (isOwnOrigin(request)) return undefined
      if (origin === undefined) {
        if (site === 'same-origin' || site === 'none') return undefined
        // Browsers send an Origin with every change. A program without cookies has no rights to misuse.
        return site === undefined && cookie === '' ? undefined : 'foreign-origin'
      }
      // A page of another site can neither send same-origin nor, without a preflight, JSON: a proxy changed the Host.
      const isOfOwnPage =
        site === 'same-origin' || (site === undefined && origin !== 'null' && isJson(request))
      return isOfOwnPage ? 'host-rewritten' : 'foreign-origin'
    },
  }
}
