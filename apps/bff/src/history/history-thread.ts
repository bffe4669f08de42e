import type { MessagePort } from 'node:worker_threads'
import { DataSource } from '@wallboard/five9/identifiers'
import { z } from 'zod'
import { inspectInChild } from '../storage/inspect-in-child.ts'
import { createFinishedMinutes } from './reading/finished-minutes.ts'
import { readBand } from './reading/read-band.ts'
import { readAgentTimeline } from './reading/read-agent-timeline.ts'
import { createCallForecastsReader } from './reading/read-call-forecasts.ts'
import { readCoverage } from './reading/read-coverage.ts'
import { readDayAlerts } from './reading/read-day-alerts.ts'
import { readDayPoints } from './reading/read-day-points.ts'
import { readMoment, type OnDamage } from './reading/read-moment.ts'
import { readSeries } from './reading/read-series.ts'
import { readSteps } from './reading/read-steps.ts'
import { readTrends, type TrendMemory } from './reading/read-trends.ts'
import { createTypicalLengthsReader } from './reading/read-typical-lengths.ts'
import { createTrendBands } from './reading/usual-bands.ts'
import {
  PostedDayRule,
  ReaderRequest,
  type PostedVisible,
  type ReaderQuery,
  type ReaderReply,
  type ReaderResult,
} from './reading/reader-message.ts'
import { createHistoryWriter, type HistoryWriter } from './recording/history-writer.ts'
import { PostedMessages, type WriterReport } from './recording/writer-message.ts'
import type { HistoryStore } from './store/history-store.ts'
import { openHistory, openStores } from './store/open-history.ts'
import { lowerThreadPriority } from './thread-priority.ts'
import { endOfThread } from '../threads/thread.ts'
import type { HistoryPlace } from './thread-program.ts'
import { createEstimatesReader } from './why/read-estimates.ts'
import { readWhy } from './why/read-why.ts'
import type { VisibleNow } from './visible-rows.ts'

const monotonicNow = () => performance.now()

const createTrendMemory = (): TrendMemory => ({
  finished: createFinishedMinutes(monotonicNow),
  bands: createTrendBands(monotonicNow),
})

const ThreadData = z.object({
  thread: z.enum(['write', 'read']),
  historyDirectory: z.string(),
  databaseUrl: z.string().optional(),
  dayRule: PostedDayRule,
})

/**
 * Handles messages one after another, in their order, after `first`, until the end of the thread is requested. A handler that rejects ends the thread with its
 * error, which the main thread reports.
 */
function inOrder(port: MessagePort, first: Promise<void>, handle: (message: unknown) => Promise<void>): void {
  let last = first
  port.on('message', (message: unknown) => {
    if (message === endOfThread) process.exit(0) // of this thread only
    last = last.then(() => handle(message))
  })
}

function runWriter(port: MessagePort, place: HistoryPlace): void {
  let handledCharacters = 0
  const report = (message: WriterReport) => {
    if (message.type === 'handled') handledCharacters += message.characters
    else port.postMessage(message)
  }
  /** One report for the messages that were posted together. */
  function reportHandled(): void {
    const handled: WriterReport = { type: 'handled', characters: handledCharacters }
    if (handledCharacters > 0) port.postMessage(handled)
    handledCharacters = 0
  }
  let writer: HistoryWriter | undefined
  async function open(): Promise<void> {
    const { house, personal, setAside } = await openHistory(place, {
      inspect: inspectInChild,
      now: Date.now,
    })
    // Not before: opening is short, and at the lowest priority other programs on all cores could delay it for minutes.
    lowerThreadPriority()
    writer = createHistoryWriter({
      house,
      personal,
      queueSource: DataSource.AcdStatus,
      statisticsSource: DataSource.AgentStatistic,
      dayRule: place.dayRule,
      report,
    })
    report({ type: 'opened', setAside: setAside ?? null })
  }
  inOrder(port, open(), async (posted) => {
    for (const message of PostedMessages.parse(posted)) await writer?.handle(message)
    reportHandled()
  })
}

/** What takes seconds on a large domain. */
const longQueries: ReadonlySet<ReaderQuery['type']> = new Set([
  ...(['day', 'why', 'typical-lengths', 'call-forecasts'] as const),
])

const nextTurn = () =>
  new Promise<void>((resolve) => {
    setImmediate(resolve)
  })

