import { small } from '../domains.ts'
import { buildOf } from '../measure/earlier-build.ts'
import { startScreens, warmUp, withScreens } from '../measure/feed-run.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'
import { startRig } from '../measure/rig.ts'

/** The last commit without code for several nodes. */
const beforeCluster = 'c199590a'
const plan = { target: 'product', screens: 200, framesPerSecond: 100, seconds: 2 } as const
/** The bound is two percent: more repetitions than elsewhere. */
const times = 5

/** A server without a cluster, over the last build that knew none. Nothing when the checkout lacks that commit. */
export async function measureOneNode(repetitions: number): Promise<Figure[]> {
  const program = await buildOf(beforeCluster)
  if (program === undefined) {
    process.stderr.write(`CLUSTER-ONE: this checkout lacks the commit ${beforeCluster} to compare with\n`)
    return []
  }
  const [present, before] = [await startRig(small), await startRig(small, { program })]
  const [screens, otherScreens] = [await startScreens(), await startScreens()]
  await warmUp(present, screens, ['product'])
  await warmUp(before, otherScreens, ['product'])
  const figures = await withScreens(present, screens, [plan], (measurePresent) =>
    withScreens(before, otherScreens, [plan], (measureBefore) =>
      measureGoals(
        {
          cpu: {
            section: 'CLUSTER',
            name: `CPU per frame of one node, over the build before several nodes: ${small.name}, ${plan.screens} screens`,
            unit: '×',
            bound: { is: 'at most', value: 1.02 },
          },
        },
        repetitions * times,
        async () => {
          const presentMs = (await measurePresent()).cpuMsPerFrame
          const beforeMs = (await measureBefore()).cpuMsPerFrame
          return {
            values: { cpu: ratioOf(presentMs, beforeMs) },
            note: `${presentMs.toFixed(3)} against ${beforeMs.toFixed(3)} ms CPU per frame`,
          }
        },
      ),
    ),
  )
  for (const child of [screens, otherScreens]) await child.stop()
  for (const rig of [present, before]) await rig.stop()
  return figures
}
