import { createFloor, createStatisticsStream } from '@wallboard/simulator'
import type { Domain } from '../domains.ts'

/** When the floor of the frames begins. */
export const startAt = Date.parse('2026-11-26T14:00:00Z')

/** A frame of statistics as Five9 sends it, and its instant. */
export interface FloorFrame {
  readonly at: number
  readonly text: string
}

/** The frames of a floor at its busiest hour, one each second. */
export function floorFrames({ queues: queueCount, agents }: Domain, seconds: number): readonly FloorFrame[] {
  const floor = createFloor({ seed: 1, queues: queueCount, agents, load: 1, startAt })
  const stream = createStatisticsStream()
  const first = floor.rows()
  stream.next(first, true)
  const frames = [
    { at: startAt, text: JSON.stringify([...first].map(([dataSource, data]) => ({ dataSource, data }))) },
  ]
  for (let second = 1; second <= seconds; second += 1) {
    const at = startAt + second * 1_000
    floor.advanceTo(at)
    const blocks = stream.next(floor.rows(), second % 5 === 0)
    const payLoad = blocks.map(({ dataSource, added, updated, removed }) => ({
      dataSource,
      added,
      updated,
      removed,
    }))
    frames.push({ at, text: JSON.stringify(payLoad) })
  }
  return frames
}
