import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import { loginAddress, type Region } from '@wallboard/five9'
import { z } from 'zod'
import { proxyUrlOf, type CompanyProxy } from './upstream/company-proxy.ts'

/** What the environment says, checked. */
export interface Config {
  readonly port: number
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string
  /** Below which the wallboard is reached, such as `/wallboard`; empty at the root. */
  readonly basePath: string
  /** Names under which browsers may ask for this server, besides addresses, `localhost` and the machine's own name. */
  readonly allowedHosts: readonly string[]
  readonly dataDir: string
  readonly region: Region | undefined
  readonly loginUrl: string | undefined
  /** Through which Five9 is reached, where the company's network asks for it. */
  readonly companyProxy: CompanyProxy | undefined
  /** The user whose feed starts by itself. */
  readonly serviceAccount: { readonly username: string; readonly password: string } | undefined
  /** Addresses, subnets or names of groups of the proxies in front, whose `X-Forwarded-…` headers count. */
  readonly trustedProxies: readonly string[]
  /** Five9 users who may see what is for administrators; when empty, the house user. */
  readonly adminUsers: readonly string[]
  /** How many screens may be connected: in all, from one address, and by one person. */
  readonly connections: { readonly inAll: number; readonly perAddress: number; readonly perPerson: number }
  readonly logLevel: string
  /** Whoever sends it may read `/metrics`; without it nobody may. */
  readonly metricsToken: string | undefined
  /** Messages are deflated once for all screens that can inflate them: for thin lines, at the cost of some CPU. */
  readonly sharesDeflate: boolean
  /** Where the built single-page application lies. */
  readonly spaDir: string
}

/** A variable with a value that cannot be used; the message names it. */
export class BadConfig extends Error {
  override name = 'BadConfig'
}

/** The library's own rule: https, or http on this machine; no credentials in it. */
function isLoginUrl(loginUrl: string): boolean {
  try {
    loginAddress({ loginUrl })
    return true
  } catch {
    return false // the caller names the variable
  }
}

const proxyGroups: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

