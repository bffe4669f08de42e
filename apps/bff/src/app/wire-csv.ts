import type { DayRule } from '@wallboard/history'
import type { Actor } from '../auth/actor.ts'
import { csvLine } from '@wallboard/relay/csv'
import type { CsvDeps, CsvOutcome, CsvSpan } from '../history/csv/csv-routes.ts'
import {
  quarterHeader,
  quarterRows,
  trendHeader,
  trendRows,
  type CsvContext,
} from '../history/csv/history-csv.ts'
import type { HistoryReader } from '../history/reading/history-reader.ts'
import type { Feeds } from '../upstream/feeds.ts'
import { recordingOf } from './person-recording.ts'
import { readFailure } from './wire-history.ts'

/** A file is read and sent in parts: neither thread holds a year of it. */
const quarterPartMs = 7 * 86_400_000
const trendPartMs = 86_400_000

/** The parts of a span, which start at whole multiples of a quarter of an hour. */
function* partsOf({ from, to }: CsvSpan, partMs: number): Generator<CsvSpan> {
  for (let at = from; at < to;) {
    const end = Math.min(to, (Math.floor(at / partMs) + 1) * partMs)
    yield { from: at, to: end }
    at = end
  }
}

/** What the routes of CSV files need. */
export function wireCsv(deps: {
  readonly reader: HistoryReader | undefined
  readonly feeds: Pick<Feeds, 'find' | 'serviceFeed'>
  readonly dayRule: DayRule
  /** Epoch milliseconds. */
  readonly wall: () => number
  readonly logError: (error: unknown) => void
}): CsvDeps {
  const { reader, feeds, dayRule } = deps

  const contextOf = ({ org }: Actor): CsvContext => ({
    asOf: deps.wall(),
    domain: org,
    timeZone: dayRule.timeZone,
  })

  /**
   * The queues that a person may see, of those that are named; without names all that the person's own feed shows now. In
   * the recording of the person's own feed all that are named may be seen: a queue that was removed has no name any more.
   */
  function visibleQueues({ username }: Actor, named: readonly string[], isOwn: boolean) {
    const queues = feeds.find(username)?.queues() ?? []
    if (named.length === 0) return queues
    const removed = isOwn ? named.filter((id) => queues.every((queue) => queue.id !== id)) : []
    return [...queues.filter(({ id }) => named.includes(id)), ...removed.map((id) => ({ id, name: '' }))]
  }

  async function* quarterLines(
    person: Actor,
    queues: readonly { readonly id: string; readonly name: string }[],
    span: CsvSpan,
    source: HistoryReader,
  ): AsyncGenerator<string> {
    const { name, isPersonal } = recordingOf(person, feeds.serviceFeed())
    const context = contextOf(person)
    let header = csvLine(quarterHeader)
    for (const queue of queues)
      for (const part of partsOf(span, quarterPartMs)) {
        const read = await source.series({
          name,
          isPersonal,
          ...part,
          of: { type: 'queue', queue: queue.id },
        })
        // A queue that was removed has no rows for times at which nothing of it was recorded, as one that never was.
        if (queue.name === '' && read.buckets.length === 0) continue
        yield (
          header +
          quarterRows(context, { ...queue, ...part, ...read })
            .map(csvLine)
            .join('')
        )
        header = ''
      }
    yield header
  }

  async function* trendLines(
    person: Actor,
    { queues, metric }: Parameters<CsvDeps['trendsCsv']>[1],
    span: CsvSpan,
    source: HistoryReader,
  ): AsyncGenerator<string> {
    const { name, isPersonal, isOwn } = recordingOf(person, feeds.serviceFeed())
    const visible = visibleQueues(person, queues, isOwn)
    const ids = visible.map(({ id }) => id)
    const isFloor = queues.length === 0
    const context = contextOf(person)
    const subject = isFloor ? 'floor' : visible.map((queue) => queue.name || queue.id).join('; ')
    let header = csvLine(trendHeader(metric))
    for (const part of partsOf(span, trendPartMs)) {
      const read = await source.series({
        ...{ name, isPersonal, ...part },
        of: { type: 'figure', queues: ids, isFloor, seen: isOwn ? undefined : ids, metric },
      })
      yield (
        header +
        trendRows(context, { subject, metric, ...part, ...read })
          .map(csvLine)
          .join('')
      )
      header = ''
    }
    yield header
  }

  /** Reads the first part, so that a failure is an answer of its own and not the end of a file. */
  async function outcomeOf(lines: (source: HistoryReader) => AsyncGenerator<string>): Promise<CsvOutcome> {
    if (reader === undefined) return { ok: false, error: { code: 'history-off' } }
    const rest = lines(reader)
    try {
      const first = await rest.next()
      return { ok: true, lines: startingWith(first.done === true ? '' : first.value, rest) }
    } catch (error) {
      return readFailure(error, deps.logError)
    }
  }

  /** What has not happened yet has no rows. */
  const past = ({ from, to }: CsvSpan): CsvSpan => ({ from, to: Math.min(to, deps.wall()) })

  return {
    csvDayRule: dayRule,
    csvLogError: deps.logError,
    wall: deps.wall,
    quartersCsv: (person, queues, span) =>
      outcomeOf((source) => {
        const { isOwn } = recordingOf(person, feeds.serviceFeed())
        return quarterLines(person, visibleQueues(person, queues, isOwn), past(span), source)
      }),
    trendsCsv: (person, figure, span) =>
      outcomeOf((source) => trendLines(person, figure, past(span), source)),
  }
}

async function* startingWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first
  yield* rest
}
