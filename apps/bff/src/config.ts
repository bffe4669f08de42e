import { fileURLToPath } from 'node:url'
import { loginAddress, type Region } from '@wallboard/five9'
import type { DayRule } from '@wallboard/history'
import { isTimeZone } from '@wallboard/relay/time-zone'
import { z } from 'zod'
import { serviceLevelFormulas, type ServiceLevelFormula } from '@wallboard/statistics/campaign-table'
import {
  clusterConfigOf,
  clusterExpectations,
  clusterVariables,
  type ClusterConfig,
} from './cluster/cluster-config.ts'
import { BasePath, HostNames, List, Proxies } from './http/address-variables.ts'
import type { AllowList } from './delivery/address-check.ts'
import { AllowEntries, PublicUrl, publicUrlOf } from './delivery/delivery-config.ts'
import { largeMessages, longMessages, type SharedDeflate } from './live/hub/shared-deflate.ts'
import { proxyUrlOf, type CompanyProxy } from './upstream/company-proxy.ts'

/** The configuration, read from the environment and validated. */
export interface Config {
  readonly port: number
  /** A name or an address; an IPv6 address without brackets. */
  readonly host: string
  /** The path under which the wallboard is served, such as `/wallboard`; empty at the root. */
  readonly basePath: string
  /** Host names that browsers may use for this server, besides addresses, `localhost` and the machine's own name. */
  readonly allowedHosts: readonly string[]
  /** The address under which browsers reach the wallboard, for links in messages; undefined without links. */
  readonly publicUrl: string | undefined
  /** Receivers of alerts inside the network; messages go to public addresses only, and to these. */
  readonly webhookAllow: AllowList
  readonly dataDir: string
  /** The address of the PostgreSQL database, which may contain a password; undefined: SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Undefined on a server that is the only one. */
  readonly cluster: ClusterConfig | undefined
  /** The secret that all nodes share; undefined: it is in PostgreSQL, or without that in DATA_DIR. */
  readonly installationKey: Uint8Array | undefined
  readonly region: Region | undefined
  readonly loginUrl: string | undefined
  /** The proxy for connections to Five9, where the company's network requires one. */
  readonly companyProxy: CompanyProxy | undefined
  /** The Five9 user of the server's own feed, which starts with the server. */
  readonly serviceAccount: { readonly username: string; readonly password: string } | undefined
  /** Addresses, subnets or group names of the reverse proxies whose `X-Forwarded-…` headers are trusted. */
  readonly trustedProxies: readonly string[]
  /** Five9 users with administrator access; when empty, the service account has it. */
  readonly adminUsers: readonly string[]
  /** Maximum numbers of live connections: in total, from one address, and of one person. */
  readonly connections: { readonly inAll: number; readonly perAddress: number; readonly perPerson: number }
  readonly logLevel: string
  /** The bearer token for `/metrics`. Without a token the page does not exist. */
  readonly metricsToken: string | undefined
  /** The sizes of the messages that are deflated once for all clients that can inflate; undefined: none are. */
  readonly sharedDeflate: SharedDeflate | undefined
  /** Whether supervisors may change agents and campaigns at Five9. */
  readonly offersActions: boolean
  /** How long and how much is recorded, and how often it is written; undefined when nothing is recorded. */
  readonly history:
    | {
        readonly days: number
        readonly maxBytes: number
        readonly flushEveryMs: number
        /** Local dates that are left out of what is usual, such as `2026-12-25`. */
        readonly holidays: readonly string[]
      }
    | undefined
  /** The time zone of the contact centre, an IANA name. */
  readonly timeZone: string
  /** When days of the contact centre start: those of figures of a day, of what is usual, and of marked days. */
  readonly dayRule: DayRule
  /** Names of Five9's domains by their ids, which Five9 does not tell supervisors. */
  readonly domainNames: ReadonlyMap<string, string>
  /** Limits of reasons for not being ready, by words of their names, in minutes. */
  readonly reasonLimits: readonly { readonly name: string; readonly minutes: number }[]
  /** The formula of service level that the desk shows first; `five9` is Five9's own share as it is sent. */
  readonly serviceLevelFormula: ServiceLevelFormula | 'five9'
  /** The formula that Five9's own share follows, where the site knows it. */
  readonly five9ServiceLevelFormula: ServiceLevelFormula | undefined
  /** The directory of the built single-page application. */
  readonly spaDir: string
}

/** An environment variable has an invalid value. The message names the variable and says what is valid. */
export class BadConfig extends Error {
  override name = 'BadConfig'
}

/** Applies the rule of the five9 library: https, or http on this machine, without credentials. */
function isLoginUrl(loginUrl: string): boolean {
  try {
    loginAddress({ loginUrl })
    return true
  } catch {
    return false // the caller names the variable
  }
}