function isProxy(text: string): boolean {
  if (proxyGroups.has(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

const List = z.string().transform((text) => text.split(',').map((part) => part.trim()))
const Proxies = List.refine((parts) => parts.every(isProxy))
const Names = List.refine((names) => names.every((name) => name !== ''))

const HostName = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/
const HostNames = List.transform((names) => names.map((name) => name.toLowerCase())).refine((names) =>
  names.every((name) => HostName.test(name)),
)

/** The server's own addresses: below one of them `/display` could mean two things. */
const reserved = 'api|assets|boards|debug|display|displays|healthz|metrics|preview|readyz'
const BasePath = z
  .string()
  .transform((text) => `/${text.replace(/^\/+|\/+$/g, '')}`)
  .refine((path) => path === '/' || /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/.test(path))
  .refine((path) => !new RegExp(`^/(?:${reserved})(?:/|$)`).test(path))
  .transform((path) => (path === '/' ? '' : path))

const ProxyAddress = z
  .string()
  .transform(proxyUrlOf)
  .refine((url) => url !== undefined)

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535))
const Count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
const Variables = z.object({
  PORT: Port.default(8_080),
  HOST: z
    .string()
    .default('127.0.0.1')
    .transform((host) => host.replace(/^\[(.*)\]$/, '$1')),
  BASE_PATH: BasePath.default(''),
  ALLOWED_HOSTS: HostNames.default([]),
  DATA_DIR: z.string().default('data'),
  FIVE9_REGION: z.enum(['US', 'CA', 'LDN', 'FRK']).optional(),
  FIVE9_LOGIN_URL: z.string().refine(isLoginUrl).optional(),
  FIVE9_USERNAME: z.string().optional(),
  FIVE9_PASSWORD: z.string().optional(),
  HTTPS_PROXY: ProxyAddress.optional(),
  NO_PROXY: z.string().default(''),
  TRUST_PROXY: Proxies.default([]),
  ADMIN_USERS: Names.default([]),
  METRICS_TOKEN: z.string().min(16).optional(),
  SHARED_DEFLATE: z.enum(['on', 'off']).default('off'),
  MAX_CONNECTIONS: Count.default(8_000),
  MAX_CONNECTIONS_PER_ADDRESS: Count.default(2_000),
  MAX_CONNECTIONS_PER_USER: Count.default(50),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  WALLBOARD_SPA_DIR: z.string().default(fileURLToPath(new URL('../../wallboard/dist', import.meta.url))),
})

const expectations: Readonly<Record<string, string>> = {
  PORT: 'a port number from 0 to 65535',
  FIVE9_REGION: 'US, CA, LDN or FRK',
  FIVE9_LOGIN_URL: 'a whole https address without credentials (plain http on this machine only)',
  HTTPS_PROXY: 'the address of an HTTP proxy, such as http://proxy.example:3128',
  TRUST_PROXY:
    'addresses or subnets of the proxies in front, or loopback, linklocal, uniquelocal, with commas between',
  BASE_PATH:
    'a path such as /wallboard, of letters, digits and - . _ ~, and not one of the server’s own such as /display',
  ALLOWED_HOSTS: 'host names without ports, such as wallboard.example.com, with commas between',
  ADMIN_USERS: 'user names with commas between',
  SHARED_DEFLATE: 'on or off',
  MAX_CONNECTIONS: 'a number from 1 to 999999',
  MAX_CONNECTIONS_PER_ADDRESS: 'a number from 1 to 999999',
  MAX_CONNECTIONS_PER_USER: 'a number from 1 to 999999',
  METRICS_TOKEN: 'a secret of 16 characters or more',
  LOG_LEVEL: 'silent, error, warn, info or debug',
}

/**
 * Reads the environment; an empty variable counts as unset.
 * @throws BadConfig with one line that names the variable, never its value when that could be a secret
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  // Both spellings are usual; the small one wins, as with curl.
  for (const name of ['HTTPS_PROXY', 'NO_PROXY']) set[name] = set[name.toLowerCase()] ?? set[name]
  const parsed = Variables.safeParse(set)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new BadConfig(`${name} must be ${expectations[name] ?? 'a text'}`)
  }
  const { FIVE9_USERNAME: username, FIVE9_PASSWORD: password, ...rest } = parsed.data
  if (username !== undefined && password === undefined)
    throw new BadConfig('FIVE9_PASSWORD must go with FIVE9_USERNAME')
  if (username === undefined && password !== undefined)
    throw new BadConfig('FIVE9_USERNAME must go with FIVE9_PASSWORD')
  return {
    port: rest.PORT,
    host: rest.HOST,
    basePath: rest.BASE_PATH,
    allowedHosts: rest.ALLOWED_HOSTS,
    dataDir: rest.DATA_DIR,
    region: rest.FIVE9_REGION,
    loginUrl: rest.FIVE9_LOGIN_URL,
    companyProxy:
      rest.HTTPS_PROXY === undefined
        ? undefined
        : { url: rest.HTTPS_PROXY, exceptions: rest.NO_PROXY.split(/[\s,]+/) },
    serviceAccount: username === undefined || password === undefined ? undefined : { username, password },
    trustedProxies: rest.TRUST_PROXY,
    adminUsers: rest.ADMIN_USERS,
    connections: {
      inAll: rest.MAX_CONNECTIONS,
      perAddress: rest.MAX_CONNECTIONS_PER_ADDRESS,
      perPerson: rest.MAX_CONNECTIONS_PER_USER,
    },
    logLevel: rest.LOG_LEVEL,
    metricsToken: rest.METRICS_TOKEN,
    sharesDeflate: rest.SHARED_DEFLATE === 'on',
    spaDir: rest.WALLBOARD_SPA_DIR,
  }
}
