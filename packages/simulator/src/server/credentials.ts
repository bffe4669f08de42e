import type { IncomingMessage } from 'node:http'

/** The token of a request: from `Authorization: Bearer-…`, a cookie or the query. */
export function tokenIdOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization
  const cookie = /(?:^|;\s*)Authorization=([^;]+)/.exec(request.headers.cookie ?? '')?.[1]
  const query = new URLSearchParams(request.url?.split('?')[1]).get('Authorization')
  const value = [header, cookie, query].find((candidate) => candidate?.startsWith('Bearer-') === true)
  return value?.slice('Bearer-'.length)
}

/** True for a peer on this machine. */
export function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(address ?? '')
}