const Names = List.refine((names) => names.every((name) => name !== ''))

const isDate = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
const Dates = List.refine((dates) => dates.every(isDate))

const ProxyAddress = z
  .string()
  .transform(proxyUrlOf)
  .refine((url) => url !== undefined)

const bytesPerGigabyte = 1_000_000_000

const Port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().max(65_535))

const sharedDeflates = { large: largeMessages, on: longMessages, off: undefined }

const Count = z
  .string()
  .regex(/^[1-9]\d{0,5}$/)
  .transform(Number)
/** `Lunch=30,Break=15`: minutes by words of a reason's name. */
const ReasonLimits = List.transform((parts) =>
  parts.map((part) => {
    const [, name = '', minutes = ''] = /^([^=]+)=(\d{1,4})$/.exec(part) ?? []
    return { name: name.trim(), minutes: Number(minutes) }
  }),
).refine((limits) => limits.every(({ name, minutes }) => name !== '' && minutes > 0))

/** `06:30`: minutes after midnight. Normal bands are kept by half-hours, so a day consists of whole ones. */
const DayStart = z
  .string()
  .regex(/^([01]\d|2[0-3]):[03]0$/)
  .transform((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))

const DomainNames = List.transform((parts) =>
  parts.map((part) => {
    const [, id = '', name = ''] = /^([^=]+)=(.+)$/.exec(part) ?? []
    return [id.trim(), name.trim()] as const
  }),
)
  .refine((names) => names.every(([id, name]) => id !== '' && name !== ''))
  .transform((names): ReadonlyMap<string, string> => new Map(names))

const Variables = z.object({
  PORT: Port.default(8_080),
  HOST: z
    .string()
    .default('127.0.0.1')
    .transform((host) => host.replace(/^\[(.*)\]$/, '$1')),
  BASE_PATH: BasePath.default(''),
  ALLOWED_HOSTS: HostNames.default([]),
  DATA_DIR: z.string().default('data'),
  ...clusterVariables,
  FIVE9_REGION: z.enum(['US', 'CA', 'LDN', 'FRK']).optional(),
  FIVE9_LOGIN_URL: z.string().refine(isLoginUrl).optional(),
  FIVE9_USERNAME: z.string().optional(),
  FIVE9_PASSWORD: z.string().optional(),
  HTTPS_PROXY: ProxyAddress.optional(),
  NO_PROXY: z.string().default(''),
  TRUST_PROXY: Proxies.default([]),
  ADMIN_USERS: Names.default([]),
  PUBLIC_URL: PublicUrl.optional(),
  WEBHOOK_ALLOW: List.pipe(AllowEntries).default([]),
  METRICS_TOKEN: z.string().min(16).optional(),
  SHARED_DEFLATE: z.enum(['large', 'on', 'off']).default('large'),
  ACTIONS: z.enum(['on', 'off']).default('on'),
  MAX_CONNECTIONS: Count.default(8_000),
  MAX_CONNECTIONS_PER_ADDRESS: Count.default(2_000),
  MAX_CONNECTIONS_PER_USER: Count.default(50),
  HISTORY: z.enum(['on', 'off']).default('on'),
  HISTORY_DAYS: Count.default(30),
  HISTORY_MAX_GB: Count.default(20),
  HISTORY_FLUSH_SECONDS: z
    .string()
    .regex(/^[1-9]\d?$/)
    .transform(Number)
    .pipe(z.number().max(60))
    .default(10),
  HISTORY_HOLIDAYS: Dates.default([]),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone)
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  DAY_STARTS_AT: DayStart.default(0),
  DOMAIN_NAMES: DomainNames.default(new Map()),
  REASON_LIMITS: ReasonLimits.default([
    { name: 'Lunch', minutes: 30 },
    { name: 'Break', minutes: 15 },
  ]),
  SERVICE_LEVEL_FORMULA: z.enum(['five9', ...serviceLevelFormulas]).default('five9'),
  FIVE9_SERVICE_LEVEL_FORMULA: z.enum(serviceLevelFormulas).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  WALLBOARD_SPA_DIR: z.string().default(fileURLToPath(new URL('../../wallboard/dist', import.meta.url))),
})

