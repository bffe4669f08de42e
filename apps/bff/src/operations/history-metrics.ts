import type { Registry } from 'prom-client'
import { addGauge, secondsPerMs } from './collectors.ts'

/** The state of history for administrators and monitors. Instants are epoch milliseconds of the wall clock. */
export interface HistoryStatus {
  /** `off`: the files cannot be opened or written any more, until the server starts again. */
  readonly state: 'opening' | 'on' | 'off'
  /** Whether there is a feed to record. */
  readonly isRecording: boolean
  /** When a flush was last written; null before the first one. */
  readonly writtenAt: number | null
  readonly writtenAgeMs: number | null
  /** Why the last flush was not written, or why history is off. */
  readonly failure: string | null
  /** Changes are dropped, because writing is too slow. */
  readonly isShedding: boolean
  /** The size of all files; null before the first flush. */
  readonly bytes: number | null
}

/** Registers the metrics of history. @param history undefined with `HISTORY=off`: nothing is exported */
export function addHistoryMetrics(registry: Registry, history: () => HistoryStatus | undefined): void {
  addGauge(
    registry,
    {
      name: 'wallboard_history_written_age_seconds',
      help: 'Time since history was last written; +Inf before its first flush and while it is off',
    },
    () => {
      const status = history()
      if (status === undefined) return undefined
      if (status.state === 'off') return Infinity
      return status.isRecording ? (status.writtenAgeMs ?? Infinity) * secondsPerMs : undefined
    },
  )
  addGauge(
    registry,
    { name: 'wallboard_history_bytes', help: 'Size of the files of history' },
    () => history()?.bytes ?? undefined,
  )
  addGauge(
    registry,
    {
      name: 'wallboard_history_shedding',
      help: '1 while changes are not recorded because writing is too slow, otherwise 0',
    },
    () => {
      const status = history()
      return status && Number(status.isShedding)
    },
  )
}
