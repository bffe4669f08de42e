import { expect } from 'vitest'
import type { ClusterEngines } from '../src/cluster.ts'
import type { Lab } from '../src/lab.ts'
import type { LabNode } from '../src/processes/node.ts'
import type { Direction, Passage } from '../src/network/tcp-link.ts'
import { nextBuild, presentBuild, type ServerBuild } from '../src/processes/server-build.ts'
import { wait, type Fault } from './shared-lab.ts'

/* The faults of a cluster. Each leaves the lab whole again. */

/** Every effect of a fault has begun by then: the lease has expired, and silent connections are given up. */
export const noticedMs = 7_000
const cutForMs = 15_000

export function enginesOf({ engines }: Lab): ClusterEngines {
  if (engines === undefined) throw new Error('this lab has no cluster')
  return engines
}

/** The node that owns the feed; waits for one. */
export async function ownerOf(lab: Lab): Promise<LabNode> {
  const find = () => {
    const id = enginesOf(lab).owner()
    return lab.nodes.find(({ name, isRunning }) => id?.startsWith(name) === true && isRunning())
  }
  await expect.poll(find, { timeout: 20_000 }).toBeDefined()
  const owner = find()
  if (owner === undefined) throw new Error('no node owns the feed')
  return owner
}

async function followerOf(lab: Lab): Promise<LabNode> {
  const owner = await ownerOf(lab)
  const follower = lab.nodes.find((node) => node !== owner)
  if (follower === undefined) throw new Error('the lab has one node')
  return follower
}

/**
 * Kills the owner at a random instant, and starts it again at another one, before or after another node has acquired the
 * lease. Resolves to the instant of the kill.
 */
export async function killOwner(lab: Lab, random: () => number): Promise<number> {
  await wait(random() * 2_000)
  const owner = await ownerOf(lab)
  const at = Date.now()
  await owner.kill()
  await wait(random() * noticedMs)
  await owner.start()
  await wait(at + noticedMs - Date.now())
  return at
}

/** Kills another node, and starts it again later. */
export const killFollower: Fault = async (lab) => {
  const follower = await followerOf(lab)
  const at = Date.now()
  await follower.kill()
  await wait(noticedMs)
  await follower.start()
  return at
}

/** The owner stands still for longer than its lease, and continues. */
export const suspendOwner: Fault = async (lab) => {
  const owner = await ownerOf(lab)
  const at = Date.now()
  owner.suspend()
  await wait(noticedMs)
  owner.proceed()
  await wait(2_000)
  return at
}

type LinkName = keyof LabNode['links']

/**
 * Cuts a link of the owner or of another node in these directions for a quarter of a minute. Recovery is measured from the
 * cut.
 */
export const cutLink =
  (role: 'owner' | 'follower', link: LinkName, passages: Partial<Record<Direction, Passage>>): Fault =>
  async (lab) => {
    const node = await (role === 'owner' ? ownerOf(lab) : followerOf(lab))
    const at = Date.now()
    node.links[link]?.cut(passages)
    await wait(cutForMs)
    node.links[link]?.mend()
    await wait(2_000)
    return at
  }

/** Resets every connection of a link. */
export const resetLink =
  (role: 'owner' | 'follower', link: LinkName): Fault =>
  async (lab) => {
    const node = await (role === 'owner' ? ownerOf(lab) : followerOf(lab))
    const at = Date.now()
    node.links[link]?.reset()
    await wait(noticedMs)
    return at
  }

/** Deletes the lease of the feed: until the owner renews it, another node may acquire it. */
export const deleteLease: Fault = async (lab) => {
  await ownerOf(lab)
  const script = `for _, key in ipairs(redis.call('KEYS', 'wb:{*}:lease')) do redis.call('DEL', key) end return {ok = 'OK'}`
  expect(await enginesOf(lab).redis().command('EVAL', script, '0')).toBe('+OK')
  const at = Date.now()
  await wait(noticedMs)
  return at
}

/** Gives the lease of the feed to another node by force: two owners until the first one notices. */
export const stealLease: Fault = async (lab) => {
  await ownerOf(lab)
  const script = `
    for _, key in ipairs(redis.call('KEYS', 'wb:{*}:lease')) do
      local base = string.sub(key, 1, -7)
      redis.call('SET', key, 'nobody', 'PX', 3000)
      redis.call('INCR', base .. ':fence')
    end
    return {ok = 'OK'}`
  expect(await enginesOf(lab).redis().command('EVAL', script, '0')).toBe('+OK')
  const at = Date.now()
  await wait(noticedMs)
  return at
}