const expectations: Readonly<Record<string, string>> = {
  PORT: 'a port number from 0 to 65535',
  ...clusterExpectations,
  FIVE9_REGION: 'US, CA, LDN or FRK',
  FIVE9_LOGIN_URL: 'a complete https address without credentials (plain http on this machine only)',
  HTTPS_PROXY: 'the address of an HTTP proxy, such as http://proxy.example:3128',
  TRUST_PROXY:
    'addresses or subnets of reverse proxies, or loopback, linklocal, uniquelocal, separated by commas',
  BASE_PATH:
    'a path such as /wallboard, of letters, digits and - . _ ~, and not one of the server’s own paths such as /display',
  ALLOWED_HOSTS: 'host names without ports, such as wallboard.example.com, separated by commas',
  ADMIN_USERS: 'user names separated by commas',
  PUBLIC_URL: 'the address of the wallboard in browsers, such as https://wallboard.example.com',
  WEBHOOK_ALLOW: 'host names, addresses or subnets, each with a port or without, separated by commas',
  SHARED_DEFLATE: 'large, on or off',
  ACTIONS: 'on or off',
  MAX_CONNECTIONS: 'a number from 1 to 999999',
  MAX_CONNECTIONS_PER_ADDRESS: 'a number from 1 to 999999',
  MAX_CONNECTIONS_PER_USER: 'a number from 1 to 999999',
  METRICS_TOKEN: 'a secret of at least 16 characters',
  HISTORY: 'on or off',
  HISTORY_DAYS: 'a number of days from 1 to 999999',
  HISTORY_MAX_GB: 'a number of gigabytes from 1 to 999999',
  HISTORY_FLUSH_SECONDS: 'a number of seconds from 1 to 60',
  HISTORY_HOLIDAYS: 'dates such as 2026-12-25, separated by commas',
  TIME_ZONE: 'an IANA time zone, such as Europe/Berlin',
  DAY_STARTS_AT: 'a full or half hour of the local clock, from 00:00 to 23:30, such as 06:30',
  DOMAIN_NAMES: 'ids of Five9 domains with their names, such as 123456=Acme Support',
  REASON_LIMITS: 'reasons with their limits in minutes, such as Lunch=30,Break=15',
  SERVICE_LEVEL_FORMULA: `five9, ${serviceLevelFormulas.join(', ')}`,
  FIVE9_SERVICE_LEVEL_FORMULA: serviceLevelFormulas.join(', '),
  LOG_LEVEL: 'silent, error, warn, info or debug',
}

/**
 * Reads the environment. An empty variable counts as unset.
 * @throws BadConfig with one line that names the variable, and never its value, which could be a secret
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  // Both spellings are in use; the lower-case one wins, as with curl.
  for (const name of ['HTTPS_PROXY', 'NO_PROXY']) set[name] = set[name.toLowerCase()] ?? set[name]
  const parsed = Variables.safeParse(set)
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0])
    throw new BadConfig(`${name} must be ${expectations[name] ?? 'text'}`)
  }
  const { FIVE9_USERNAME: username, FIVE9_PASSWORD: password, ...rest } = parsed.data
  if (username !== undefined && password === undefined)
    throw new BadConfig('FIVE9_USERNAME needs FIVE9_PASSWORD')
  if (username === undefined && password !== undefined)
    throw new BadConfig('FIVE9_PASSWORD needs FIVE9_USERNAME')
  if (rest.REDIS_URL !== undefined && rest.DATABASE_URL === undefined)
    throw new BadConfig('REDIS_URL needs DATABASE_URL: the nodes of a cluster share one PostgreSQL database')
  if (rest.INSTALLATION_KEY !== undefined && rest.DATABASE_URL === undefined)
    throw new BadConfig('INSTALLATION_KEY needs DATABASE_URL: without it the key is a file in DATA_DIR')
  return {
    port: rest.PORT,
    host: rest.HOST,
    basePath: rest.BASE_PATH,
    allowedHosts: rest.ALLOWED_HOSTS,
    publicUrl: publicUrlOf(rest),
    webhookAllow: rest.WEBHOOK_ALLOW,
    dataDir: rest.DATA_DIR,
    databaseUrl: rest.DATABASE_URL,
    cluster: clusterConfigOf(rest),
    installationKey: rest.INSTALLATION_KEY,
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
    offersActions: rest.ACTIONS === 'on',
    sharedDeflate: sharedDeflates[rest.SHARED_DEFLATE],
    history:
      rest.HISTORY === 'off'
        ? undefined
        : {
            days: rest.HISTORY_DAYS,
            maxBytes: rest.HISTORY_MAX_GB * bytesPerGigabyte,
            flushEveryMs: rest.HISTORY_FLUSH_SECONDS * 1_000,
            holidays: rest.HISTORY_HOLIDAYS,
          },
    timeZone: rest.TIME_ZONE,
    dayRule: { timeZone: rest.TIME_ZONE, startMinute: rest.DAY_STARTS_AT },
    domainNames: rest.DOMAIN_NAMES,
    reasonLimits: rest.REASON_LIMITS,
    serviceLevelFormula: rest.SERVICE_LEVEL_FORMULA,
    five9ServiceLevelFormula: rest.FIVE9_SERVICE_LEVEL_FORMULA,
    spaDir: rest.WALLBOARD_SPA_DIR,
  }
}
