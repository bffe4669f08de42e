import type { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import type { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Route } from '../http/route.ts'
import type { HistoryError } from './history-routes.ts'

/** How long states of agents usually are, or why that is not known. */
export type TypicalLengthsOutcome =
  | { readonly ok: true; readonly lengths: TypicalLengths }
  | { readonly ok: false; readonly error: HistoryError | { readonly code: 'agents-denied' } }

/** Which calls of campaigns are due today, or why that is not known. */
export type ForecastsOutcome =
  | { readonly ok: true; readonly forecasts: CampaignForecasts }
  | { readonly ok: false; readonly error: HistoryError }

export interface TypicalDeps {
  /** Of the agents that a person's own feed shows. */
  readonly typicalLengths: (person: Actor) => Promise<TypicalLengthsOutcome>
  /** Of the inbound campaigns that a person's own feed shows. */
  readonly callForecasts: (person: Actor) => Promise<ForecastsOutcome>
}

const statuses = {
  'agents-denied': 403,
  'no-history': 404,
  'history-off': 404,
  'history-busy': 503,
  'history-unreadable': 503,
} as const

/** What past weeks say of agents and campaigns. */
export function typicalRoutes(deps: TypicalDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/history/lengths',
      access: 'person',
      async handle({ response }, person) {
        const outcome = await deps.typicalLengths(person)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.lengths)
      },
    },
    {
      method: 'get',
      path: '/api/history/forecasts',
      access: 'person',
      async handle({ response }, person) {
        const outcome = await deps.callForecasts(person)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.forecasts)
      },
    },
  ]
}
