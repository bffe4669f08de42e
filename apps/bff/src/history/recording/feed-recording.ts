import { createFeedRecorder, noSkills, type FeedRecorder, type SkillMap } from '@wallboard/history'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import { brotliCompressSync } from 'node:zlib'
import type { FeedName, HistoryStore, StoredNames } from '../store/history-store.ts'
import { RecordedNames } from './recorded-names.ts'
import { skillsIn } from './recorded-skills.ts'
import { PostedChanges, PostedSources, type WriterMessage, type WriterReport } from './writer-message.ts'

/** A message about a feed that is being recorded. */
export type FeedMessage = Exclude<
  Extract<WriterMessage, { readonly feed: string }>,
  { readonly type: 'start' }
>

/** The recording of one feed in the writing thread. */
export interface FeedRecording {
  /** Records a message; the writer flushes after the last one. @throws Error when the message is no valid one */
  readonly record: (message: FeedMessage) => void
  /** What was recorded is not complete: it is a gap from the last confirmation on, until all rows come. */
  readonly fallBehind: (at: number) => void
  readonly isOf: (store: HistoryStore, name: FeedName) => boolean
  /** Continues the coverage of a data source at `at`, behind a part that is damaged. */
  readonly split: (dataSource: string, at: number) => void
  /** Writes what was recorded since the last flush. What cannot be written becomes a gap. */
  readonly flush: (at: number) => Promise<void>
}

/** Rows whose instants are of the recording clock. A row is never newer than the change that holds it. */
const dated = (rows: readonly Row[], offsetMs: number, at: number): readonly Row[] =>
  rows.map((row) => ({ ...row, asOf: Math.min(row.asOf + offsetMs, at) }))

function changesOf(text: string, offsetMs: number, at: number): readonly Change[] {
  return PostedChanges.parse(JSON.parse(text)).map(({ dataSource, added, updated, removed }) => ({
    dataSource,
    added: dated(added, offsetMs, at),
    updated: dated(updated, offsetMs, at),
    removed,
  }))
}

function fullOf(text: string, offsetMs: number, at: number): readonly DatedSource[] {
  return PostedSources.parse(JSON.parse(text)).map(({ dataSource, data }) => ({
    dataSource,
    data: dated(data, offsetMs, at),
  }))
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Starts the recording of a feed. Where the store fails, each flush tries again to find the number of the feed. */
export async function startFeedRecording(deps: {
  readonly key: string
  readonly name: FeedName
  readonly at: number
  readonly store: HistoryStore
  readonly queueSource: string
  /** The time zone of the half-hours that normal bands are made of; undefined for a feed without bands. */
  readonly timeZone: string | undefined
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

  function createRecorder(startedAt: number, kind: 'server-off' | 'shed'): FeedRecorder {
    const created = createFeedRecorder({
      ...{ startedAt, queueSource },
      continues: { from: new Map(storedUntil), kind },
    })
    created.setSkills(skills)
    return created
  }

  async function identify(): Promise<number> {
    const found = await store.feedId(name)
    storedUntil = new Map(await store.coveredUntil(found))
    id = found
    return found
  }

  await identify().catch((error: unknown) => {
    report({ type: 'failed', feed: key, reason: reasonOf(error) })
  })
  let recorder = createRecorder(deps.at, 'server-off')

  /** What could not be written is a gap, and keyframes and names are written again. */
  function startAgain(at: number): void {
    const full = recorder.full()
    recorder = createRecorder(at, 'shed')
    recorder.replaced(seq, at, full)
    names = lastNames === undefined ? [] : [{ ...lastNames, at }]
  }

  /** What cannot be folded now is folded with a later flush: the minutes stay. */
  async function foldSlots(feed: number, at: number): Promise<void> {
    if (deps.timeZone === undefined) return
    try {
      await store.foldSlots(feed, at, deps.timeZone)
    } catch (error) {
      report({ type: 'not-folded', reason: reasonOf(error) })
    }
  }

  async function identifyLate(at: number): Promise<number> {
    const found = await identify()
    startAgain(at)
    return found
  }

  return {
    record(message) {
      switch (message.type) {
        case 'changes':
          if (isBehind) return
          recorder.changed(message.seq, message.at, changesOf(message.text, message.offsetMs, message.at))
          seq = message.seq
          return
        case 'full':
          recorder.replaced(message.seq, message.at, fullOf(message.text, message.offsetMs, message.at))
          seq = message.seq
          isBehind = false
          return
        case 'state':
          if (!isBehind) recorder.confirmed(message.at, new Map(message.sources))
          return
        case 'names':
          lastNames = { at: message.at, body: brotliCompressSync(message.text) }
          names.push(lastNames)
          skills = skillsIn(RecordedNames.safeParse(JSON.parse(message.text)).data ?? null)
          recorder.setSkills(skills)
          return
        case 'gap':
          recorder.gap(message.at, message.kind)
          return
        case 'stop':
          recorder.gap(message.at, 'signed-out')
      }
    },
    fallBehind(at) {
      isBehind = true
      recorder.gap(at, 'shed')
    },
    isOf: (other, { org, username }) => other === store && org === name.org && username === name.username,
    split(dataSource, at) {
      recorder.split(dataSource, at)
    },
    async flush(at) {
      try {
        const feed = id ?? (await identifyLate(at))
        const batch = recorder.take(at)
        await store.write(feed, { ...batch, names: names.splice(0) })
        for (const { dataSource, span } of batch.coverage) storedUntil.set(dataSource, span.endsAt)
        report({ type: 'written', feed: key, at })
        await foldSlots(feed, at)
      } catch (error) {
        startAgain(at)
        report({ type: 'failed', feed: key, reason: reasonOf(error) })
      }
    },
  }
}
