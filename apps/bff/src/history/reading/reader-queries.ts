import type { FeedName } from '../store/history-store.ts'
import type { ReaderQuery, ReaderResult } from './reader-message.ts'
import type { SeriesSubject } from './read-series.ts'
import type { HistoryReader } from './history-reader.ts'

/** Sends a query to the thread that reads, and returns its result. */
type ReadOf = <Type extends ReaderResult['type']>(
  type: Type,
  query: ReaderQuery,
) => Promise<Extract<ReaderResult, { readonly type: Type }>>

const copyOf = (seen: readonly string[] | undefined): string[] | undefined => seen && [...seen]

/** A feed may be more than its name: only plain objects are posted. */
const plainName = ({ org, username }: FeedName): FeedName => ({ org, username })

const postedSubject = (of: SeriesSubject) =>
  of.type === 'queue'
    ? { type: of.type, queue: of.queue }
    : { ...of, queues: [...of.queues], seen: copyOf(of.seen) }

/** The requests of a reader as queries of its thread. */
export function readerQueries(readOf: ReadOf): Omit<HistoryReader, 'close'> {
  return {
    async moment({ name, isPersonal, dataSources, at }) {
      const result = await readOf('moment', {
        ...{ type: 'moment', name: plainName(name), isPersonal, at },
        dataSources: [...dataSources],
      })
      return result.reply
    },
    async coverage({ name, isPersonal, from, to }) {
      const result = await readOf('coverage', {
        type: 'coverage',
        name: plainName(name),
        isPersonal,
        from,
        to,
      })
      return result.coverage
    },
    async trends({ name, isPersonal, now, until, dayRule, holidays, trends, sparkLines, usual }) {
      const result = await readOf('trends', {
        ...{ type: 'trends', name: plainName(name), isPersonal, now, until, dayRule },
        trends: trends.map(({ queues, seen, ...trend }) => ({
          ...trend,
          ...{ queues: [...queues], seen: copyOf(seen) },
        })),
        sparkLines: [...sparkLines],
        holidays: [...holidays],
        usual: usual.map(({ queues, seen, ...subject }) => ({
          ...subject,
          ...{ queues: queues && [...queues], seen: copyOf(seen) },
        })),
      })
      return result.trends
    },
    async steps({ name, isPersonal, dataSources, from, to, stepMs }) {
      const result = await readOf('steps', {
        ...{ type: 'steps', name: plainName(name), isPersonal, from, to, stepMs },
        dataSources: [...dataSources],
      })
      return result.steps ?? undefined
    },
    async day({ name, isPersonal, from, to, queues, isFloor, seen, board, visible, isOwn }) {
      const result = await readOf('day', {
        ...{ type: 'day', name: plainName(name), isPersonal, from, to, isFloor, visible, isOwn },
        ...{ queues: [...queues], seen: copyOf(seen) },
        board: board ?? null,
      })
      return result.day
    },
    async band({ name, isPersonal, queues, seen, figure, day, holidays }) {
      const result = await readOf('band', {
        ...{ type: 'band', name: plainName(name), isPersonal, figure, day },
        ...{ queues: queues && [...queues], seen: copyOf(seen), holidays: [...holidays] },
      })
      return result.band
    },
    async series({ name, isPersonal, from, to, of }) {
      const span = { from, to, of: postedSubject(of) }
      const result = await readOf('series', { type: 'series', name: plainName(name), isPersonal, ...span })
      return result.series
    },
    async estimates({ name, isPersonal, ...shown }) {
      const ids = { queueIds: [...shown.queueIds], campaignIds: [...shown.campaignIds] }
      const result = await readOf('estimates', {
        type: 'estimates',
        name: plainName(name),
        isPersonal,
        ...ids,
      })
      return result.facts
    },
    async why({ name, isPersonal, queueId, at, dayRule, holidays, ...shown }) {
      const ids = { agentIds: [...shown.agentIds], campaignIds: [...shown.campaignIds] }
      const result = await readOf('why', {
        ...{ type: 'why', name: plainName(name), isPersonal, queueId, at, dayRule },
        ...{ ...ids, holidays: [...holidays] },
      })
      return result.reply
    },
    async agentTimeline({ name, isPersonal, agentId, from, to }) {
      const request = { type: 'agent-timeline', name: plainName(name), isPersonal } as const
      return (await readOf('agent-timeline', { ...request, agentId, from, to })).timeline
    },
    async typicalLengths({ name, isPersonal, agentIds }) {
      const request = { type: 'typical-lengths', name: plainName(name), isPersonal } as const
      return (await readOf('typical-lengths', { ...request, agentIds: [...agentIds] })).lengths
    },
    async callForecasts({ name, isPersonal, day, dayRule, holidays, campaignIds }) {
      const result = await readOf('call-forecasts', {
        ...{ type: 'call-forecasts', name: plainName(name), isPersonal, day, dayRule },
        holidays: [...holidays],
        campaignIds: campaignIds && [...campaignIds],
      })
      return result.forecasts
    },
  }
}
