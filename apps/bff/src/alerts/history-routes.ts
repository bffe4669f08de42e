import { alertFigures } from '@wallboard/alerts'
import { localTimeOf } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'
import { byteOrderMark } from '@wallboard/relay/csv'
import {
  AlertLevel,
  maxAlertDays,
  maxPastAlerts,
  type AlertFigures,
  type AlertHistory,
  type AlertShift,
  type PastAlert,
} from '@wallboard/relay/rest/alerts'
import { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import { Instant, parseQuery } from '../http/parse-query.ts'
import type { AccessDeps, Route } from '../http/route.ts'
import type { Alerts } from './alerts.ts'
import { alertsCsv } from './past-alert-csv.ts'
import { recordedShares } from './recorded-shares.ts'

export interface AlertHistoryDeps extends AccessDeps {
  readonly alerts: Alerts
  /** When the data sources of the person's recording were live; empty where nothing is recorded. */
  readonly alertCoverage: (
    person: Actor,
    from: number,
    to: number,
  ) => Promise<readonly { readonly dataSource: string; readonly spans: readonly CoverageSpan[] }[]>
  readonly alertTimeZone: string
  /** Epoch milliseconds. */
  readonly wall: () => number
}

const dayMs = 86_400_000
/** Figures count more alerts than a list shows. */
const maxCounted = 20_000

const Span = z.object({ from: Instant, to: Instant })
const isSpan = ({ from, to }: z.infer<typeof Span>) =>
  from < to && to - from <= maxAlertDays * dayMs + dayMs / 24
const fault = { error: `an instant after "from", and at most ${maxAlertDays} days after it`, path: ['to'] }
const SpanQuery = Span.refine(isSpan, fault)
const HistoryQuery = Span.extend({
  rule: z.string().max(300).optional(),
  entity: z.string().max(200).optional(),
  level: z.enum(AlertLevel.options).optional(),
  download: z.string().optional(),
}).refine(isSpan, fault)

const thresholdOf = ({ board, entity, metric, limit }: PastAlert): string | undefined =>
  board === null ? undefined : `${entity.kind}:${entity.id} ${metric} ${limit}`

const figuresOf = (alerts: readonly PastAlert[], from: number, to: number): AlertFigures =>
  alertFigures(
    alerts.map((alert) => ({
      ...alert,
      rule: { id: alert.rule.id, name: alert.rule.name },
      threshold: thresholdOf(alert),
    })),
    { from, to },
  )

/** `/api/alerts/history`, `figures` and `shift`: alerts of the past, as far as a person may see them. */
export function alertHistoryRoutes(deps: AlertHistoryDeps): Route[] {
  const { alerts, alertTimeZone: timeZone } = deps

  function read(person: Actor, query: z.infer<typeof HistoryQuery>, limit: number) {
    const { from, to, rule, entity, level } = query
    return alerts.history(person, { from, to, rule, subject: entity, level, limit })
  }

  return [
    {
      method: 'get',
      path: '/api/alerts/history',
      access: 'person',
      async handle({ request, response }, person) {
        const found = await read(person, parseQuery(HistoryQuery, request.query), maxPastAlerts)
        response.json(found satisfies AlertHistory)
      },
    },
    {
      method: 'get',
      path: '/api/alerts/history.csv',
      access: 'person',
      async handle({ request, response }, person) {
        const query = parseQuery(HistoryQuery, request.query)
        const found = await read(person, query, maxCounted)
        const asOf = deps.wall()
        response.type('text/csv; charset=utf-8')
        if (query.download !== undefined) {
          const [date = '', time = ''] = localTimeOf(asOf, timeZone).split('T')
          response.attachment(`alerts_${date}_${time.slice(0, 5).replace(':', '')}.csv`)
        }
        const mark = query.download === undefined ? '' : byteOrderMark
        response.send(mark + alertsCsv(found.alerts, { asOf, domain: person.org, timeZone }))
      },
    },
    {
      method: 'get',
      path: '/api/alerts/figures',
      access: 'person',
      async handle({ request, response }, person) {
        const { from, to } = parseQuery(SpanQuery, request.query)
        const found = await alerts.history(person, { from, to, limit: maxCounted })
        response.json(figuresOf(found.alerts, from, to))
      },
    },
    {
      method: 'get',
      path: '/api/alerts/shift',
      access: 'person',
      async handle({ request, response }, person) {
        const { from, to } = parseQuery(SpanQuery, request.query)
        const found = await alerts.history(person, { from, to, limit: maxCounted })
        const coverage = await deps.alertCoverage(person, from, to)
        response.json({
          ...{ from, to, timeZone, figures: figuresOf(found.alerts, from, to) },
          ...{ alerts: found.alerts.slice(0, maxPastAlerts) },
          isCapped: found.isCapped || found.alerts.length > maxPastAlerts,
          gaps: coverage.flatMap(({ dataSource, spans }) =>
            spans.flatMap((span) => (span.kind === 'live' ? [] : [{ dataSource, span }])),
          ),
          recorded: recordedShares(coverage, from, to),
        } satisfies AlertShift)
      },
    },
  ]
}
