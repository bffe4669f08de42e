import { setTimeout as pause } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { closeScreens, measureFeed, openScreens, play, withScreens } from '../measure/feed-run.ts'
import { evaluate, measureGoals, type Figure, type Goal, ratioOf } from '../measure/paired.ts'
import { residentKiB } from '../measure/processes.ts'
import { readMetric } from '../measure/metrics.ts'

/** Signed-in people's screens connect in waves of 200 to a warm server; each until it has its snapshot. */
export async function measureStorm({ small, screens, repetitions }: Bench): Promise<Figure[]> {
  const count = 1_000
  async function storms() {
    const bare = await openScreens(small, screens, { target: 'handshakes', count })
    await closeScreens(screens)
    const product = await openScreens(small, screens, { target: 'product', count })
    await closeScreens(screens)
    return { bare, product }
  }
  await storms() // so that both processes have the memory that this many sockets need
  return measureGoals(
    {
      ratio: {
        section: 'STORM',
        name: `${count} people’s screens with snapshots over ${count} bare handshakes`,
        unit: '×',
        bound: { is: 'at most', value: 1.5 },
      },
    },
    2 * repetitions + 1, // each takes half a second, and they vary by as much
    async () => {
      const { bare, product } = await storms()
      return {
        values: { ratio: ratioOf(product, bare) },
        note: `${product.toFixed(0)} against ${bare.toFixed(0)} ms`,
      }
    },
  )
}

/** CPU of the large domain by the number of screens, not deflated. */
export async function measureScale({ large, screens }: Bench, isQuick: boolean): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const count of isQuick ? [500, 2_000] : [500, 1_000, 2_000, 4_000]) {
    const plan = { target: 'product', screens: count, framesPerSecond: 100, seconds: 4 } as const
    const share: Goal = {
      section: 'SCALE',
      name: `share of one core: L, ${count} screens, 100 frames/s, not deflated`,
      unit: '%',
      bound: null,
    }
    const measured = await withScreens(large, screens, [plan], (measure) =>
      measureGoals({ share }, 1, async () => {
        const { coreShare, cpuMsPerFrame } = await measure()
        return { values: { share: 100 * coreShare }, note: `${cpuMsPerFrame.toFixed(2)} ms CPU per frame` }
      }),
    )
    figures.push(...measured)
  }
  return figures
}

/**
 * The same changes in domains of two and four times the size: the cost must follow the changes. CPU for information, since
 * machines vary by more than the goal; a test counts calls and allocations (apps/bff/tests/domain-size.test.ts).
 */
export async function measureGrowth(bench: Bench): Promise<Figure[]> {
  const { small, grown, screens, otherScreens, repetitions } = bench
  const plan = { target: 'product', screens: 200, framesPerSecond: 40, seconds: 4 } as const
  return withScreens(small, screens, [plan], async (measureSmall) => {
    const figures: Figure[] = []
    for (const rig of grown) {
      const goal: Goal = {
        section: 'SCALE',
        name: `CPU per frame, ${rig.domain.name} over S, with the same changes`,
        unit: '×',
        bound: null,
      }
      const measured = await withScreens(rig, otherScreens, [plan], (measureGrown) =>
        measureGoals({ ratio: goal }, repetitions, async () => {
          const [ofSmall, ofGrown] = await Promise.all([measureSmall(), measureGrown()])
          const [smallMs, grownMs] = [ofSmall.cpuMsPerFrame, ofGrown.cpuMsPerFrame]
          return {
            values: { ratio: ratioOf(grownMs, smallMs) },
            note: `${grownMs.toFixed(2)} against ${smallMs.toFixed(2)} ms`,
          }
        }),
      )
      figures.push(...measured)
    }
    return figures
  })
}

/** Seconds until the condition holds; Infinity when it does not within the limit. */
async function secondsUntil(holds: () => Promise<boolean>, withinSeconds: number): Promise<number> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < withinSeconds * 1_000) {
    if (await holds()) return (performance.now() - startedAt) / 1_000
    await pause(50)
  }
  return Infinity
}

/** Screens that stop reading. The kernel hides that from the server, which finds them by missing acknowledgements. */
export async function measureLag({ small, screens, otherScreens }: Bench): Promise<Figure[]> {
  const count = 10
  await openScreens(small, screens, { target: 'product', count: 100 })
  await openScreens(small, otherScreens, { target: 'product', count })
  const playing = play(small, { to: ['product'], framesPerSecond: 10, frames: 55 })
  await pause(1_000)
  otherScreens.signal('SIGSTOP')
  const skipped = () => readMetric(small.url, 'wallboard_flushes_skipped_total')
  const snapshots = () => readMetric(small.url, 'wallboard_frames_sent_total{kind="snapshot"}')
  const skippedBefore = await skipped()
  const foundSeconds = await secondsUntil(async () => (await skipped()) - skippedBefore >= count, 10)
  const snapshotsBefore = await snapshots()
  otherScreens.signal('SIGCONT')
  const repairedSeconds = await secondsUntil(async () => (await snapshots()) - snapshotsBefore >= count, 10)
  await playing
  await closeScreens(otherScreens)
  await closeScreens(screens)
  const goal = (name: string, value: number): Goal => ({
    section: 'LAG',
    name,
    unit: 's',
    bound: { is: 'at most', value },
  })
  return [
    evaluate(goal(`until ${count} stopped screens of 110 are sent nothing more`, 5), [foundSeconds]),
    evaluate(goal('until they have a snapshot after they continue', 3), [repairedSeconds]),
  ]
}

/** Many screens for a long time: memory in the last third over memory in the first. */
export async function measureSoak({ large, screens }: Bench, minutes: number): Promise<Figure[]> {
  const count = 1_000
  await openScreens(large, screens, { target: 'product', count })
  const rounds = Math.max(3, Math.round(minutes * 2))
  const samples: number[] = []
  const shares: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const seconds = (minutes * 60) / rounds - 1
    const plan = { target: 'product', screens: count, framesPerSecond: 20, seconds } as const
    const { coreShare } = await measureFeed(large, screens, plan)
    shares.push(100 * coreShare)
    samples.push(await residentKiB(large.server('product').child.pid))
  }
  await closeScreens(screens)
  const third = Math.max(1, Math.floor(rounds / 3))
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
  const lastKiB = mean(samples.slice(-third))
  return [
    evaluate(
      {
        section: 'SOAK',
        name: `memory, last third over first third: L, ${count} screens, ${minutes} min`,
        unit: '×',
        bound: { is: 'at most', value: 1.1 },
      },
      [lastKiB / mean(samples.slice(0, third))],
      `${(lastKiB / 1_024).toFixed(0)} MiB in the last third`,
    ),
    evaluate({ section: 'SOAK', name: 'share of one core', unit: '%', bound: null }, shares),
  ]
}
