import type { Bench } from '../bench.ts'
import type { Child } from '../measure/child.ts'
import { startScreens, withScreens } from '../measure/feed-run.ts'
import { measureGoals, type Figure } from '../measure/paired.ts'
import type { Rig } from '../measure/rig.ts'

/** Bytes per screen, plain and deflated. Its screens are its own: another section may use those of the bench meanwhile. */
export async function measureBytes({ large }: Bench): Promise<Figure[]> {
  const screens = await startScreens()
  const figures = [
    ...(await bytesPerScreen(
      large,
      screens,
      'bytes per screen over bytes from Five9: L, 100 frames/s',
      6,
      false,
    )),
    ...(await bytesPerScreen(large, screens, 'the same, deflated once for all screens', 1.5, true)),
  ]
  await screens.stop()
  return figures
}

function bytesPerScreen(
  large: Rig,
  screens: Child,
  name: string,
  maxPercent: number,
  inflates: boolean,
): Promise<Figure[]> {
  const plan = { target: 'product', screens: 20, framesPerSecond: 100, seconds: 1.5, inflates } as const
  const bound = { is: 'at most', value: maxPercent } as const
  return withScreens(large, screens, [plan], (measure) =>
    measureGoals(
      { bytes: { section: 'BYTES', name, unit: '%', bound } },
      1, // the frames are the same on every machine
      async () => {
        const result = await measure()
        return {
          values: { bytes: (100 * result.bytesPerScreen) / result.upstreamBytes },
          note: `${(result.bytesPerScreen / 1_024 / result.feedSeconds).toFixed(0)} KiB/s`,
        }
      },
    ),
  )
}
