import type { Worker } from 'node:worker_threads'
import type { Board } from '@wallboard/boards'
import type { FeedName } from '../store/history-store.ts'
import { startHistoryThread, type HistoryPlace } from '../thread-program.ts'
import type { HistoryBand, HistoryCoverage } from '@wallboard/relay/rest/history'
import type { Damage } from '../recording/writer-message.ts'
import type { HistoryDay } from '@wallboard/relay/rest/history-day'
import type { HistoryTrends } from '@wallboard/relay/rest/history-trends'
import type { BandSubject } from './read-band.ts'
import {
  ReaderReply,
  type PostedVisible,
  type ReaderQuery,
  type ReaderRequest,
  type ReaderResult,
} from './reader-message.ts'
import type { DayQueues } from './read-day-points.ts'
import type { RecordedSteps, StepsRange } from './read-steps.ts'
import type { RecordedSeries, SeriesSubject } from './read-series.ts'
import type { TrendsTime, TrendSubjects } from './read-trends.ts'
import type { MomentReply } from './recorded-moment.ts'

/** Whose recording is read. */
export interface RecordingName {
  readonly name: FeedName
  readonly isPersonal: boolean
}

/** Trends and spark lines up to now. */
export interface TrendsRequest extends RecordingName, TrendSubjects, TrendsTime {}

/** The waiting calls of some queues, and the alerts of a board, in `[from, to)`. */
export interface DayRequest extends RecordingName, DayQueues {
  readonly from: number
  readonly to: number
  /** Undefined: no alerts. */
  readonly board: Board | undefined
  readonly visible: PostedVisible
  readonly isOwn: boolean
}

/** The normal band of one figure on one local day. */
export interface BandRequest extends RecordingName, BandSubject {
  /** Such as `2026-11-26`, in the time zone of the domain. */
  readonly day: string
  /** Dates that are left out of bands, and have none. */
  readonly holidays: readonly string[]
}

/** A part of a recording, epoch milliseconds. */
export interface SeriesRequest extends RecordingName {
  readonly from: number
  readonly to: number
  readonly of: SeriesSubject
}

/** Reads recordings in a thread of its own, so that neither the fan-out nor the recorder waits for it. */
export interface HistoryReader {
  /**
   * The state of a feed at an instant.
   * @throws HistoryUnreadable when the files cannot be read
   * @throws HistoryBusy when too many requests wait
   */
  readonly moment: (
    request: RecordingName & { readonly dataSources: readonly string[]; readonly at: number },
  ) => Promise<MomentReply>
  /** When the data sources of a feed were live in `[from, to)`. It rejects like `moment`. */
  readonly coverage: (
    request: RecordingName & { readonly from: number; readonly to: number },
  ) => Promise<HistoryCoverage>
  /** What the trends and spark lines of a board showed. It rejects like `moment`. */
  readonly trends: (request: TrendsRequest) => Promise<HistoryTrends>
  /** What a feed received in steps of a replay; undefined for a feed without a recording. It rejects like `moment`. */
  readonly steps: (
    request: RecordingName & StepsRange & { readonly dataSources: readonly string[] },
  ) => Promise<RecordedSteps | undefined>
  /** What the strip of a day shows. It rejects like `moment`. */
  readonly day: (request: DayRequest) => Promise<HistoryDay>
  /** What is usual for a figure on a day. It rejects like `moment`. */
  readonly band: (request: BandRequest) => Promise<HistoryBand>
  /** The quarters of a queue, or the minutes of a figure. It rejects like `moment`. */
  readonly series: (request: SeriesRequest) => Promise<RecordedSeries>
  readonly close: () => Promise<void>
}

/** History cannot be read now. The message says why. */
export class HistoryUnreadable extends Error {
  override name = 'HistoryUnreadable'
}

/** Too many requests wait for the thread: try again later. */
export class HistoryBusy extends Error {
  override name = 'HistoryBusy'
}

/** Requests that wait for the thread; more are refused. */
const maxWaiting = 50

interface Waiting {
  readonly resolve: (result: ReaderResult) => void
  readonly reject: (error: Error) => void
}

const plainName = ({ org, username }: FeedName): FeedName => ({ org, username })

const postedSubject = (of: SeriesSubject) =>
  of.type === 'queue' ? { type: of.type, queue: of.queue } : { ...of, queues: [...of.queues] }

