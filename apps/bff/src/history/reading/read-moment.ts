import { recordedState, unpackSegment, type RecordedChange, type Segment } from '@wallboard/history'
import type { DatedSource } from '@wallboard/statistics'
import { brotliDecompressSync } from 'node:zlib'
import { StorageError } from '../../storage/storage-error.ts'
import { RecordedNames } from '../recording/recorded-names.ts'
import type { FeedName, HistoryStore } from '../store/history-store.ts'
import type { MomentReply, MomentSource } from './recorded-moment.ts'

const maxNamesBytes = 64 * 1024 * 1024

function changesIn(segment: Segment): readonly RecordedChange[] {
  const unpacked = unpackSegment(segment)
  if (unpacked.type === 'changes') return unpacked.changes
  throw new StorageError(
    'damaged',
    unpacked.fault === 'damaged'
      ? 'a part of the recording is damaged; choose an instant after it'
      : 'a newer version of this server wrote this part of the recording; update the server to read it',
  )
}

async function readSource(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  at: number,
): Promise<{ readonly source: MomentSource; readonly rows: DatedSource | undefined }> {
  const [span] = await store.coverage(feed, dataSource, at, at + 1)
  const source: MomentSource = { dataSource, coverage: span ?? null }
  const keyframe = await store.keyframe(feed, dataSource, at)
  const first = keyframe === undefined ? undefined : changesIn(keyframe)[0]
  if (keyframe === undefined || first === undefined) return { source, rows: undefined }
  const segments = await store.changes(feed, dataSource, keyframe.startsAt, at)
  const state = recordedState([{ dataSource, keyframe: first, changes: segments.flatMap(changesIn) }], at)
  return { source, rows: state.full([dataSource])[0] }
}

async function readNames(store: HistoryStore, feed: number, at: number): Promise<RecordedNames | null> {
  const stored = await store.names(feed, at)
  if (stored === undefined) return null
  const text = brotliDecompressSync(stored.body, { maxOutputLength: maxNamesBytes }).toString('utf8')
  const parsed = RecordedNames.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

/**
 * What a feed held at an instant (epoch milliseconds of the recording clock), and whether it was live then. After the
 * last record nothing is known, although the last rows are.
 *
 * @throws StorageError when the files cannot be read
 */
export async function readMoment(
  store: HistoryStore,
  name: FeedName,
  dataSources: readonly string[],
  at: number,
): Promise<MomentReply> {
  const feed = await store.findFeed(name)
  const extent = feed === undefined ? undefined : await store.extent(feed)
  if (feed === undefined || extent === undefined) return { type: 'nothing', from: null, to: null }
  const nothing: MomentReply = { type: 'nothing', ...extent }
  if (at < extent.from || at > extent.to) return nothing
  const read = await Promise.all(dataSources.map((dataSource) => readSource(store, feed, dataSource, at)))
  if (read.every(({ rows }) => rows === undefined)) return nothing
  const moment = {
    at,
    sources: read.map(({ source }) => source),
    rows: read.flatMap(({ rows }) => rows ?? []),
    names: await readNames(store, feed, at),
  }
  return { type: 'moment', moment }
}
