import type { DisplayReport } from '@wallboard/relay/rest/displays'
import type { QueueStatisticsStore } from '../live/stores/queue-statistics-store.ts'

/** The display's reports on itself. */
export interface Telemetry {
  readonly next: (build: string, sound: DisplayReport['sound']) => DisplayReport
  readonly stop: () => void
}

/**
 * The number of frames that are timed for a report: half a second at 60 frames a second, in which a wall draws two updates,
 * enough to be seen in the 95th percentile. Each costs the page a frame: requesting every frame all day would keep a
 * television's processor busy.
 */
const timedFrames = 30

/** Figures are not emphasised from the first limit on, until frames are faster than the second. */
const lateFrameMs = 50
const goodFrameMs = 25

/** Marks a page whose frames come late. */
function markLateFrames(frameMs: number | null): void {
  const { documentElement } = document
  if (frameMs !== null && (frameMs > lateFrameMs || frameMs < goodFrameMs))
    documentElement.toggleAttribute('data-late-frames', frameMs > lateFrameMs)
}

/** The share of values at or below the result; null without values. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}

/** The memory of the page; null where the browser does not report it. */
function heapBytes(): number | null {
  const memory: unknown = 'memory' in performance ? performance.memory : undefined
  const used: unknown =
    typeof memory === 'object' && memory !== null && 'usedJSHeapSize' in memory ? memory.usedJSHeapSize : null
  return typeof used === 'number' ? used : null
}

/** Times some frames after each report. */
export function createTelemetry(store: Pick<QueueStatisticsStore, 'status'>): Telemetry {
  let frames: number[] = []
  let lastFrameAt: number | undefined
  let frame: number | undefined

  function timeFrames(): void {
    if (frame !== undefined) cancelAnimationFrame(frame)
    frames = []
    lastFrameAt = undefined
    frame = requestAnimationFrame(painted)
  }

  function painted(at: number): void {
    if (lastFrameAt !== undefined) frames.push(at - lastFrameAt)
    lastFrameAt = at
    frame = frames.length < timedFrames ? requestAnimationFrame(painted) : undefined
  }

  timeFrames()
  return {
    next(build, sound) {
      const { confirmedAt, serverNow, hasSnapshot } = store.status.getState()
      const report = {
        width: innerWidth,
        height: innerHeight,
        build,
        paintedAgeMs: hasSnapshot && confirmedAt !== undefined ? Math.max(0, serverNow - confirmedAt) : null,
        frameMsP50: percentile(frames, 0.5),
        frameMsP95: percentile(frames, 0.95),
        heapBytes: heapBytes(),
        sound,
      }
      markLateFrames(report.frameMsP95)
      timeFrames()
      return report
    },
    stop: () => {
      if (frame !== undefined) cancelAnimationFrame(frame)
    },
  }
}
