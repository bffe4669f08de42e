import type { Bench } from '../bench.ts'
import { small } from '../domains.ts'
import { warmUp, withScreens, type RunPlan, type RunResult } from '../measure/feed-run.ts'
import { measureGoals, quantileOf, type Figure, ratioOf } from '../measure/paired.ts'
import { startRig } from '../measure/rig.ts'

/** More often than the default of ten seconds, so that each run contains flushes of the recorder. */
const flushSeconds = '2'
/** Contains two flushes of the recorder. */
const seconds = 4

const p99 = ({ stalenessMs }: RunResult) => quantileOf(stalenessMs, 0.99)

/**
 * Fan-out with history over fan-out without: two servers with the same frames, in turn. In the busy feed several frames
 * share a flush to a wall, which waits up to 250 ms; in the quiet feed each frame is flushed alone, so that little else
 * than work is measured.
 */
export async function measureHistoryFanOut({
  screens,
  otherScreens,
  repetitions,
}: Pick<Bench, 'screens' | 'otherScreens' | 'repetitions'>): Promise<Figure[]> {
  const [recording, plain] = await Promise.all([
    startRig(small, { environment: { HISTORY: 'on', HISTORY_FLUSH_SECONDS: flushSeconds } }),
    startRig(small, { environment: { HISTORY: 'off' } }),
  ])
  await warmUp(recording, screens, ['product'])
  await warmUp(plain, otherScreens, ['product'])

  const compare = (plan: RunPlan, load: string, bound: number | null) =>
    withScreens(recording, screens, [plan], (measureRecording) =>
      withScreens(plain, otherScreens, [plan], (measurePlain) =>
        measureGoals(
          {
            p99: {
              section: 'HISTORY',
              name: `fan-out p99 with history over without: ${load}`,
              unit: '×',
              bound: bound === null ? null : { is: 'at most', value: bound },
            },
          },
          repetitions,
          async () => {
            const [reference, product] = [await measurePlain(), await measureRecording()]
            return {
              values: { p99: ratioOf(p99(product), p99(reference)) },
              note:
                `${p99(product).toFixed(0)} against ${p99(reference).toFixed(0)} ms; ` +
                `${product.cpuMsPerFrame.toFixed(2)} against ${reference.cpuMsPerFrame.toFixed(2)} ms CPU per frame`,
            }
          },
        ),
      ),
    )
  const busy = { target: 'product', screens: 500, framesPerSecond: 100, seconds } as const
  const quiet = { target: 'product', screens: 200, framesPerSecond: 9, seconds, pace: 'desk' } as const
  const figures = [
    ...(await compare(busy, `${small.name}, 500 screens, 100 frames/s`, 1.1)),
    ...(await compare(quiet, `${small.name}, 200 screens, one flush per frame`, null)),
  ]
  await recording.stop()
  await plain.stop()
  return figures
}
