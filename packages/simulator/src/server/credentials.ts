import type { IncomingMessage } from 'node:http'

/** The host of a request without its port: cookies ignore ports. */
const hostnameOf = ({ headers }: IncomingMessage): string => (headers.host ?? '').replace(/:\d+$/, '')

const balancerCookie = 'BIGipServerlogin_pool'
const balancerValue = (hostname: string): string => Buffer.from(hostname).toString('hex')

/**
 * The cookies of a sign-in reply, as captured: four for all hosts of the domain, and two of the load balancer, which
 * belong to the host of the request.
 */
export function loginCookies(
  { id, sessionId }: { readonly id: string; readonly sessionId: string },
  farmId: string,
  request: IncomingMessage,
): readonly string[] {
  return [
    `Authorization=Bearer-${id}; Path=/; HttpOnly`,
    `farmId=${farmId}; Path=/`,
    `apiRouteKey=R${farmId}; Path=/`,
    `f9-sessionId=${sessionId}; Path=/; HttpOnly`,
    `${balancerCookie}=${balancerValue(hostnameOf(request))}; Path=/; HttpOnly`,
    `TS01a2b3c4=01${sessionId.slice(0, 30)}; Path=/`,
  ]
}

/** True for a request that carries the load balancer's cookie of another host. */
export function hasForeignCookie(request: IncomingMessage): boolean {
  const value = new RegExp(`(?:^|;\\s*)${balancerCookie}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1]
  return value !== undefined && value !== balancerValue(hostnameOf(request))
}

/** The token of a request: from `Authorization: Bearer-…` or `Bearer …`, a cookie or the query. */
export function tokenIdOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization
  const cookie = /(?:^|;\s*)Authorization=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
  const query = new URLSearchParams(request.url?.split('?')[1]).get('Authorization')
  return [header, cookie, query].flatMap((value) => /^Bearer[- ](.+)$/.exec(value ?? '')?.[1] ?? [])[0]
}

/** True for a peer on this machine. */
export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address ?? '')
}
