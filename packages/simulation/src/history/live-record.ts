import {
  afterClockStep,
  feedInstant,
  startFeedClock,
} from '../../../../apps/bff/src/history/recording/feed-clock-state.ts'
import type {
  WriterMessage,
  WriterReport,
} from '../../../../apps/bff/src/history/recording/writer-message.ts'
import type { Stream } from '../../../../apps/bff/src/upstream/stream.ts'
import { canonicalRows } from '../five9/rows.ts'
import type { Random } from '../runtime/random.ts'

/** What the feed of the server held at an instant of the recording. */
export interface Moment {
  readonly at: number
  readonly sources: readonly MomentOfSource[]
}

/** One data source at a moment. */
export interface MomentOfSource {
  readonly dataSource: string
  /** The instant of its last confirmation, or why it is not live. */
  readonly state: { readonly confirmedAt: number } | { readonly gap: string }
  /** Its rows as text. */
  readonly rows: string
}

/** A part of the time in which the feed was live: its end was confirmed soon after its start. */
export interface LiveEnd {
  readonly dataSource: string
  readonly at: number
  /** The confirmation before it. */
  readonly before: number
}

/** What the processes of the server held and had confirmed, as far as they reported it as written. */
export interface LiveRecord {
  /** A process starts to record. */
  readonly started: (feed: Pick<Stream, 'full'>) => ProcessRecord
  readonly moments: () => readonly Moment[]
  readonly liveEnds: () => readonly LiveEnd[]
  /** How many moments were noted, those that were lost with their process included. */
  readonly noted: () => number
}

interface ProcessRecord {
  /** The files are open. @param storedUntil where the stored recording ends */
  readonly opened: (storedUntil: number) => void
  readonly posted: (message: WriterMessage) => void
  readonly reported: (report: WriterReport) => void
}

const silentAfterMs = 15_000

/** Whether time between two confirmations is live. Rows that came long after the first one ended a silence. */
const isLive = (before: number, confirmedAt: number, rowsAt: number): boolean =>
  confirmedAt > before && Math.max(confirmedAt, rowsAt) - before <= silentAfterMs

/** @param share the share of the seconds that are noted as moments */
export function createLiveRecord(random: Random, share: number): LiveRecord {
  const moments: Moment[] = []
  const liveEnds: LiveEnd[] = []
  let noted = 0

  function started(feed: Pick<Stream, 'full'>): ProcessRecord {
    let storedUntil = -Infinity
    let clock = startFeedClock(0, -Infinity)
    let isStarted = false
    /** What the next flush writes, and what the flushes write that are under way, with the instant of each. */
    let pending: { moments: Moment[]; liveEnds: LiveEnd[] } = { moments: [], liveEnds: [] }
    const flushed: { readonly at: number; readonly written: typeof pending }[] = []
    const confirmed = new Map<string, number>()
    let rowsAt = -Infinity
    /** By data source: the message with the first confirmation after a gap. What came before it may be a gap. */
    const liveFrom = new Map<string, number>()

    function instant(at: number): number {
      clock = { ...clock, last: feedInstant(clock, at) }
      return clock.last
    }

    /** A moment is the last one of its instant. */
    function endMoment(at: number): void {
      if (pending.moments.at(-1)?.at === at) pending.moments.pop()
    }

    function noteLive(at: number, { sources }: WriterMessage & { readonly type: 'state' }): void {
      for (const [dataSource, state] of sources) {
        const before = confirmed.get(dataSource)
        confirmed.delete(dataSource)
        if (!('confirmedAt' in state)) {
          liveFrom.delete(dataSource)
          continue
        }
        const from = liveFrom.get(dataSource) ?? at
        liveFrom.set(dataSource, from)
        const confirmedAt = state.confirmedAt + clock.shiftMs
        confirmed.set(dataSource, confirmedAt)
        if (before !== undefined && before > from && isLive(before, confirmedAt, rowsAt))
          pending.liveEnds.push({ dataSource, at: confirmedAt - 1, before })
      }
    }

    function noteMoment(at: number, { sources }: WriterMessage & { readonly type: 'state' }): void {
      endMoment(at)
      if (!random.chance(share)) return
      noted += 1
      const full = feed.full(sources.map(([dataSource]) => dataSource))
      pending.moments.push({
        at,
        sources: sources.map(([dataSource, state]) => ({
          dataSource,
          state: 'confirmedAt' in state ? { confirmedAt: state.confirmedAt + clock.shiftMs } : state,
          rows: canonicalRows(dataSource, full.find((each) => each.dataSource === dataSource)?.data ?? []),
        })),
      })
    }

    function interrupted(): void {
      confirmed.clear()
      liveFrom.clear()
    }

    return {
      opened(until) {
        storedUntil = until
      },
      posted(message) {
        switch (message.type) {
          case 'start':
            clock = startFeedClock(message.at, storedUntil)
            isStarted = true
            return
          case 'gap':
            if (message.kind === 'clock-step') clock = afterClockStep(clock, message.at)
            interrupted()
            endMoment(instant(message.at))
            return
          case 'full':
            interrupted()
            endMoment(instant(message.at))
            return
          case 'changes':
          case 'names':
            if (message.type === 'changes') rowsAt = message.at + clock.shiftMs
            endMoment(instant(message.at))
            return
          case 'state': {
            const at = instant(message.at)
            noteLive(at, message)
            noteMoment(at, message)
            return
          }
          case 'flush':
            if (!isStarted) return
            flushed.push({ at: instant(message.at), written: pending })
            pending = { moments: pending.moments.slice(-1), liveEnds: [] }
            flushed.at(-1)?.written.moments.pop()
            return
          case 'stop':
          case 'retain':
          case 'compact':
          case 'damaged':
          case 'close':
          case 'groups':
        }
      },
      reported(report) {
        if (report.type === 'behind') {
          pending.liveEnds = []
          interrupted()
        }
        if (report.type !== 'written' && report.type !== 'failed') return
        const flush = flushed.shift()
        if (flush === undefined) return
        if (report.type === 'failed') {
          interrupted()
          for (const batch of [pending, ...flushed.map(({ written }) => written)])
            batch.liveEnds = batch.liveEnds.filter(({ before }) => before > flush.at)
          return
        }
        moments.push(...flush.written.moments)
        liveEnds.push(...flush.written.liveEnds)
      },
    }
  }

  return { started, moments: () => moments, liveEnds: () => liveEnds, noted: () => noted }
}
