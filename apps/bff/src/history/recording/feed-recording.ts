import {
  createFeedRecorder,
  noSkills,
  type FeedRecorder,
  type SkillMap,
  type DayRule,
} from '@wallboard/history'
import type { GapKind } from '@wallboard/relay/coverage'
import type { Change, DatedSource } from '@wallboard/statistics'
import { brotliCompressSync } from 'node:zlib'
import { StorageError } from '../../storage/storage-error.ts'
import type { ClaimedFeed, FeedName, HistoryStore, StoredNames } from '../store/history-store.ts'
import { createFeedClock } from './feed-clock.ts'
import { RecordedNames } from './recorded-names.ts'
import { skillsIn } from './recorded-skills.ts'
import {
  PostedChanges,
  PostedSources,
  type PostedRow,
  type WriterMessage,
  type WriterReport,
} from './writer-message.ts'
import { createWaitingBatches, type WaitingMemory } from './waiting-batches.ts'

/** A message about a feed that is being recorded. */
export type FeedMessage = Exclude<
  Extract<WriterMessage, { readonly feed: string }>,
  { readonly type: 'start' }
>

/** The part of a store that a recording needs. */
type RecordingStore = Pick<HistoryStore, 'claim' | 'write' | 'foldSlots'>

/** The recording of one feed in the writing thread. */
export interface FeedRecording {
  /** Records a message; the writer flushes after the last one. @throws Error when the message is no valid one */
  readonly record: (message: FeedMessage) => void
  /** What was recorded is not complete: it is a gap from the last confirmation on, until all rows come. */
  readonly fallBehind: (at: number) => void
  readonly isOf: (store: RecordingStore, name: FeedName) => boolean
  /** Continues the coverage of a data source at `at`, behind a part that is damaged. */
  readonly split: (dataSource: string, at: number) => void
  /**
   * Writes what was recorded since the last flush. While the database is unreachable it waits; what else cannot be written
   * becomes a gap.
   *
   * @param isReachable false where another feed has just found the database unreachable: nothing is tried
   * @returns whether the database was reachable
   */
  readonly flush: (at: number, isReachable?: boolean) => Promise<boolean>
}

/** Turns the instants of rows into those of the recording clock. A row is never newer than the change that holds it. */
function date(rows: readonly PostedRow[], offsetMs: number, at: number): void {
  for (const row of rows) row.asOf = Math.min(row.asOf + offsetMs, at)
}

function changesOf(text: string, offsetMs: number, at: number): readonly Change[] {
  const changes = PostedChanges.parse(JSON.parse(text))
  for (const { added, updated } of changes) {
    date(added, offsetMs, at)
    date(updated, offsetMs, at)
  }
  return changes
}

function fullOf(text: string, offsetMs: number, at: number): readonly DatedSource[] {
  const sources = PostedSources.parse(JSON.parse(text))
  for (const { data } of sources) date(data, offsetMs, at)
  return sources
}

/** The states of data sources, with their instants shifted. */
const statesOf = ({ sources }: Extract<FeedMessage, { readonly type: 'state' }>, shiftMs: number) =>
  new Map(
    sources.map(([dataSource, state]) => [
      dataSource,
      'confirmedAt' in state
        ? { confirmedAt: state.confirmedAt + shiftMs }
        : { ...state, since: state.since + shiftMs },
    ]),
  )

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Why a recording has nothing from the end of what is stored until it starts. */
function gapBeforeStart(
  { coveredUntil, isFromOther }: ClaimedFeed,
  serverStartedAt: number,
): 'server-off' | 'fail-over' {
  const until = Math.max(-Infinity, ...coveredUntil.values())
  return isFromOther && until >= serverStartedAt ? 'fail-over' : 'server-off'
}

const faultOf = (error: unknown) => (error instanceof StorageError ? error.fault : undefined)

export const isUnreachable = (error: unknown): boolean => faultOf(error) === 'unreachable'

