import { once } from 'node:events'
import type { Request, Response } from 'express'
import { localTimeOf, spanOfDay, type DayRule } from '@wallboard/history'
import { queueMetrics, type QueueMetric } from '@wallboard/statistics'
import { z } from 'zod'
import type { Actor } from '../../auth/actor.ts'
import { AppError } from '../../http/app-error.ts'
import type { Route } from '../../http/route.ts'
import { parseQuery } from '../../http/parse-query.ts'
import { byteOrderMark } from '@wallboard/relay/csv'

/** A part of the time, epoch milliseconds: `to` does not belong to it. */
export interface CsvSpan {
  readonly from: number
  readonly to: number
}

/** Lines of a file, read as they are sent; or why there is no file. */
export type CsvOutcome =
  | { readonly ok: true; readonly lines: AsyncIterable<string> }
  | { readonly ok: false; readonly error: { readonly code: keyof typeof statuses } }

export interface CsvDeps {
  /** Quarters of an hour of queues; without ids of all queues. Queues that the person's feed does not show are left out. */
  readonly quartersCsv: (person: Actor, queues: readonly string[], span: CsvSpan) => Promise<CsvOutcome>
  /** Minutes of a figure of some queues, or without ids of the floor. */
  readonly trendsCsv: (
    person: Actor,
    figure: { readonly queues: readonly string[]; readonly metric: QueueMetric },
    span: CsvSpan,
  ) => Promise<CsvOutcome>
  /** Of dates, and of local times by its zone. */
  readonly csvDayRule: DayRule
  /** Epoch milliseconds. */
  readonly wall: () => number
  readonly csvLogError: (error: unknown) => void
}

const statuses = { 'history-off': 404, 'history-busy': 503, 'history-unreadable': 503 } as const

const dayMs = 86_400_000
const maxQuarterDays = 400
const maxTrendDays = 8

const isMetric = (value: unknown): value is QueueMetric =>
  typeof value === 'string' && Object.hasOwn(queueMetrics, value)

const Queues = z
  .union([z.string().max(64), z.array(z.string().max(64)).max(500)])
  .optional()
  .transform((queues) => (queues === undefined ? [] : typeof queues === 'string' ? [queues] : queues))

/** Instants, or dates of days of the site. */
function spanSchema(dayRule: DayRule, maxDays: number) {
  const error = 'an instant such as 2026-11-26T10:31:00Z, or a date such as 2026-11-26'
  const At = z
    .union([z.iso.datetime({ offset: true }), z.iso.date()], { error })
    .transform((text) => (text.length === 10 ? spanOfDay(text, dayRule).startsAt : Date.parse(text)))
  return {
    shape: { from: At, to: At, queue: Queues, download: z.string().optional() },
    isSpan: ({ from, to }: CsvSpan) => from < to && to - from <= maxDays * dayMs + dayMs / 24,
    fault: { error: `an instant after "from", and at most ${maxDays} days after it`, path: ['to'] },
  }
}

/** `queues_2026-11-26_1042.csv` */
const fileName = (kind: string, at: number, timeZone: string): string => {
  const [date = '', time = ''] = localTimeOf(at, timeZone).split('T')
  return `${kind}_${date}_${time.slice(0, 5).replace(':', '')}.csv`
}

async function send(
  { request, response }: { readonly request: Request; readonly response: Response },
  outcome: CsvOutcome,
  download: string | undefined,
  logError: (error: unknown) => void,
): Promise<void> {
  if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
  response.type('text/csv; charset=utf-8')
  response.set('cache-control', 'no-store')
  if (download !== undefined) response.attachment(download)
  if (download !== undefined) response.write(byteOrderMark)
  try {
    for await (const lines of outcome.lines) {
      if (request.destroyed || response.destroyed) return
      if (!response.write(lines)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    }
    response.end()
  } catch (error) {
    logError(error)
    response.destroy() // a file that ends early must not look whole
  }
}

/** `/api/history/*.csv`: what was recorded, for a spreadsheet. `download`: as a file, with a mark for Excel. */
export function csvRoutes(deps: CsvDeps): Route[] {
  const quarters = spanSchema(deps.csvDayRule, maxQuarterDays)
  const trends = spanSchema(deps.csvDayRule, maxTrendDays)
  const QuartersQuery = z.object(quarters.shape).refine(quarters.isSpan, quarters.fault)
  const TrendsQuery = z
    .object({
      ...trends.shape,
      metric: z
        .custom<QueueMetric>(isMetric, { error: `one of ${Object.keys(queueMetrics).join(', ')}` })
        .default('callsInQueue'),
    })
    .refine(trends.isSpan, trends.fault)
  const named = (kind: string, download: string | undefined) =>
    download === undefined ? undefined : fileName(kind, deps.wall(), deps.csvDayRule.timeZone)
  return [
    {
      method: 'get',
      path: '/api/history/quarters.csv',
      access: 'person',
      async handle(exchange, person) {
        const { queue, from, to, download } = parseQuery(QuartersQuery, exchange.request.query)
        const outcome = await deps.quartersCsv(person, queue, { from, to })
        await send(exchange, outcome, named('quarters', download), deps.csvLogError)
      },
    },
    {
      method: 'get',
      path: '/api/history/trends.csv',
      access: 'person',
      async handle(exchange, person) {
        const { queue, metric, from, to, download } = parseQuery(TrendsQuery, exchange.request.query)
        const outcome = await deps.trendsCsv(person, { queues: queue, metric }, { from, to })
        await send(exchange, outcome, named('trend', download), deps.csvLogError)
      },
    },
  ]
}
