import type { DisplayReport } from '@wallboard/relay/displays'
import type { QueueStatisticsStore } from '../shared/live/queue-statistics-store.ts'

/** What this screen says of itself. */
export interface ScreenReports {
  readonly next: (build: string) => DisplayReport
  readonly soundIs: (sound: DisplayReport['sound']) => void
  readonly stop: () => void
}

/** Frame times that are remembered: ten seconds at sixty a second. */
const remembered = 600

/** The share of values at or below the result; null without values. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
}

/** Not every browser tells how much memory a page takes. */
function heapBytes(): number | null {
  const memory: unknown = 'memory' in performance ? performance.memory : undefined
  const used: unknown =
    typeof memory === 'object' && memory !== null && 'usedJSHeapSize' in memory ? memory.usedJSHeapSize : null
  return typeof used === 'number' ? used : null
}

/** Watches the frames of this page. */
export function createScreenReports(store: Pick<QueueStatisticsStore, 'glass'>): ScreenReports {
  let frames: number[] = []
  let sound: DisplayReport['sound'] = 'off'
  let lastFrameAt: number | undefined
  let frame = requestAnimationFrame(painted)

  function painted(at: number): void {
    if (lastFrameAt !== undefined) frames = [...frames.slice(1 - remembered), at - lastFrameAt]
    lastFrameAt = at
    frame = requestAnimationFrame(painted)
  }

  return {
    next(build) {
      const { confirmedAt, serverNow, hasSnapshot } = store.glass.getState()
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
      frames = []
      return report
    },
    soundIs: (changed) => {
      sound = changed
    },
    stop: () => {
      cancelAnimationFrame(frame)
    },
  }
}
