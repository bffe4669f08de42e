import { createFloor, createStatisticsStream } from '@wallboard/simulator'

/** The simulated floor, as the simulator of the demo has it. */
export interface DemoFloor {
  readonly seed: number
  readonly queues: number
  readonly agents: number
  readonly load: number
}

/** One frame of statistics: all rows at the start of the day, changes afterwards. */
export interface FloorFrame {
  readonly at: number
  readonly isFull: boolean
  readonly payLoad: unknown
}

const dayMs = 86_400_000
/** Rows in which only a running time changed are sent at this interval, as a domain does. */
const runningTimesEveryMs = 5_000

/**
 * The statistics of a day of UTC of the simulated floor, up to an instant. The same floor and day give the same frames.
 *
 * @param sources the data sources; undefined for all
 */
export function* floorDay(
  floorOptions: DemoFloor,
  day: { readonly startsAt: number; readonly endsAt: number },
  detail: { readonly stepMs: number; readonly sources: ReadonlySet<string> | undefined },
): Generator<FloorFrame> {
  const daySeed = floorOptions.seed * 100_000 + Math.floor(day.startsAt / dayMs)
  const floor = createFloor({ ...floorOptions, startAt: day.startsAt, daySeed })
  const stream = createStatisticsStream()
  const first = floor.rows('agents', detail.sources)
  stream.next(first, true)
  yield {
    ...{ at: day.startsAt, isFull: true },
    payLoad: [...first].map(([dataSource, data]) => ({ dataSource, data })),
  }
  let runningTimesAt = day.startsAt
  for (let at = day.startsAt + detail.stepMs; at < day.endsAt; at += detail.stepMs) {
    floor.advanceTo(at)
    const hasRunningTimes = at - runningTimesAt >= runningTimesEveryMs
    if (hasRunningTimes) runningTimesAt = at
    const blocks = stream.next(floor.rows('agents', detail.sources), hasRunningTimes)
    yield {
      ...{ at, isFull: false },
      payLoad: blocks.map(({ dataSource, added, updated, removed }) => ({
        dataSource,
        added,
        updated,
        removed,
      })),
    }
  }
}
