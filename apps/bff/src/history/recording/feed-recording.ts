import {
  createFeedRecorder,
  noSkills,
  type FeedRecorder,
  type SkillMap,
  type DayRule,
} from '@wallboard/history'
import type { Change, DatedSource } from '@wallboard/statistics'
import { brotliCompressSync } from 'node:zlib'
import type { FeedName, HistoryStore, StoredNames } from '../store/history-store.ts'
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

/** A message about a feed that is being recorded. */
export type FeedMessage = Exclude<
  Extract<WriterMessage, { readonly feed: string }>,
  { readonly type: 'start' }
>

/** The part of a store that a recording needs. */
type RecordingStore = Pick<HistoryStore, 'feedId' | 'coveredUntil' | 'write' | 'foldSlots'>

/** The recording of one feed in the writing thread. */
export interface FeedRecording {
  /** Records a message; the writer flushes after the last one. @throws Error when the message is no valid one */
  readonly record: (message: FeedMessage) => void
  /** What was recorded is not complete: it is a gap from the last confirmation on, until all rows come. */
  readonly fallBehind: (at: number) => void
  readonly isOf: (store: RecordingStore, name: FeedName) => boolean
  /** Continues the coverage of a data source at `at`, behind a part that is damaged. */
  readonly split: (dataSource: string, at: number) => void
  /** Writes what was recorded since the last flush. What cannot be written becomes a gap. */
  readonly flush: (at: number) => Promise<void>
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

/** Starts the recording of a feed. Where the store fails, each flush tries again to find the number of the feed. */
export async function startFeedRecording(deps: {
  readonly key: string
  readonly name: FeedName
  readonly at: number
  readonly store: RecordingStore
  readonly queueSource: string
  /** The days of the half-hours that normal bands are made of; undefined for a feed without bands. */
  readonly dayRule: DayRule | undefined
  readonly report: (report: WriterReport) => void
}): Promise<FeedRecording> {
  const { key, name, store, queueSource, report } = deps
  let id: number | undefined
  /** Until when each source is covered by what is stored. */
  let storedUntil = new Map<string, number>()
  let skills: SkillMap = noSkills
  let names: StoredNames[] = []
  let lastNames: StoredNames | undefined
  let seq = 0
  let isBehind = false
  const clock = createFeedClock(deps.at)
  const { instant } = clock

  function createRecorder(startedAt: number, kind: 'server-off' | 'clock-step' | 'shed'): FeedRecorder {
    const created = createFeedRecorder({
      ...{ startedAt, queueSource },
      continues: { from: new Map(storedUntil), kind },
    })
    created.setSkills(skills)
    return created
  }

  async function identify(at: number): Promise<number> {
    const found = await store.feedId(name)
    storedUntil = new Map(await store.coveredUntil(found))
    clock.start(at, Math.max(-Infinity, ...storedUntil.values()))
    id = found
    return found
  }

  await identify(deps.at).catch((error: unknown) => {
    report({ type: 'failed', feed: key, reason: reasonOf(error) })
  })
  let recorder = createRecorder(clock.last(), clock.isAhead(deps.at) ? 'clock-step' : 'server-off')

  /** What could not be written is a gap, and keyframes and names are written again. @param at an instant of the feed */
  function startAgain(at: number): void {
    const full = recorder.full()
    recorder = createRecorder(at, 'shed')
    recorder.replaced(seq, at, full)
    names = lastNames === undefined ? [] : [{ ...lastNames, at }]
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

  async function identifyLate(at: number): Promise<number> {
    const found = await identify(at)
    startAgain(clock.last())
    return found
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
    async flush(at) {
      try {
        const feed = id ?? (await identifyLate(at))
        const own = instant(at)
        const batch = recorder.take(own)
        await store.write(feed, { ...batch, names: names.splice(0) })
        for (const { dataSource, span } of batch.coverage) storedUntil.set(dataSource, span.endsAt)
        report({ type: 'written', feed: key, at })
        await foldSlots(feed, own)
      } catch (error) {
        startAgain(instant(at))
        report({ type: 'failed', feed: key, reason: reasonOf(error) })
      }
    },
  }
}
