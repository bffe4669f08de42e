import type { Child } from '../measure/child.ts'
import { small } from '../domains.ts'
import { rigOfNode, startClusterRig } from '../measure/cluster-rig.ts'
import { closeScreens, measureFeed, openScreens, play, startScreens, warmUp } from '../measure/feed-run.ts'
import { measureGoals, medianOf, type Figure, ratioOf } from '../measure/paired.ts'
import { cpuMsOf } from '../measure/processes.ts'
import type { Rig } from '../measure/rig.ts'

const quietPlan = { target: 'product', screens: 1, framesPerSecond: 3, seconds: 8, pace: 'desk' } as const
const busyFrames = { to: ['product'], framesPerSecond: 100, frames: 400 } as const

/** Sends frames, and reads the CPU time that both servers spend on them. */
async function cpuOfBoth(owner: Rig, follower: Rig): Promise<readonly [owner: number, follower: number]> {
  const pids = [owner, follower].map((rig) => rig.server('product').child.pid)
  const read = () => Promise.all(pids.map(cpuMsOf))
  const [ownerBefore = NaN, followerBefore = NaN] = await read()
  await play(owner, busyFrames)
  const [ownerAfter = NaN, followerAfter = NaN] = await read()
  return [ownerAfter - ownerBefore, followerAfter - followerBefore]
}

async function latencyMs(rig: Rig, screens: Child): Promise<number> {
  return medianOf((await measureFeed(rig, screens, quietPlan)).stalenessMs)
}

/** A node that follows a feed, compared with the node that owns it. */
export async function measureFollower(repetitions: number): Promise<Figure[]> {
  const cluster = await startClusterRig(small)
  const first = await cluster.startNode('bench-1')
  const second = await cluster.startNode('bench-2')
  const [owning, following] = (await cluster.isOwner(first)) ? [first, second] : [second, first]
  const owner = await rigOfNode(cluster, owning, small)
  const follower = await rigOfNode(cluster, following, small)
  const [ownerScreens, followerScreens] = [await startScreens(), await startScreens()]
  await warmUp(owner, ownerScreens, ['product'])
  await warmUp(follower, followerScreens, ['product'])
  await openScreens(owner, ownerScreens, { target: 'product', count: 1, pace: 'desk' })
  await openScreens(follower, followerScreens, { target: 'product', count: 1, pace: 'desk' })
  const figures = await measureGoals(
    {
      latency: {
        section: 'CLUSTER',
        name: 'quiet feed, from upstream send to a screen: at a follower over at the owner',
        unit: '×',
        bound: { is: 'at most', value: 2 },
      },
      cpu: {
        section: 'CLUSTER',
        name: `CPU of a follower over the owner's: ${small.name}, ${busyFrames.framesPerSecond} frames/s`,
        unit: '×',
        bound: { is: 'at most', value: 0.75 },
      },
    },
    repetitions,
    async () => {
      const direct = await latencyMs(owner, ownerScreens)
      const relayed = await latencyMs(follower, followerScreens)
      const [ownerMs, followerMs] = await cpuOfBoth(owner, follower)
      return {
        values: { latency: ratioOf(relayed, direct), cpu: ratioOf(followerMs, ownerMs) },
        note:
          `${relayed.toFixed(1)} against ${direct.toFixed(1)} ms; ` +
          `${(followerMs / busyFrames.frames).toFixed(2)} against ${(ownerMs / busyFrames.frames).toFixed(2)} ms CPU`,
      }
    },
  )
  for (const screens of [ownerScreens, followerScreens]) {
    await closeScreens(screens)
    await screens.stop()
  }
  for (const { child } of [first, second]) await child.stop()
  await cluster.stop()
  return figures
}
