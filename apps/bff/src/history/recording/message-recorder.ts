import {
  changeOf,
  createFeedRecorder,
  decodeLine,
  lineOfRows,
  noSkills,
  type EncodedChange,
  type FeedRecorder,
  type RecordedBatch,
  type SegmentEnd,
  type SkillMap,
} from '@wallboard/history'
import type { GapKind } from '@wallboard/relay/coverage'
import type { DatedSource } from '@wallboard/statistics'
import { brotliCompressSync } from 'node:zlib'
import type { HistoryBatch, StoredNames } from '../store/history-store.ts'
import { createFeedClock, type FeedClock } from './feed-clock.ts'
import { RecordedNames } from './recorded-names.ts'
import { skillsIn } from './recorded-skills.ts'
import { PostedSources, type PostedChanges, type PostedRow, type WriterMessage } from './writer-message.ts'

/** A message about a feed that is being recorded. */
export type FeedMessage = Exclude<
  Extract<WriterMessage, { readonly feed: string }>,
  { readonly type: 'start' }
>

/** Turns the instants of rows into those of the recording clock. A row is never newer than the change that holds it. */
function date(rows: readonly PostedRow[], offsetMs: number, at: number): void {
  for (const row of rows) row.asOf = Math.min(row.asOf + offsetMs, at)
}

/** The changes as their lines say, which are recorded as they were read here. */
const changesOf = (posted: PostedChanges, end: SegmentEnd, offsetMs: number): readonly EncodedChange[] =>
  posted.map(([dataSource, rows]) => {
    const line = lineOfRows(rows, end, offsetMs)
    const change = decodeLine(line)
    if (change === undefined) throw new Error(`the rows of ${dataSource} were not posted as a line`)
    return { ...changeOf(dataSource, change), line }
  })

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

/** Records the messages about one feed. It can start again with keyframes and names. It does no I/O. */
export interface MessageRecorder {
  readonly clock: FeedClock
  /** @throws Error when the message is no valid one */
  readonly record: (message: FeedMessage) => void
  /** What was recorded is not complete: it is a gap from the last confirmation on, until all rows come. */
  readonly fallBehind: (at: number) => void
  /** See `FeedRecorder`. */
  readonly split: FeedRecorder['split']
  /** Everything since the last call. */
  readonly take: (at: number) => HistoryBatch
  /**
   * What was not taken is lost, and keyframes and names are written again. The coverage continues `continues` with a gap,
   * which is of the kind `shed` from `shedFrom` on.
   *
   * @param at an instant of the feed
   */
  readonly startAgain: (
    at: number,
    gap: {
      readonly kind: GapKind
      readonly continues: ReadonlyMap<string, number>
      readonly shedFrom?: number | undefined
    },
  ) => void
}

export function createMessageRecorder(deps: {
  readonly at: number
  readonly queueSource: string
}): MessageRecorder {
  const { queueSource } = deps
  let skills: SkillMap = noSkills
  let names: StoredNames[] = []
  let lastNames: StoredNames | undefined
  let seq = 0
  let isBehind = false
  const clock = createFeedClock(deps.at)
  const { instant } = clock
  let recorder = createFeedRecorder({ startedAt: deps.at, queueSource })

  /** Records a message with rows. */
  function recordRows(message: Extract<FeedMessage, { readonly type: 'changes' | 'full' }>): void {
    const at = instant(message.at)
    const offsetMs = message.offsetMs + clock.shiftMs()
    if (message.type === 'full') recorder.replaced(message.seq, at, fullOf(message.text, offsetMs, at))
    else recorder.changed(message.seq, at, changesOf(message.changes, { at, seq: message.seq }, offsetMs))
    seq = message.seq
  }

  function recordGap({ at, kind }: Extract<FeedMessage, { readonly type: 'gap' }>): void {
    if (kind === 'clock-step') clock.stepped(at)
    recorder.gap(instant(at), kind)
  }

  return {
    clock,
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
    split(dataSource, at) {
      recorder.split(dataSource, at)
    },
    take(at) {
      const batch: RecordedBatch = recorder.take(at)
      return { ...batch, names: names.splice(0) }
    },
    startAgain(at, { kind, continues, shedFrom }) {
      const full = recorder.full()
      recorder = createFeedRecorder({
        ...{ startedAt: at, queueSource },
        continues: { from: continues, kind },
      })
      recorder.setSkills(skills)
      if (shedFrom !== undefined) recorder.gap(shedFrom, 'shed')
      if (full.length > 0) recorder.replaced(seq, at, full)
      names = lastNames === undefined ? [] : [{ ...lastNames, at }]
    },
  }
}