/** Whether what could not be written waits and is tried again. */
const isRetried = (error: unknown): boolean =>
  isUnreachable(error) || faultOf(error) === 'locked'

/** Another server has taken the recording of the feed over. */
class FencedOut extends Error {
  override name = 'FencedOut'
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
  const { key, name, store, queueSource, report, writer } = deps
  let claimed: ClaimedFeed | undefined
  /** Whether it is known until when the feed is stored. */
  let isClaimed = false
  let isFencedOut = false
  let lastBatch = 0
  /** Until when each source is covered by what is stored or waits. */
  let coveredUntil = new Map<string, number>()
  /** Until when it is covered by what is stored. */
  let storedUntil = new Map<string, number>()
  /** Whether the connection was lost while the first batch that waits was written: it may be stored. */
  let isUnknown = false
  const waiting = createWaitingBatches(deps.memory)
  let skills: SkillMap = noSkills
  let names: StoredNames[] = []
  let lastNames: StoredNames | undefined
  let seq = 0
  let isBehind = false
  const clock = createFeedClock(deps.at)
  const { instant } = clock

  function createRecorder(startedAt: number, kind: GapKind): FeedRecorder {
    const created = createFeedRecorder({
      ...{ startedAt, queueSource },
      continues: { from: new Map(coveredUntil), kind },
    })
    created.setSkills(skills)
    return created
  }

  /** @throws FencedOut when another server records the feed */
  async function claim(at: number): Promise<ClaimedFeed> {
    const found = await store.claim(name, { fence: claimed?.fence ?? deps.fence, writer, at })
    if (found === 'fenced-out') throw new FencedOut()
    storedUntil = new Map(found.coveredUntil)
    coveredUntil = new Map(storedUntil)
    lastBatch = Math.max(lastBatch, found.lastBatch)
    isUnknown = false
    if (claimed === undefined) clock.start(at, Math.max(-Infinity, ...storedUntil.values()))
    claimed = found
    isClaimed = true
    return found
  }

  const kindOfStart = (of: ClaimedFeed) => gapBeforeStart(of, deps.serverStartedAt)

  /** Reports why nothing is written. Returns whether the database was reachable. */
  function reportFailure(error: unknown): boolean {
    if (error instanceof FencedOut) {
      isFencedOut = true
      waiting.clear()
      report({ type: 'fenced-out', feed: key })
      return true
    }
    report({ type: isRetried(error) ? 'waiting' : 'failed', feed: key, reason: reasonOf(error) })
    return !isUnreachable(error)
  }

  const first = await claim(deps.at).catch((error: unknown) => {
    reportFailure(error)
    return undefined
  })
  let recorder = createRecorder(
    clock.last(),
    clock.isAhead(deps.at) ? 'clock-step' : first === undefined ? 'server-off' : kindOfStart(first),
  )

  /** Records in a new recorder, which begins with keyframes and names. @param at an instant of the feed */
  function startAgain(at: number, kind: GapKind): void {
    const full = recorder.full()
    recorder = createRecorder(at, kind)
    recorder.replaced(seq, at, full)
    names = lastNames === undefined ? [] : [{ ...lastNames, at }]
  }

  /** What waits is lost and becomes a gap. */
  function dropWaiting(at: number): void {
    waiting.clear()
    coveredUntil = new Map(storedUntil)
    // What is stored is read again if it is not known.
    isClaimed = !isUnknown
    startAgain(at, 'shed')
  }

  /** What cannot be folded now is folded with a later flush: the minutes stay. */
  async function foldSlots(feed: number, at: number): Promise<void> {
    if (deps.dayRule === undefined) return
    try {
      await store.foldSlots(feed, at, deps.dayRule)
    } catch (error) {
      report({ type: 'not-folded', reason: reasonOf(error) })
    }
  }

