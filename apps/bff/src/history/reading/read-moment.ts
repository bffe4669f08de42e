import { keyframeEveryMs, missingAfter, recordedRows, type RecordedChange } from '@wallboard/history'
import type { DatedSource } from '@wallboard/statistics'
import { brotliDecompressSync } from 'node:zlib'
import { RecordedNames } from '../recording/recorded-names.ts'
import type { FeedName, HistoryStore, SoughtSegments } from '../store/history-store.ts'
import type { MomentReply, MomentSource } from './recorded-moment.ts'
import { changesIn, changesUntil, DamagedFrom, isDamage } from './segment-changes.ts'

const maxNamesBytes = 64 * 1024 * 1024

/**
 * Live time has a keyframe every five minutes, written with the next flush. Where the last one is older than that by more
 * than a late flush explains, segments are missing: SQLite drops what follows damage in a write-ahead log.
 */
export const maxKeyframeAgeMs = keyframeEveryMs + 60_000

interface ReadSource {
  readonly source: MomentSource
  readonly rows: DatedSource | undefined
}

type SoughtRows = Pick<SoughtSegments, 'changes'> & { readonly first: RecordedChange | undefined }

/** The rows with which a seek starts. A damaged seek point costs time only: the keyframe before it has rows too. */
async function startOf(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  at: number,
  { segment, keyframeAt, changes }: SoughtSegments,
): Promise<SoughtRows> {
  try {
    return { first: changesIn(segment)[0], changes }
  } catch (error) {
    if (segment.kind !== 'seek-point' || !isDamage(error)) throw error
    const keyframe = await store.keyframe(feed, dataSource, keyframeAt)
    if (keyframe === undefined) return { first: undefined, changes }
    return {
      first: changesIn(keyframe)[0],
      changes: await store.changes(feed, dataSource, keyframe.startsAt, at),
    }
  }
}

async function readRows(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  at: number,
  isLive: boolean,
): Promise<DatedSource | undefined> {
  const sought = await store.seek(feed, dataSource, at)
  if (sought === undefined) return undefined
  const { first, changes: segments } = await startOf(store, feed, dataSource, at, sought)
  if (first === undefined) return undefined
  const knownUntil = missingAfter(first, segments, sought.next)
  if (knownUntil !== undefined) throw new DamagedFrom(knownUntil + 1)
  if (isLive && at - sought.keyframeAt > maxKeyframeAgeMs)
    throw new DamagedFrom(1 + Math.max(first.at, ...segments.map(({ endsAt }) => endsAt)))
  const changes = segments.flatMap((segment) => changesUntil(segment, at))
  return recordedRows({ dataSource, keyframe: first, changes }, at, true)
}

/** What is damaged has no rows; other data sources of the same instant are read. */
async function readSource(
  store: HistoryStore,
  feed: number,
  dataSource: string,
  at: number,
  onDamage: OnDamage,
): Promise<ReadSource> {
  const [span] = await store.coverage(feed, dataSource, at, at + 1)
  if (span?.kind === 'damaged') return { source: { dataSource, coverage: span }, rows: undefined }
  try {
    const rows = await readRows(store, feed, dataSource, at, span?.kind === 'live')
    return { source: { dataSource, coverage: span ?? null }, rows }
  } catch (error) {
    if (!isDamage(error)) throw error
    const startsAt = error instanceof DamagedFrom ? error.from : at
    onDamage(dataSource, startsAt)
    return {
      source: { dataSource, coverage: { kind: 'damaged', startsAt, endsAt: at + 1 } },
      rows: undefined,
    }
  }
}

function namesIn(body: Uint8Array): RecordedNames | null {
  try {
    const text = brotliDecompressSync(body, { maxOutputLength: maxNamesBytes }).toString('utf8')
    return RecordedNames.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null // damaged
  }
}

/** Figures are shown without names where these are damaged. */
export async function readNames(
  store: HistoryStore,
  feed: number,
  at: number,
): Promise<RecordedNames | null> {
  try {
    const stored = await store.names(feed, at)
    return stored === undefined ? null : namesIn(stored.body)
  } catch (error) {
    if (isDamage(error)) return null
    throw error
  }
}

/** What is damaged of a data source: from an instant on, until the next keyframe. */
export type OnDamage = (dataSource: string, from: number) => void

/**
 * What a feed held at an instant (epoch milliseconds of the recording clock), and whether it was live then. After the
 * last record nothing is known, although the last rows are.
 *
 * @param onDamage damage that this reading found
 * @throws StorageError when the files cannot be read
 */
export async function readMoment(
  store: HistoryStore,
  name: FeedName,
  dataSources: readonly string[],
  at: number,
  onDamage: OnDamage = () => undefined,
): Promise<MomentReply> {
  const feed = await store.findFeed(name)
  const extent = feed === undefined ? undefined : await store.extent(feed)
  if (feed === undefined || extent === undefined) return { type: 'nothing', from: null, to: null }
  const nothing: MomentReply = { type: 'nothing', ...extent }
  if (at < extent.from || at > extent.to) return nothing
  const read = await Promise.all(
    dataSources.map((dataSource) => readSource(store, feed, dataSource, at, onDamage)),
  )
  const isKnown = ({ rows, source }: ReadSource) => rows !== undefined || source.coverage?.kind === 'damaged'
  if (!read.some(isKnown)) return nothing
  const moment = {
    at,
    sources: read.map(({ source }) => source),
    rows: read.flatMap(({ rows }) => rows ?? []),
    names: await readNames(store, feed, at),
  }
  return { type: 'moment', moment }
}
