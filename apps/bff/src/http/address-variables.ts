import { isIP } from 'node:net'
import { z } from 'zod'

/** Texts separated by commas. */
export const List = z.string().transform((text) => text.split(',').map((part) => part.trim()))

const proxyGroups: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

function isProxy(text: string): boolean {
  if (proxyGroups.has(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

/** Reverse proxies in front of the server. */
export const Proxies = List.refine((parts) => parts.every(isProxy))

const HostName = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/
/** Names of hosts, in lower case. */
export const HostNames = List.transform((names) => names.map((name) => name.toLowerCase())).refine((names) =>
  names.every((name) => HostName.test(name)),
)

/** The server's own paths. A base path that begins with one of them would be ambiguous. */
const reserved = 'api|assets|boards|debug|display|displays|healthz|metrics|preview|readyz'
/** The path of the wallboard, with a slash at its start and none at its end; empty at the root. */
export const BasePath = z
  .string()
  .transform((text) => `/${text.replace(/^\/+|\/+$/g, '')}`)
  .refine((path) => path === '/' || /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/.test(path))
  .refine((path) => !new RegExp(`^/(?:${reserved})(?:/|$)`).test(path))
  .transform((path) => (path === '/' ? '' : path))
