import type { EstimateFacts } from '@wallboard/relay/rest/estimates'
import type { HistoryWhy } from '@wallboard/relay/rest/why'
import { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Route } from '../http/route.ts'
import type { HistoryError } from './history-routes.ts'
import { parseQuery } from '../http/parse-query.ts'

/** What estimates need to know of queues, or why it is not known. */
export type EstimatesOutcome =
  { readonly ok: true; readonly facts: EstimateFacts } | { readonly ok: false; readonly error: HistoryError }

/** What changed for a queue, or why that is not known. */
export type WhyOutcome =
  | { readonly ok: true; readonly why: HistoryWhy }
  | {
      readonly ok: false
      readonly error: HistoryError | { readonly code: 'no-such-queue' }
    }

export interface EstimateDeps {
  /** Of the queues that a person's own feed shows, or of one of them. */
  readonly estimates: (person: Actor, queue: string | undefined) => Promise<EstimatesOutcome>
  /** What changed for a queue in the 15 minutes before an instant, epoch milliseconds. */
  readonly why: (person: Actor, queue: string, at: number) => Promise<WhyOutcome>
}

const QueueId = z.string({ error: 'the id of a queue' }).min(1).max(64)
const EstimatesQuery = z.object({ queue: QueueId.optional() })
const WhyQuery = z.object({
  queue: QueueId,
  at: z.iso
    .datetime({ offset: true, error: 'an instant such as 2026-11-26T10:31:00Z' })
    .transform(Date.parse),
})

const statuses = {
  'no-such-queue': 404,
  'no-history': 404,
  'history-off': 404,
  'history-busy': 503,
  'history-unreadable': 503,
} as const

/** What estimates are made of, and what changed before an instant. */
export function estimateRoutes(deps: EstimateDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/estimates',
      access: 'person',
      async handle({ request, response }, person) {
        const { queue } = parseQuery(EstimatesQuery, request.query)
        const outcome = await deps.estimates(person, queue)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.facts)
      },
    },
    {
      method: 'get',
      path: '/api/history/why',
      access: 'person',
      async handle({ request, response }, person) {
        const { queue, at } = parseQuery(WhyQuery, request.query)
        const outcome = await deps.why(person, queue, at)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.why)
      },
    },
  ]
}
