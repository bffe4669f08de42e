import type { CoverageSpan } from '@wallboard/relay/coverage'
import { readMoment } from '../../../../apps/bff/src/history/reading/read-moment.ts'
import type { HistoryStore } from '../../../../apps/bff/src/history/store/history-store.ts'
import { Violation } from '../checks/violation.ts'
import { canonicalRows, queueSource } from '../five9/rows.ts'
import { org, username } from '../server/names.ts'
import { foldedMinutes } from './folded-minutes.ts'
import type { LiveRecord, MomentOfSource } from './live-record.ts'
import { recordedLines } from './recorded-lines.ts'

/** What the checks of a recording have compared. */
export interface CheckedRecording {
  readonly moments: number
  readonly minutes: number
  readonly liveMs: number
  readonly coveredMs: number
  /** How many spans of each kind there are. */
  readonly kinds: Readonly<Record<string, number>>
}

const name = { org, username }
const silentAfterMs = 15_000
/** In these spans nothing was recorded, or it was lost. */
const unrecorded = new Set(['server-off', 'shed'])
/** In these spans the state of the connection does not matter. */
const ownReasons = new Set(['silent', 'clock-step', 'unconfirmed', ...unrecorded])

const iso = (at: number) => new Date(at).toISOString()

/** H2: each instant from the first to the last belongs to exactly one span. @throws Violation */
function checkPartition(dataSource: string, spans: readonly CoverageSpan[]): void {
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]
    if (span.endsAt <= span.startsAt || (next !== undefined && next.startsAt !== span.endsAt))
      throw new Violation(
        'H2',
        `${dataSource}: ${span.kind} from ${iso(span.startsAt)} to ${iso(span.endsAt)} is followed by ` +
          (next === undefined ? 'nothing' : `${next.kind} from ${iso(next.startsAt)}`),
      )
  }
}

function spanAt(spans: readonly CoverageSpan[], at: number): CoverageSpan | undefined {
  let [low, high] = [0, spans.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((spans[middle]?.startsAt ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const found = spans[low]
  return found !== undefined && found.startsAt <= at && at < found.endsAt ? found : undefined
}

/** H1: what is read of an instant is what the feed held, and it is live only where the feed was. @throws Violation */
function checkSource(at: number, live: MomentOfSource, kind: string, read: string): boolean {
  const { dataSource, state } = live
  const where = `${dataSource} at ${iso(at)} (${kind})`
  if (kind === 'live' && !('confirmedAt' in state))
    throw new Violation('H1', `${where}: the feed was not live: ${state.gap}`)
  if (kind === 'live' && 'confirmedAt' in state && at - state.confirmedAt > silentAfterMs)
    throw new Violation('H1', `${where}: the last confirmation was of ${iso(state.confirmedAt)}`)
  if ('gap' in state && kind !== state.gap && !ownReasons.has(kind))
    throw new Violation('H1', `${where}: the reason was ${state.gap}`)
  if (unrecorded.has(kind)) return false
  if (read !== live.rows)
    throw new Violation('H1', `${where}: the recording holds\n${read}\nand the feed held\n${live.rows}`)
  return true
}

/** H7: the stored minutes are those that follow from the recorded rows and the live time. @throws Violation */
async function checkMinutes(
  store: HistoryStore,
  feed: number,
  spans: readonly CoverageSpan[],
): Promise<number> {
  const folded = foldedMinutes(await recordedLines(store, feed, queueSource), spans)
  let compared = 0
  for (const [queue, minutes] of folded) {
    const stored = await store.buckets(feed, queue, 'minute', 0, Number.MAX_SAFE_INTEGER)
    if (stored.length !== minutes.size)
      throw new Violation(
        'H7',
        `queue ${queue}: ${stored.length} minutes are stored, ${minutes.size} expected`,
      )
    for (const { startsAt, liveMs, figures } of stored) {
      const expected = minutes.get(startsAt)
      const { knownMs, area, max } = figures.callsInQueue
      const is = JSON.stringify({ liveMs, area: Math.round(area), max: max ?? 0 })
      const must = JSON.stringify(expected && { ...expected, area: Math.round(expected.area) })
      if (is !== must || knownMs !== liveMs)
        throw new Violation(
          'H7',
          `queue ${queue}, minute ${iso(startsAt)}: ${is} is stored, ${must} expected`,
        )
      compared += 1
    }
  }
  return compared
}

/** Compares what is stored with what the processes of the server held. @throws Violation */
export async function checkRecording(
  store: HistoryStore,
  sources: readonly string[],
  live: LiveRecord,
): Promise<CheckedRecording> {
  const feed = await store.findFeed(name)
  if (feed === undefined) throw new Violation('H2', 'nothing was recorded')
  const coverage = new Map<string, readonly CoverageSpan[]>()
  const kinds: Record<string, number> = {}
  for (const dataSource of sources) {
    const spans = await store.coverage(feed, dataSource, 0, Number.MAX_SAFE_INTEGER)
    checkPartition(dataSource, spans)
    coverage.set(dataSource, spans)
    for (const { kind } of spans) kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  for (const { dataSource, at } of live.liveEnds()) {
    const kind = spanAt(coverage.get(dataSource) ?? [], at)?.kind
    if (kind !== 'live')
      throw new Violation('H2', `${dataSource} was live at ${iso(at)}, which is ${kind ?? 'not covered'}`)
  }
  let moments = 0
  for (const { at, sources: ofMoment } of live.moments()) {
    const reply = await readMoment(
      store,
      name,
      ofMoment.map(({ dataSource }) => dataSource),
      at,
    )
    for (const held of ofMoment) {
      const kind = spanAt(coverage.get(held.dataSource) ?? [], at)?.kind
      if (kind === undefined) continue // after the last confirmation of a process that was killed
      const rows =
        reply.type === 'moment'
          ? reply.moment.rows.find(({ dataSource }) => dataSource === held.dataSource)?.data
          : undefined
      if (checkSource(at, held, kind, canonicalRows(held.dataSource, rows ?? []))) moments += 1
    }
  }
  const spans = coverage.get(queueSource) ?? []
  const minutes = await checkMinutes(store, feed, spans)
  const lengthOf = (of: readonly CoverageSpan[]) =>
    of.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
  return {
    ...{ moments, minutes, kinds },
    liveMs: lengthOf(spans.filter(({ kind }) => kind === 'live')),
    coveredMs: lengthOf(spans),
  }
}