function visibleOf({ queueIds, agentIds, campaignIds, rows }: PostedVisible): VisibleNow {
  const idsBySource = new Map(rows.map(({ dataSource, ids }) => [dataSource, new Set(ids)]))
  return {
    queueIds: new Set(queueIds),
    agentIds: new Set(agentIds),
    campaignIds: new Set(campaignIds),
    idsOf: (dataSource) => idsBySource.get(dataSource) ?? new Set(),
  }
}

function runReader(port: MessagePort, place: HistoryPlace): void {
  lowerThreadPriority()
  const { dayRule } = place
  const { house, personal } = openStores(place)
  const [ofHouse, ofPersons] = [createTrendMemory(), createTrendMemory()]
  const estimates = createEstimatesReader()
  const typicalLengths = createTypicalLengthsReader()
  const callForecasts = createCallForecastsReader()
  async function read(query: ReaderQuery): Promise<ReaderResult> {
    const { name, isPersonal } = query
    const store = isPersonal ? personal : house
    const memory = isPersonal ? ofPersons : ofHouse
    const onDamage = (dataSource: string, from: number) => {
      const damage = { name, isPersonal, dataSource, from }
      port.postMessage({ type: 'damaged', damage } satisfies ReaderReply)
    }
    switch (query.type) {
      case 'coverage':
        return {
          type: 'coverage',
          coverage: await readCoverage(store, name, query.from, query.to, Date.now()),
        }
      case 'band':
        return { type: 'band', band: await readBand(store, name, { ...query, dayRule }) }
      case 'trends':
        return { type: 'trends', trends: await readTrends(store, name, query, query, memory, onDamage) }
      case 'series':
        return { type: 'series', series: await readSeries(store, name, query.of, query, onDamage) }
      case 'moment':
        return {
          type: 'moment',
          reply: await readMoment(store, name, query.dataSources, query.at, onDamage),
        }
      case 'steps': {
        const steps = await readSteps(store, name, query.dataSources, query, onDamage)
        return { type: 'steps', steps: steps ?? null }
      }
      case 'estimates':
        return { type: 'estimates', facts: await estimates.read(store, name, query) }
      case 'why':
        return { type: 'why', reply: await readWhy(store, name, query, nextTurn, onDamage, Date.now()) }
      case 'day': {
        const points = await readDayPoints(store, name, query, query)
        const alerts = await dayAlerts(store, query, onDamage)
        return { type: 'day', day: { ...points, ...alerts } }
      }
      case 'agent-timeline': {
        const timeline = await readAgentTimeline(store, name, query, {
          ...{ onDamage, pause: nextTurn, now: Date.now() },
        })
        return { type: 'agent-timeline', timeline }
      }
      case 'typical-lengths': {
        const lengths = await typicalLengths.read(store, name, query.agentIds, nextTurn)
        return { type: 'typical-lengths', lengths }
      }
      case 'call-forecasts': {
        const forecasts = await callForecasts.read(store, name, query, nextTurn)
        return { type: 'call-forecasts', forecasts }
      }
    }
  }

  async function dayAlerts(
    store: HistoryStore,
    { name, board, visible, isOwn, from, to }: Extract<ReaderQuery, { type: 'day' }>,
    onDamage: OnDamage,
  ) {
    if (board === null) return { alerts: [], isCapped: false }
    const request = { board, now: visibleOf(visible), isOwn, from, to }
    return readDayAlerts(store, name, request, { onDamage, pause: nextTurn })
  }
  async function replyTo({ id, query }: ReaderRequest): Promise<ReaderReply> {
    try {
      return { type: 'read', id, result: await read(query) }
    } catch (error) {
      return { type: 'failed', id, reason: error instanceof Error ? error.message : String(error) }
    }
  }
  // Other requests are served between the parts of a long query. One at a time.
  let lastLong = Promise.resolve()
  inOrder(port, Promise.resolve(), async (message) => {
    const request = ReaderRequest.parse(message)
    const reply = async () => {
      port.postMessage(await replyTo(request))
    }
    if (longQueries.has(request.query.type)) lastLong = lastLong.then(reply)
    else await reply()
  })
}

/**
 * Runs the writer or the reader in this thread. Each lowers its priority: with a higher one than the engine's threads it
 * delays garbage collection, for which the main thread waits.
 */
export function runHistoryThread(port: MessagePort, data: unknown): void {
  const { thread, ...place } = ThreadData.parse(data)
  const run = thread === 'write' ? runWriter : runReader
  run(port, place)
}
