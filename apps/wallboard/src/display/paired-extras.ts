import type { LiveStores } from '../live/hooks/live-context.tsx'
import type { CurrentBoard, DisplayPorts, StoredParts } from './display-ports.ts'
import type { Telemetry } from './telemetry.ts'

const retryLoadMs = 10_000

/** What a display loads after its first figures: telemetry, wake lock, storage for a start without a server. */
export interface PairedExtras {
  /** Loads everything, and retries until it succeeds. */
  readonly start: () => void
  /** Undefined until it is loaded. */
  readonly telemetry: () => Telemetry | undefined
  readonly stop: () => void
}

export function createPairedExtras(deps: {
  readonly ports: Pick<DisplayPorts, 'deferred' | 'clocks'>
  readonly statistics: LiveStores['statistics']
  readonly current: () => CurrentBoard
  readonly onLoaded: () => void
}): PairedExtras {
  const { ports, statistics, current, onLoaded } = deps
  let telemetry: Telemetry | undefined
  let stored: StoredParts | undefined
  let releaseWakeLock: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  async function load(): Promise<void> {
    const parts = await ports.deferred()
    if (isStopped) return
    stored = parts.createStoredParts({ ...parts, clocks: ports.clocks }, statistics, current)
    releaseWakeLock = parts.keepScreenAwake()
    telemetry = parts.createTelemetry(statistics)
    onLoaded()
  }

  function start(): void {
    load().catch(() => {
      if (!isStopped) timer = setTimeout(start, retryLoadMs)
    })
  }

  return {
    start,
    telemetry: () => telemetry,
    stop() {
      isStopped = true
      clearTimeout(timer)
      stored?.stop()
      releaseWakeLock?.()
      telemetry?.stop()
    },
  }
}
