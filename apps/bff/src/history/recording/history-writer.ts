import { createFeedRecorder, type FeedRecorder } from '@wallboard/history'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import { brotliCompressSync } from 'node:zlib'
import type { HistoryStore, StoredNames } from '../store/history-store.ts'
import { PostedChanges, PostedSources, type WriterMessage, type WriterReport } from './writer-message.ts'

/** Writes what the main thread posts. It handles one message after another. */
export interface HistoryWriter {
  readonly handle: (message: WriterMessage) => Promise<void>
}

interface FeedRecording {
  readonly store: HistoryStore
  readonly id: number
  recorder: FeedRecorder
  /** Until when each source is covered by what is stored. */
  readonly storedUntil: Map<string, number>
  names: StoredNames[]
  seq: number
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

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export function createHistoryWriter(deps: {
  readonly house: HistoryStore
  readonly personal: HistoryStore
  readonly queueSource: string
  readonly report: (report: WriterReport) => void
}): HistoryWriter {
  const feeds = new Map<string, FeedRecording>()

  const createRecorder = (
    startedAt: number,
    from: ReadonlyMap<string, number>,
    kind: 'server-off' | 'shed',
  ): FeedRecorder =>
    createFeedRecorder({ startedAt, queueSource: deps.queueSource, continues: { from, kind } })

  async function start(message: WriterMessage & { readonly type: 'start' }): Promise<void> {
    const store = message.isPersonal ? deps.personal : deps.house
    const id = await store.feedId(message.name)
    const storedUntil = new Map(await store.coveredUntil(id))
    feeds.set(message.feed, {
      ...{ store, id, storedUntil, names: [], seq: 0 },
      recorder: createRecorder(message.at, storedUntil, 'server-off'),
    })
  }

  /** After a failed write, what it held is a gap, and keyframes are written again. */
  function startAgain(feed: FeedRecording, at: number): void {
    const full = feed.recorder.full()
    feed.recorder = createRecorder(at, new Map(feed.storedUntil), 'shed')
    feed.recorder.replaced(feed.seq, at, full)
  }

  async function flush(feed: FeedRecording, at: number): Promise<void> {
    const names = feed.names.splice(0)
    const batch = feed.recorder.take(at)
    try {
      await feed.store.write(feed.id, { ...batch, names })
      for (const { dataSource, span } of batch.coverage) feed.storedUntil.set(dataSource, span.endsAt)
      deps.report({ type: 'written', at })
    } catch (error) {
      feed.names.unshift(...names.slice(-1))
      startAgain(feed, at)
      deps.report({ type: 'failed', at, reason: reasonOf(error) })
    }
  }

  async function retain(message: WriterMessage & { readonly type: 'retain' }): Promise<void> {
    try {
      await deps.house.removeBefore(message.at)
      await deps.personal.removeBefore(message.personalAt)
      await deps.house.shrink(message.maxBytes)
    } catch (error) {
      deps.report({ type: 'failed', at: message.at, reason: reasonOf(error) })
    }
  }

  async function close(at: number): Promise<void> {
    for (const feed of feeds.values()) await flush(feed, at)
    feeds.clear()
    await deps.house.close()
    await deps.personal.close()
    deps.report({ type: 'closed' })
  }

  async function handleOfFeed(
    message: Exclude<Extract<WriterMessage, { readonly feed: string }>, { readonly type: 'start' }>,
    feed: FeedRecording,
  ): Promise<void> {
    switch (message.type) {
      case 'changes':
        feed.seq = message.seq
        feed.recorder.changed(message.seq, message.at, changesOf(message.text, message.offsetMs, message.at))
        return
      case 'full':
        feed.seq = message.seq
        feed.recorder.replaced(message.seq, message.at, fullOf(message.text, message.offsetMs, message.at))
        return
      case 'state':
        feed.recorder.confirmed(message.at, new Map(message.sources))
        return
      case 'names':
        feed.names.push({ at: message.at, body: brotliCompressSync(message.text) })
        return
      case 'gap':
        feed.recorder.gap(message.at, message.kind)
        return
      case 'stop':
        feed.recorder.gap(message.at, 'signed-out')
        await flush(feed, message.at)
        feeds.delete(message.feed)
    }
  }

  return {
    async handle(message) {
      switch (message.type) {
        case 'start':
          return start(message)
        case 'flush':
          for (const feed of feeds.values()) await flush(feed, message.at)
          return
        case 'retain':
          return retain(message)
        case 'close':
          return close(message.at)
        case 'changes':
        case 'full':
        case 'state':
        case 'names':
        case 'gap':
        case 'stop': {
          const feed = feeds.get(message.feed)
          if (feed !== undefined) await handleOfFeed(message, feed)
          if ('text' in message) deps.report({ type: 'handled', characters: message.text.length })
        }
      }
    },
  }
}
