import { setTimeout as pause } from 'node:timers/promises'
import { closeScreens, measureFeed, openScreens, play, withScreens } from '../measure/feed-run.ts'
import { evaluate, measureGoals, slopeOf, type Figure, type Goal } from '../measure/paired.ts'
import { residentKiB } from '../measure/processes.ts'
import { metricsToken, type Rig } from '../measure/rig.ts'
import type { Bench } from './fan-out.ts'

/** All screens come back at once, as after a restart: each until it has its snapshot. */
export async function storm({ small, screens, repetitions }: Bench): Promise<Figure[]> {
  const count = 1_000
  async function storms() {
    const bare = await openScreens(small, screens, { target: 'handshakes', count })
    await closeScreens(screens)
    const product = await openScreens(small, screens, { target: 'product', count })
    await closeScreens(screens)
    return { bare, product }
  }
  await storms() // for the memory that so many sockets need
  return measureGoals(
    {
      ratio: {
        section: 'STORM',
        name: `${count} screens with snapshots over ${count} bare handshakes`,
        unit: '×',
        bound: { is: 'at most', value: 1.5 },
      },
    },
    2 * repetitions + 1, // each takes half a second, and varies by as much
    async () => {
      const { bare, product } = await storms()
      return {
        values: { ratio: product / bare },
        note: `${product.toFixed(0)} against ${bare.toFixed(0)} ms`,
      }
    },
  )
}

/** The largest floor on more and more screens: the curve, and memory from its slope. */
export async function manyScreens(
  { large, screens, repetitions }: Bench,
  isQuick: boolean,
): Promise<Figure[]> {
  const curve = isQuick ? [500, 2_000] : [500, 1_000, 2_000, 4_000]
  const figures: Figure[] = []
  const memory: [screens: number, kiB: number][] = []
  for (const count of curve) {
    const plan = { target: 'product', screens: count, framesPerSecond: 100, seconds: 1.2 } as const
    const { child } = large.server('product')
    const isGoal = count === 4_000
    const share: Goal = {
      section: 'SCALE',
      name: `of one core: L, ${count} screens, 100 frames/s`,
      unit: '%',
      bound: isGoal ? { is: 'at most', value: 60 } : null,
    }
    const measured = await withScreens(large, screens, [plan], async (measure) => {
      const shares = await measureGoals({ share }, isGoal ? repetitions : 1, async () => {
        const { coreShare, cpuMsPerFrame } = await measure()
        return { values: { share: 100 * coreShare }, note: `${cpuMsPerFrame.toFixed(2)} ms CPU per frame` }
      })
      await child.collectGarbage()
      memory.push([count, await residentKiB(child.pid)])
      return shares
    })
    figures.push(...measured)
  }
  const [, most = NaN] = memory.at(-1) ?? []
  figures.push(
    evaluate(
      {
        section: 'MEMORY',
        name: `per screen, on a line through ${curve.join(', ')} screens`,
        unit: 'KiB',
        bound: { is: 'at most', value: 16 },
      },
      [slopeOf(memory)],
      `${(most / 1_024).toFixed(0)} MiB with ${curve.at(-1) ?? 0}`,
    ),
  )
  return figures
}

/** The same changes on a floor of twice the size, and of four times. */
export async function grownFloors({
  small,
  grown,
  screens,
  otherScreens,
  repetitions,
}: Bench): Promise<Figure[]> {
  const plan = { target: 'product', screens: 200, framesPerSecond: 40, seconds: 1.2 } as const
  return withScreens(small, screens, [plan], async (before) => {
    const figures: Figure[] = []
    for (const [index, rig] of grown.entries()) {
      const goal: Goal = {
        section: 'SCALE',
        name: `CPU per frame, ${rig.domain.name} over S, the same changes`,
        unit: '×',
        bound: index === 0 ? { is: 'at most', value: 1.2 } : null,
      }
      const measured = await withScreens(rig, otherScreens, [plan], (after) =>
        measureGoals({ ratio: goal }, index === 0 ? repetitions + 2 : 1, async () => {
          const [was, is] = [(await before()).cpuMsPerFrame, (await after()).cpuMsPerFrame]
          return { values: { ratio: is / was }, note: `${is.toFixed(2)} against ${was.toFixed(2)} ms` }
        }),
      )
      figures.push(...measured)
    }
    return figures
  })
}

/** A count of the product's own, as its operators read it. */
async function metric(rig: Rig, line: string): Promise<number> {
  const reply = await fetch(`${rig.url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
  const text = await reply.text()
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.slice(line.length + 1),
  )
}

/** Asks until it is so, and gives the seconds that it took; Infinity when it never was. */
async function secondsUntil(isSo: () => Promise<boolean>, withinSeconds: number): Promise<number> {
  const startedAt = performance.now()
  while (performance.now() - startedAt < withinSeconds * 1_000) {
    if (await isSo()) return (performance.now() - startedAt) / 1_000
    await pause(50)
  }
  return Infinity
}

/** Screens that stop reading, which the kernel hides from the server: found by their missing acknowledgements. */
export async function stopped({ small, screens, otherScreens }: Bench): Promise<Figure[]> {
  const count = 10
  await openScreens(small, screens, { target: 'product', count: 100 })
  await openScreens(small, otherScreens, { target: 'product', count })
  const playing = play(small, { to: 'product', framesPerSecond: 10, frames: 55 })
  await pause(1_000)
  otherScreens.signal('SIGSTOP')
  const skipped = () => metric(small, 'wallboard_flushes_skipped_total')
  const snapshots = () => metric(small, 'wallboard_frames_sent_total{kind="snapshot"}')
  const before = await skipped()
  const found = await secondsUntil(async () => (await skipped()) - before >= count, 10)
  const sent = await snapshots()
  otherScreens.signal('SIGCONT')
  const repaired = await secondsUntil(async () => (await snapshots()) - sent >= count, 10)
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
    evaluate(goal(`until ${count} stopped screens of 110 are sent nothing more`, 5), [found]),
    evaluate(goal('until they have a snapshot after they go on', 3), [repaired]),
  ]
}

/** Many screens for a long time: the memory of the last third against that of the first. */
export async function soak({ large, screens }: Bench, minutes: number): Promise<Figure[]> {
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
  return [
    evaluate(
      {
        section: 'SOAK',
        name: `memory at the end over the beginning: L, ${count} screens, ${minutes} min`,
        unit: '×',
        bound: { is: 'at most', value: 1.1 },
      },
      [mean(samples.slice(-third)) / mean(samples.slice(0, third))],
      `${(mean(samples.slice(-third)) / 1_024).toFixed(0)} MiB at the end`,
    ),
    evaluate({ section: 'SOAK', name: 'of one core', unit: '%', bound: null }, shares),
  ]
}
