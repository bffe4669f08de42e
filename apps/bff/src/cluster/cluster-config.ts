import { hostname } from 'node:os'
import { z } from 'zod'

/** What a node of a cluster needs to know; a server without REDIS_URL is not a node. */
export interface ClusterConfig {
  /** The address of Redis; it may contain a password. */
  readonly redisUrl: string
  /** The name of this node in logs, metrics and on the cluster page; no other node has the same name. */
  readonly nodeName: string
  /**
   * What the owner of a feed does when it cannot reach Redis: `continue` keeps its Five9 session, `stop` ends the session
   * before another node may start one.
   */
  readonly onBusLoss: 'continue' | 'stop'
}

/** Whether a text is a URL with one of the protocols and everything that `needs` requires. */
function isUrl(text: string, protocols: readonly string[], needs: (url: URL) => boolean): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return protocols.includes(url.protocol) && needs(url)
}

/** A host may be missing: `postgresql:///wallboard?host=/run/postgresql` is the address of a Unix socket. */
const DatabaseUrl = z
  .string()
  .refine((text) =>
    isUrl(
      text,
      ['postgres:', 'postgresql:'],
      (url) => /^\/[^/]+$/.test(url.pathname) && (url.hostname !== '' || url.searchParams.has('host')),
    ),
  )

const RedisUrl = z
  .string()
  .refine((text) =>
    isUrl(text, ['redis:', 'rediss:'], (url) => /^\/?\d*$/.test(url.pathname) && url.hostname !== ''),
  )

const maxNameLength = 63

/** The name of this machine with the characters that a node name may have. */
const defaultNodeName = () =>
  hostname()
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, maxNameLength) || 'node'

const keyBytes = 32

/** An installation key in base64url. */
const InstallationKey = z
  .string()
  .regex(/^[\w-]{43}$/)
  .transform((text) => Buffer.from(text, 'base64url'))
  .refine((key) => key.length === keyBytes && new Set(key).size > 1)

/** The variables that this module reads. */
export const clusterVariables = {
  INSTALLATION_KEY: InstallationKey.optional(),
  DATABASE_URL: DatabaseUrl.optional(),
  REDIS_URL: RedisUrl.optional(),
  NODE_NAME: z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/)
    .max(maxNameLength)
    .default(defaultNodeName),
  CLUSTER_ON_BUS_LOSS: z.enum(['continue', 'stop']).default('continue'),
}

/** What valid values of these variables are. */
export const clusterExpectations = {
  INSTALLATION_KEY:
    '32 random bytes in base64url, which are 43 characters: node -p "crypto.randomBytes(32).toString(\'base64url\')"',
  DATABASE_URL:
    'the address of a PostgreSQL database, such as postgresql://user:password@host:5432/wallboard',
  REDIS_URL: 'the address of a Redis server, such as redis://:password@host:6379',
  NODE_NAME: `a name of at most ${maxNameLength} letters, digits and . _ -`,
  CLUSTER_ON_BUS_LOSS: 'continue or stop',
}

/** The part of the configuration that these variables decide. */
export function clusterConfigOf(variables: {
  readonly REDIS_URL?: string | undefined
  readonly NODE_NAME: string
  readonly CLUSTER_ON_BUS_LOSS: 'continue' | 'stop'
}): ClusterConfig | undefined {
  const { REDIS_URL: redisUrl, NODE_NAME: nodeName, CLUSTER_ON_BUS_LOSS: onBusLoss } = variables
  return redisUrl === undefined ? undefined : { redisUrl, nodeName, onBusLoss }
}
