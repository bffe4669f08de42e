import {
  makeLocalCertificate,
  startPostgres,
  startRedis,
  type PostgresServer,
  type RedisServer,
} from '@wallboard/engines'
import { redisRights } from './redis-rights.ts'
import { createLeaseRecord, leasesScript, parseLeases } from './checks/lease-record.ts'

/** The engines of a cluster, and a record of its leases. */
export interface ClusterEngines {
  /** The Redis that the servers use now. */
  readonly redis: () => RedisServer
  readonly postgres: PostgresServer
  /** The address of the database; a node uses the port of its own link. */
  readonly databaseUrl: string
  /** User and password in Redis of the nodes. They use its TLS port. */
  readonly redisUser: string
  /** The file of the authority that both engines' certificates are signed by. */
  readonly authorityPath: string
  /** The id of the node that owns the feed, by the last look at Redis; undefined while none does. */
  readonly owner: () => string | undefined
  /** Everything that was wrong with the leases. */
  readonly violations: readonly string[]
  /**
   * Makes a replica of Redis, lets `meanwhile` pass without replication, and puts the replica in the place of Redis: what
   * was written meanwhile is lost.
   */
  readonly promoteOldReplica: (meanwhile: () => Promise<void>) => Promise<void>
  readonly close: () => Promise<void>
}

const redisUser = { name: 'wallboard', password: 'secret' } as const
const lookEveryMs = 200
const untilSynchronousMs = 20_000

async function waitForReplica(replica: RedisServer): Promise<void> {
  const startedAt = performance.now()
  const line = () =>
    replica.command(
      'EVAL',
      `return {ok = redis.call('INFO', 'replication'):match('master_link_status:(%w+)')}`,
      '0',
    )
  while ((await line()) !== '+up') {
    if (performance.now() - startedAt > untilSynchronousMs)
      throw new Error('the replica of Redis does not connect')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Starts both engines with TLS, and Redis with a user of the least rights. */
export async function startEngines(): Promise<ClusterEngines> {
  const certificate = await makeLocalCertificate()
  const secured = { certificate, user: `${redisUser.name} on >${redisUser.password} ${redisRights}` }
  const [first, postgres] = await Promise.all([startRedis(secured), startPostgres({ certificate })])
  const databaseUrl = await postgres.newDatabase()
  let redis = first
  const servers = [first]
  const record = createLeaseRecord()
  const violations: string[] = []
  let isLooking = false
  async function look(): Promise<void> {
    violations.push(...record.see(parseLeases(await redis.command('EVAL', leasesScript, '0'))))
    if ((await redis.command('ACL', 'LOG', '1')) === '*0') return
    violations.push('Redis denied a command of a node')
    await redis.command('ACL', 'LOG', 'RESET')
  }
  const looking = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch(() => undefined) // it is down
      .finally(() => {
        isLooking = false
      })
  }, lookEveryMs)
  return {
    redis: () => redis,
    postgres,
    databaseUrl,
    redisUser: `${redisUser.name}:${redisUser.password}`,
    authorityPath: certificate.certPath,
    owner: () => record.owner()?.node,
    violations,
    async promoteOldReplica(meanwhile) {
      const replica = await startRedis({ ...secured, replicaOf: redis.port })
      servers.push(replica)
      await waitForReplica(replica)
      await replica.command('REPLICAOF', 'NO', 'ONE')
      await meanwhile()
      const old = redis
      redis = replica
      await old.kill()
    },
    async close() {
      clearInterval(looking)
      await Promise.all([...servers, postgres].map((server) => server.stop()))
      certificate.remove()
    },
  }
}
