import type { DayRule } from '@wallboard/history'
import type { GapKind } from '@wallboard/relay/coverage'
import type { ClaimedFeed, FeedName, HistoryStore } from '../store/history-store.ts'
import {
  createFeedWriting,
  FencedOut,
  isUnreachable,
  isWrittenLater,
  type WritableStore,
} from './feed-writing.ts'
import { createMessageRecorder, type MessageRecorder } from './message-recorder.ts'
import type { WaitingMemory } from './waiting-batches.ts'
import type { WriterReport } from './writer-message.ts'

/** The part of a store that a recording needs. */
type RecordingStore = WritableStore & Pick<HistoryStore, 'foldSlots'>

/** The recording of one feed in the writing thread. */
export interface FeedRecording extends Pick<MessageRecorder, 'record' | 'fallBehind' | 'split'> {
  readonly isOf: (store: RecordingStore, name: FeedName) => boolean
  /**
   * Writes what was recorded since the last flush. While the database is unreachable it waits; what else cannot be written
   * becomes a gap.
   *
   * @param isReachable false where another feed has just found the database unreachable: nothing is tried
   * @returns whether the database was reachable
   */
  readonly flush: (at: number, isReachable?: boolean) => Promise<boolean>
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Why a recording has nothing from the end of what is stored until it starts. */
function gapBeforeStart(
  { coveredUntil, isFromOther }: ClaimedFeed,
  serverStartedAt: number,
): 'server-off' | 'fail-over' {
  const until = Math.max(-Infinity, ...coveredUntil.values())
  return isFromOther && until >= serverStartedAt ? 'fail-over' : 'server-off'
}

/** Starts the recording of a feed. Where the store fails, each flush tries again to claim the feed. */
export async function startFeedRecording(deps: {
  readonly key: string
  readonly name: FeedName
  readonly at: number
  /** Higher than that of all recordings before; undefined where this process is the only one. */
  readonly fence: number | undefined
  /** Unique for each thread that writes. */
  readonly writer: string
  /** When this server started, by the recording clock. */
  readonly serverStartedAt: number
  readonly store: RecordingStore
  readonly queueSource: string
  /** The days of the half-hours that normal bands are made of; undefined for a feed without bands. */
  readonly dayRule: DayRule | undefined
  /** What waits for the database, of all feeds. */
  readonly memory: WaitingMemory
  readonly report: (report: WriterReport) => void
}): Promise<FeedRecording> {
  const { key, name, store, report } = deps
  const writing = createFeedWriting(deps)
  const recorder = createMessageRecorder(deps)
  const { clock } = recorder
  let isFencedOut = false
  /** Whether the feed was claimed once. */
  let isStarted = false

  /** Reports why nothing is written. Returns whether the database was reachable. */
  function reportFailure(error: unknown): boolean {
    isFencedOut = error instanceof FencedOut
    if (isFencedOut) {
      writing.drop()
      report({ type: 'fenced-out', feed: key })
      return true
    }
    report({ type: isWrittenLater(error) ? 'waiting' : 'failed', feed: key, reason: reasonOf(error) })
    return !isUnreachable(error)
  }

  /** @param at an instant of the feed */
  function startAgain(at: number, kind: GapKind, shedFrom?: number): void {
    recorder.startAgain(at, { kind, shedFrom, continues: new Map(writing.coveredUntil()) })
  }

  /** Claims the feed, whose recording continues what is stored. */
  async function start(at: number): Promise<void> {
    const claimed = await writing.claim(at)
    if (isStarted) {
      startAgain(clock.last(), 'shed')
      return
    }
    isStarted = true
    clock.start(at, Math.max(-Infinity, ...claimed.coveredUntil.values()))
    const kind = clock.isAhead(at) ? 'clock-step' : gapBeforeStart(claimed, deps.serverStartedAt)
    startAgain(clock.last(), kind, at > deps.at ? deps.at : undefined)
  }

  await start(deps.at).catch(reportFailure)

  /** What cannot be folded now is folded with a later flush: the minutes stay. */
  async function foldSlots(feed: number, at: number): Promise<void> {
    if (deps.dayRule === undefined) return
    try {
      await store.foldSlots(feed, at, deps.dayRule)
    } catch (error) {
      report({ type: 'not-folded', reason: reasonOf(error) })
    }
  }

  /** Takes what was recorded since the last flush; without room for it that time becomes a gap. */
  function take(at: number): void {
    if (writing.add(recorder.take(at))) return
    startAgain(at, 'shed')
    report({ type: 'failed', feed: key, reason: 'too much waits for the database' })
  }

  return {
    record: recorder.record,
    fallBehind: recorder.fallBehind,
    split: recorder.split,
    isOf: (other, { org, username }) => other === store && org === name.org && username === name.username,
    async flush(at, isReachable = true) {
      if (isFencedOut) return true
      try {
        if (isReachable && writing.claimed() === undefined) await start(at)
        const claimed = writing.claimed()
        if (claimed === undefined) {
          startAgain(clock.instant(at), 'shed') // nobody knows yet what it continues
          return false
        }
        const own = clock.instant(at)
        try {
          if (isReachable) await writing.write(claimed) // what waits makes room
        } finally {
          take(own)
        }
        if (!isReachable) return false
        await writing.write(claimed)
        report({ type: 'written', feed: key, at })
        await foldSlots(claimed.feed, own)
        return true
      } catch (error) {
        if (writing.claimed() === undefined || !isWrittenLater(error)) {
          writing.drop()
          startAgain(clock.instant(at), 'shed')
        }
        return reportFailure(error)
      }
    },
  }
}
