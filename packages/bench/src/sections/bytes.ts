import type { Bench } from '../bench.ts'
import { withScreens } from '../measure/feed-run.ts'
import { measureGoals, type Figure } from '../measure/paired.ts'

/** Bytes per screen, plain and deflated. */
export async function measureBytes(bench: Bench): Promise<Figure[]> {
  return [
    ...(await bytesPerScreen(bench, 'bytes per screen over bytes from Five9: L, 100 frames/s', 6, false)),
    ...(await bytesPerScreen(bench, 'the same, deflated once for all screens', 1.5, true)),
  ]
}

function bytesPerScreen(
  { large, screens }: Bench,
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
