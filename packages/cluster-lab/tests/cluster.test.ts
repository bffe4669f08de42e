import { afterAll, describe, it } from 'vitest'
import { missingForCluster } from '../src/lab.ts'
import * as faults from './cluster-faults.ts'
import { seededRandom } from '../src/results/seeded-random.ts'
import { reasonToSkip, recordRun, seed, writeSummaries } from './run-log.ts'
import {
  checkLimits,
  closeLabs,
  isLongRun,
  runCase,
  type Fault,
  type Limits,
  timelines,
  type Measured,
} from './shared-lab.ts'

afterAll(async () => {
  await closeLabs()
  if (isLongRun) await writeSummaries()
})

const cluster = { nodes: 3, isCluster: true, screens: 6 }
const { cutLink, resetLink } = faults

/** Cuts of one direction or of both. */
const cuts = [
  ['to it', { toTarget: 'held' }],
  ['from it', { fromTarget: 'held' }],
  ['both ways', { toTarget: 'held', fromTarget: 'held' }],
  ['both ways, with lost bytes', { toTarget: 'lost', fromTarget: 'lost' }],
] as const

/** How often a case of the long run is repeated that states no number. */
const timesOfLongRun = Number(process.env['CLUSTER_TIMES'] ?? 1)

/** What the screens of a run showed that takes longer is printed. */
const slowMs = 8_000

/** An owner that is cut off cannot close its socket, or does not know that it should, until Five9 ends it or the cut ends. */
const cutOwnerMs = 20_000

interface Case {
  readonly title: string
  readonly fault: Fault
  readonly limits?: Limits
  readonly times?: number
  /** Part of `npm test`. */
  readonly isShort?: boolean
}

const cases: readonly Case[] = [
  {
    title: '[cluster 1] the owner is killed',
    fault: faults.killOwner,
    times: isLongRun ? 50 : 2,
    isShort: true,
  },
  { title: '[cluster 2] a follower is killed', fault: faults.killFollower },
  {
    title: '[cluster 3] the owner is suspended beyond its lease',
    fault: faults.suspendOwner,
    limits: { twoSocketsForMs: cutOwnerMs },
    isShort: true,
  },
  ...cuts.flatMap(([name, passages]): readonly Case[] => [
    {
      title: `[cluster 4] the owner is cut from Redis, ${name}`,
      fault: cutLink('owner', 'redis', passages),
      limits: { twoSocketsForMs: cutOwnerMs },
    },
    {
      title: `[cluster 5] a follower is cut from Redis, ${name}`,
      fault: cutLink('follower', 'redis', passages),
    },
    {
      title: `[cluster 6] the owner is cut from Five9, ${name}`,
      fault: cutLink('owner', 'five9', passages),
      limits: { twoSocketsForMs: cutOwnerMs },
    },
    {
      title: `[cluster 7] the owner is cut from PostgreSQL, ${name}`,
      fault: cutLink('owner', 'postgres', passages),
    },
    {
      title: `[cluster 7] a follower is cut from PostgreSQL, ${name}`,
      fault: cutLink('follower', 'postgres', passages),
    },
  ]),
  {
    title: '[cluster 8] the connections of the owner to Redis are reset',
    fault: resetLink('owner', 'redis'),
  },
  {
    title: '[cluster 8] the connections of a follower to Redis are reset',
    fault: resetLink('follower', 'redis'),
  },
  { title: '[cluster 9] the lease is deleted', fault: faults.deleteLease },
  { title: '[cluster 9] the lease is given to another node by force', fault: faults.stealLease },
  { title: '[cluster 10] the clocks of the nodes step', fault: faults.stepClocks },
  {
    title: '[cluster 10] the owner is killed while clocks are an hour apart',
    fault: faults.killWithClocksApart,
  },
  { title: '[cluster 11] Redis loses all its data', fault: faults.flushRedis, isShort: true },
  { title: '[cluster 12] Redis is killed and is back empty at once', fault: faults.restartRedis(0) },
  { title: '[cluster 12] Redis is down for 20 s', fault: faults.restartRedis(20_000) },
  { title: '[cluster 13] an old replica of Redis is promoted', fault: faults.promoteReplica },
  { title: '[cluster 14] PostgreSQL is down', fault: faults.restartPostgres },
  { title: '[cluster 14] a node is killed while PostgreSQL is down', fault: faults.killWithoutPostgres },
  { title: '[cluster 15] every node is restarted in turn', fault: faults.rollingRestart },
  {
    title: '[cluster 16] every node is upgraded in turn to another relay version',
    fault: faults.rollingUpgrade,
  },
  {
    title: '[cluster 16] every node is upgraded in turn behind a balancer that alternates',
    fault: faults.rollingUpgradeInTurn,
  },
]

async function runAndRecord(each: Case, run: number): Promise<void> {
  const { title, fault, limits } = each
  let measured: Measured | undefined
  let failure: string | undefined
  const startedAt = Date.now()
  try {
    measured = await runCase(cluster, fault, seededRandom(seed, title, run))
    if (isLongRun && measured.recoveredMs > slowMs) process.stdout.write(`${timelines(startedAt)}\n`)
    checkLimits(measured, limits, () => timelines(startedAt))
  } catch (error) {
    failure = String(error).slice(0, 60_000)
    throw error
  } finally {
    if (isLongRun) recordRun(each, run, { measured, failure })
    const result = failure === undefined ? 'passed' : 'failed'
    process.stdout.write(`${title}, run ${run}, seed ${seed}: ${result} ${JSON.stringify(measured)}\n`)
  }
}

describe('a cluster of three servers shows the truth on every screen after', () => {
  for (const each of cases) {
    const { title, times = isLongRun ? timesOfLongRun : 1, isShort = false } = each
    if (isLongRun || isShort)
      for (let run = 1; run <= times; run += 1)
        it(`${title}, run ${run}`, async (context) => {
          const missing = missingForCluster() ?? reasonToSkip(title, run)
          if (missing !== undefined) context.skip(missing)
          await runAndRecord(each, run)
        }, 240_000)
  }
})