/**
 * The thread starts with the first request, and again after it has failed.
 *
 * @param onDamage damage that was found while reading
 * @param opened resolves when the writing thread has opened the files, with undefined, or cannot, with the reason
 */
export function createHistoryReader(
  place: HistoryPlace,
  opened: Promise<string | undefined>,
  onDamage: (damage: Damage) => void,
): HistoryReader {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let nextId = 0
  let isClosed = false

  function failed(error: unknown): void {
    worker = undefined
    const reason = error instanceof Error ? error.message : String(error)
    for (const { reject } of waiting.values()) reject(new HistoryUnreadable(reason))
    waiting.clear()
  }

  function replied(message: unknown): void {
    const parsed = ReaderReply.safeParse(message)
    if (!parsed.success) {
      const ending = worker
      failed(parsed.error)
      void ending?.terminate()
      return
    }
    const reply = parsed.data
    if (reply.type === 'damaged') {
      onDamage(reply.damage)
      return
    }
    const request = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (reply.type === 'read') request?.resolve(reply.result)
    else request?.reject(new HistoryUnreadable(reply.reason))
  }

  function startThread(): Worker {
    const started = startHistoryThread('read', place)
    started.on('message', replied)
    started.on('error', failed)
    started.on('exit', () => {
      if (worker === started) failed(new Error('the thread that reads history has ended'))
    })
    started.unref()
    return started
  }

  async function post(request: ReaderRequest): Promise<void> {
    const failure = await opened
    if (failure !== undefined) failed(new Error(failure))
    if (isClosed || failure !== undefined) return
    worker ??= startThread()
    worker.postMessage(request)
  }

  function read(query: ReaderQuery): Promise<ReaderResult> {
    if (waiting.size >= maxWaiting) return Promise.reject(new HistoryBusy())
    const id = (nextId += 1)
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      post({ id, query }).catch(failed)
    })
  }

  return {
    async moment({ name, isPersonal, dataSources, at }) {
      const result = await read({
        ...{ type: 'moment', name: plainName(name), isPersonal, at },
        dataSources: [...dataSources],
      })
      if (result.type !== 'moment') throw new HistoryUnreadable('the reader sent another result')
      return result.reply
    },
    async coverage({ name, isPersonal, from, to }) {
      const result = await read({ type: 'coverage', name: plainName(name), isPersonal, from, to })
      if (result.type !== 'coverage') throw new HistoryUnreadable('the reader sent another result')
      return result.coverage
    },
    async trends({ name, isPersonal, now, until, timeZone, trends, sparkLines }) {
      const result = await read({
        ...{ type: 'trends', name: plainName(name), isPersonal, now, until, timeZone },
        trends: trends.map(({ queues, ...trend }) => ({ ...trend, queues: [...queues] })),
        sparkLines: [...sparkLines],
      })
      if (result.type !== 'trends') throw new HistoryUnreadable('the reader sent another result')
      return result.trends
    },
    async steps({ name, isPersonal, dataSources, from, to, stepMs }) {
      const result = await read({
        ...{ type: 'steps', name: plainName(name), isPersonal, from, to, stepMs },
        dataSources: [...dataSources],
      })
      if (result.type !== 'steps') throw new HistoryUnreadable('the reader sent another result')
      return result.steps ?? undefined
    },
    async day({ name, isPersonal, from, to, queues, isFloor, board, visible, isOwn }) {
      const result = await read({
        ...{ type: 'day', name: plainName(name), isPersonal, from, to, isFloor, visible, isOwn },
        queues: [...queues],
        board: board ?? null,
      })
      if (result.type !== 'day') throw new HistoryUnreadable('the reader sent another result')
      return result.day
    },
    async band({ name, isPersonal, queue, figure, day, holidays }) {
      const result = await read({
        ...{ type: 'band', name: plainName(name), isPersonal, queue, figure, day },
        holidays: [...holidays],
      })
      if (result.type !== 'band') throw new HistoryUnreadable('the reader sent another result')
      return result.band
    },
    async series({ name, isPersonal, from, to, of }) {
      const span = { from, to, of: postedSubject(of) }
      const result = await read({ type: 'series', name: plainName(name), isPersonal, ...span })
      if (result.type !== 'series') throw new HistoryUnreadable('the reader sent another result')
      return result.series
    },
    async close() {
      isClosed = true
      const ending = worker
      failed(new Error('the server is stopping'))
      await ending?.terminate()
    },
  }
}
