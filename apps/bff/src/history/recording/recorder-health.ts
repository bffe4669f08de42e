import type { WriterReport } from './writer-message.ts'

/** What the recorder knows of the thread that writes. Instants are epoch milliseconds of the recording clock. */
export interface RecorderHealth {
  /** `off`: the files cannot be opened or the thread has ended, and nothing is recorded until the server starts again. */
  readonly state: 'opening' | 'on' | 'off'
  /** Whether there is a feed to record. */
  readonly isRecording: boolean
  /** When a flush was last written. */
  readonly writtenAt: number | undefined
  /** Why something of the last flush was not written, or why history is off. */
  readonly failure: string | undefined
  /** The writing thread is too slow: changes are dropped and become a gap. */
  readonly isShedding: boolean
  /** The bytes of all files; undefined before the first flush. */
  readonly bytes: number | undefined
}

type HealthReport = Exclude<WriterReport, { readonly type: 'handled' | 'closed' | 'compacted' }>

/** Follows the reports of the writing thread, and logs where they change something. */
export function createRecorderHealth(
  log: (event: string, detail: Readonly<Record<string, unknown>>) => void,
) {
  let state: RecorderHealth['state'] = 'opening'
  let writtenAt: number | undefined
  let offReason: string | undefined
  let bytes: number | undefined
  /** By feed, so that a feed that is written does not hide another one that is not. */
  const failures = new Map<string, string>()
  let removalFailure: string | undefined
  let resolveOpened: (failure: string | undefined) => void = () => undefined
  /** Resolves when the files are open, with undefined, or cannot be opened, with the reason. */
  const opened = new Promise<string | undefined>((resolve) => {
    resolveOpened = resolve
  })

  function off(reason: string): void {
    if (state === 'off') return
    state = 'off'
    offReason = reason
    log('history is off: nothing is recorded until the server starts again; everything else goes on', {
      reason,
    })
    resolveOpened(reason)
  }

  function failed(feed: string, reason: string): void {
    if (failures.size === 0) log('history cannot be written; free some space or repair DATA_DIR', { reason })
    failures.set(feed, reason)
  }

  function waiting(feed: string, reason: string): void {
    if (failures.size === 0)
      log('PostgreSQL cannot be reached: up to 64 MB of history wait for it, then that time becomes a gap', {
        reason,
      })
    failures.set(feed, reason)
  }

  function fencedOut(feed: string): void {
    log('another server has taken over the recording of a feed; it is not recorded here any more', { feed })
    failures.set(feed, 'another server records this feed')
  }

  function written(feed: string, at: number): void {
    writtenAt = at
    if (failures.delete(feed) && failures.size === 0) log('history is written again', {})
  }

  return {
    opened,
    reported(report: HealthReport): void {
      switch (report.type) {
        case 'opened':
          state = 'on'
          if (report.setAside !== null)
            log('history was damaged: its files were set aside, and a new history begins', {
              setAside: report.setAside,
            })
          resolveOpened(undefined)
          return
        case 'off':
          off(report.reason)
          return
        case 'written':
          written(report.feed, report.at)
          return
        case 'failed':
          failed(report.feed, report.reason)
          return
        case 'waiting':
          waiting(report.feed, report.reason)
          return
        case 'fenced-out':
          fencedOut(report.feed)
          return
        case 'behind':
          log('a message to the history thread could not be handled: all rows are sent again', {
            reason: report.reason,
          })
          return
        case 'not-removed':
          if (removalFailure !== report.reason)
            log('old days of history cannot be removed', { reason: report.reason })
          removalFailure = report.reason
          return
        case 'not-compacted':
          log('a day of history cannot be compacted; it stays as it is', { reason: report.reason })
          return
        case 'not-folded':
          log('the usual values of this half-hour could not be stored', { reason: report.reason })
          return
        case 'not-marked':
          log('a damaged part of history could not be marked', { reason: report.reason })
          return
        case 'size':
          bytes = report.bytes
      }
    },
    /** A feed has ended: whether it was written no longer matters. */
    forget(feed: string): void {
      failures.delete(feed)
    },
    isOff: () => state === 'off',
    read: (now: Pick<RecorderHealth, 'isShedding' | 'isRecording'>): RecorderHealth => ({
      ...{ ...now, state, writtenAt, bytes },
      failure: offReason ?? [...failures.values()][0],
    }),
  }
}
