import type { Bench } from '../bench.ts'
import { measureFeed, withScreensOfBoth } from '../measure/feed-run.ts'
import { measureGoals, type Figure, ratioOf } from '../measure/paired.ts'

/** The most frames a second that the naive relay can follow. */
const naiveFramesPerSecond = 12

/** The obvious implementation over the product, in CPU per frame: at equal rates, and at the rate of a busy domain. */
export function measureNaive({ large, screens, otherScreens, repetitions }: Bench): Promise<Figure[]> {
  const equalPlan = { screens: 200, framesPerSecond: naiveFramesPerSecond, seconds: 1.6 } as const
  const ofNaive = { screens, plan: { ...equalPlan, target: 'naive' } } as const
  const ofProduct = { screens: otherScreens, plan: { ...equalPlan, target: 'product' } } as const
  // The same screens serve both runs of the product.
  const busyPlan = { ...ofProduct.plan, framesPerSecond: 100, seconds: 1.2 }
  const goals = {
    equal: {
      section: 'NAIVE',
      name: `CPU per frame, naive over product, both at ${naiveFramesPerSecond} frames/s: L, 200 screens`,
      unit: '×',
      bound: { is: 'at least', value: 12 },
    },
    busy: {
      section: 'NAIVE',
      name: 'the same with the product at 100 frames/s',
      unit: '×',
      bound: { is: 'at least', value: 30 },
    },
  } as const
  return withScreensOfBoth(large, equalPlan, [ofNaive, ofProduct], (measureBoth) =>
    measureGoals(goals, repetitions, async () => {
      const [naive, product] = await measureBoth()
      const busy = await measureFeed(large, otherScreens, busyPlan)
      return {
        values: {
          equal: ratioOf(naive.cpuMsPerFrame, product.cpuMsPerFrame),
          busy: ratioOf(naive.cpuMsPerFrame, busy.cpuMsPerFrame),
        },
        note: `${naive.cpuMsPerFrame.toFixed(0)} against ${product.cpuMsPerFrame.toFixed(2)} and ${busy.cpuMsPerFrame.toFixed(2)} ms`,
      }
    }),
  )
}