  /** Claims a feed that could not be claimed when its recording started, or whose stored part is not known. */
  async function claimLate(at: number): Promise<ClaimedFeed> {
    const isFirst = claimed === undefined
    const found = await claim(at)
    startAgain(clock.last(), isFirst ? kindOfStart(found) : 'shed')
    if (isFirst) recorder.gap(Math.min(deps.at, clock.last()), 'shed')
    return found
  }

  /** Takes what was recorded since the last flush; without room for it that time becomes a gap. */
  function take(at: number): void {
    const batch = { ...recorder.take(at), names: names.splice(0) }
    lastBatch += 1
    if (waiting.add({ batch, number: lastBatch })) {
      for (const { dataSource, span } of batch.coverage) coveredUntil.set(dataSource, span.endsAt)
      return
    }
    startAgain(at, 'shed')
    report({ type: 'failed', feed: key, reason: 'too much waits for the database' })
  }

  /** Writes all that waits. */
  async function writeWaiting({ feed, fence }: ClaimedFeed): Promise<void> {
    for (let next = waiting.first(); next !== undefined; next = waiting.first()) {
      const outcome = await store
        .write(feed, next.batch, { fence, writer, number: next.number })
        .catch((error: unknown) => {
          isUnknown ||= isUnreachable(error)
          throw error
        })
      if (outcome === 'fenced-out') throw new FencedOut()
      isUnknown = false
      for (const { dataSource, span } of next.batch.coverage) storedUntil.set(dataSource, span.endsAt)
      waiting.written()
    }
  }

  /** Records a message with rows. */
  function recordRows(message: Extract<FeedMessage, { readonly type: 'changes' | 'full' }>): void {
    const at = instant(message.at)
    const offsetMs = message.offsetMs + clock.shiftMs()
    if (message.type === 'changes') recorder.changed(message.seq, at, changesOf(message.text, offsetMs, at))
    else recorder.replaced(message.seq, at, fullOf(message.text, offsetMs, at))
    seq = message.seq
  }

  function recordGap({ at, kind }: Extract<FeedMessage, { readonly type: 'gap' }>): void {
    if (kind === 'clock-step') clock.stepped(at)
    recorder.gap(instant(at), kind)
  }

  return {
    record(message) {
      switch (message.type) {
        case 'changes':
          if (!isBehind) recordRows(message)
          return
        case 'full':
          recordRows(message)
          isBehind = false
          return
        case 'state':
          if (!isBehind) recorder.confirmed(instant(message.at), statesOf(message, clock.shiftMs()))
          return
        case 'names':
          lastNames = { at: instant(message.at), body: brotliCompressSync(message.text) }
          names.push(lastNames)
          skills = skillsIn(RecordedNames.safeParse(JSON.parse(message.text)).data ?? null)
          recorder.setSkills(skills)
          return
        case 'gap':
          recordGap(message)
          return
        case 'stop':
          recorder.gap(instant(message.at), 'signed-out')
      }
    },
    fallBehind(at) {
      isBehind = true
      recorder.gap(instant(at), 'shed')
    },
    isOf: (other, { org, username }) => other === store && org === name.org && username === name.username,
    split(dataSource, at) {
      recorder.split(dataSource, at)
    },
    async flush(at, isReachable = true) {
      if (isFencedOut) return true
      try {
        if (!isClaimed && isReachable) await claimLate(at)
        if (!isClaimed || claimed === undefined) {
          startAgain(instant(at), 'shed') // nobody knows where it continues
          return false
        }
        const own = instant(at)
        take(own)
        if (!isReachable) return false
        await writeWaiting(claimed)
        report({ type: 'written', feed: key, at })
        await foldSlots(claimed.feed, own)
        return true
      } catch (error) {
        if (!isClaimed) startAgain(instant(at), 'shed')
        else if (!isRetried(error)) dropWaiting(instant(at))
        return reportFailure(error)
      }
    },
  }
}