/** Redis loses all its data and runs on. */
export const flushRedis: Fault = async (lab) => {
  const at = Date.now()
  expect(await enginesOf(lab).redis().command('FLUSHALL')).toBe('+OK')
  await wait(noticedMs)
  return at
}

/** Redis is killed, and back empty after a while. */
export const restartRedis =
  (downMs: number): Fault =>
  async (lab) => {
    const redis = enginesOf(lab).redis()
    await redis.kill()
    await wait(downMs)
    const at = Date.now()
    await redis.restart()
    await wait(noticedMs)
    return at
  }

/** A replica that lacks the last seconds takes the place of Redis. */
export const promoteReplica: Fault = async (lab) => {
  let at = Date.now()
  await enginesOf(lab).promoteOldReplica(async () => {
    await wait(5_000)
    at = Date.now()
  })
  await wait(noticedMs)
  return at
}

/** PostgreSQL is killed, and back after a while. */
export const restartPostgres: Fault = async (lab) => {
  const { postgres } = enginesOf(lab)
  const at = Date.now()
  await postgres.kill()
  await wait(cutForMs)
  await postgres.restart()
  await wait(2_000)
  return at
}

const hourMs = 3_600_000

/** The wall clocks of the nodes differ by hours and step. Nothing on a screen may change. */
export const stepClocks: Fault = async ({ nodes }) => {
  const at = Date.now()
  for (const offsets of [
    [0, hourMs, -hourMs],
    [-hourMs, 0, hourMs],
    [25 * hourMs, -25 * hourMs, 0],
    [0, 0, 0],
  ]) {
    for (const [index, node] of nodes.entries()) node.setClock(offsets[index] ?? 0)
    await wait(4_000)
  }
  return at
}

/** The owner dies while the clocks of the nodes are an hour apart from the start. */
export const killWithClocksApart: Fault = async (lab, random) => {
  for (const [index, node] of lab.nodes.entries()) {
    node.setClock((index - 1) * hourMs)
    expect(await node.terminate()).toBe('0')
    await node.start()
    await lab.untilFresh(Date.now())
  }
  const at = await killOwner(lab, random)
  for (const node of lab.nodes) node.setClock(0)
  return at
}

/** Stops every node and starts it again, one after the other. Resolves to the longest time until all screens were fresh. */
async function restartInTurn(lab: Lab, build?: ServerBuild): Promise<number> {
  let worstMs = 0
  for (const node of lab.nodes) {
    const at = Date.now()
    expect(await node.terminate()).toBe('0')
    await node.start(build)
    worstMs = Math.max(worstMs, await lab.untilFresh(at))
  }
  return worstMs
}

/** Every node is restarted with the same build. */
export const rollingRestart: Fault = async (lab) => ({ recoveredMs: await restartInTurn(lab) })

/** Every node gets another version of the relay protocol: pages of the present one load the other one where it is served. */
export const rollingUpgrade: Fault = async (lab) => {
  const isUpgraded = lab.screens.some(({ version }) => version() === nextBuild.relayVersion)
  const build = isUpgraded ? presentBuild : nextBuild
  const recoveredMs = await restartInTurn(lab, build)
  expect(lab.screens.map(({ version }) => version())).toEqual(lab.screens.map(() => build.relayVersion))
  return { recoveredMs }
}

/** As `rollingUpgrade`, while a page and its socket often reach nodes of different versions. */
export const rollingUpgradeInTurn: Fault = async (lab, random) => {
  lab.balancer.alternate(true)
  try {
    return await rollingUpgrade(lab, random)
  } finally {
    lab.balancer.alternate(false)
  }
}

/**
 * A node dies while PostgreSQL is down: its screens connect to nodes that know them from memory. One of them has started
 * a moment ago, and no screen has authenticated there.
 */
export const killWithoutPostgres: Fault = async (lab) => {
  const { postgres } = enginesOf(lab)
  const owner = await ownerOf(lab)
  const [restarted, killed] = lab.nodes.filter((node) => node !== owner)
  if (restarted === undefined || killed === undefined) throw new Error('the lab has too few nodes')
  await restarted.kill()
  await restarted.start()
  await lab.untilFresh(Date.now())
  await postgres.kill()
  const at = Date.now()
  await killed.kill()
  await wait(noticedMs)
  await lab.untilFresh(at)
  await postgres.restart()
  await killed.start()
  return at
}
