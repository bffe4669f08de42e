import { startPostgres, startRedis, type PostgresServer, type RedisServer } from '@wallboard/engines'
import { createLeaseRecord, leasesScript, parseLeases } from './checks/lease-record.ts'

/** The engines of a cluster, and a record of its leases. */
export interface ClusterEngines {
  /** The Redis that the servers use now. */
  readonly redis: () => RedisServer
  readonly postgres: PostgresServer
  readonly databaseUrl: string
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

export async function startEngines(): Promise<ClusterEngines> {
  const [first, postgres] = await Promise.all([startRedis(), startPostgres()])
  let redis = first
  const servers = [first]
  const record = createLeaseRecord()
  const violations: string[] = []
  let isLooking = false
  const looking = setInterval(() => {
    if (isLooking) return
    isLooking = true
    redis
      .command('EVAL', leasesScript, '0')
      .then(
        (line) => violations.push(...record.see(parseLeases(line))),
        () => undefined, // it is down
      )
      .finally(() => {
        isLooking = false
      })
  }, lookEveryMs)
  return {
    redis: () => redis,
    postgres,
    databaseUrl: await postgres.newDatabase(),
    owner: () => record.owner()?.node,
    violations,
    async promoteOldReplica(meanwhile) {
      const replica = await startRedis({ replicaOf: redis.port })
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
    },
  }
}
