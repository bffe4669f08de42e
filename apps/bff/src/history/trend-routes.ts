import type { Response } from 'express'
import { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import type { Cookies } from '../auth/secret-cookie.ts'
import { AppError } from '../http/app-error.ts'
import type { Route } from '../http/route.ts'
import { Instant, parseQuery } from '../http/parse-query.ts'

/** The trends of a board as JSON of `HistoryTrends`, or why there are none. */
export type TrendsOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: { readonly code: keyof typeof statuses } }

export interface TrendsDeps {
  /**
   * The trends of a board, of queues that a person's own feed shows: up to now, or up to an instant of the past (epoch
   * milliseconds).
   */
  readonly trendsOfBoard: (person: Actor, boardId: string, at?: number) => Promise<TrendsOutcome>
  /** The trends of the board that a display shows, by the display's token. */
  readonly trendsOfDisplay: (token: string | undefined) => Promise<TrendsOutcome>
  readonly cookies: Cookies
}

const error = 'the id of a board'
const Query = z.object({
  board: z.string({ error }).min(1, { error }).max(64, { error }),
  at: z.optional(Instant),
})

const statuses = {
  'no-such-board': 404,
  'not-paired': 401,
  'history-busy': 503,
  'history-unreadable': 503,
} as const

function send(response: Response, outcome: TrendsOutcome): void {
  if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
  response.type('json').send(outcome.text)
}

/** What trends and spark lines showed before a page was loaded: for a person, and for a display. */
export function trendRoutes(deps: TrendsDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/history/trends',
      access: 'person',
      async handle({ request, response }, person) {
        const { board, at } = parseQuery(Query, request.query)
        send(response, await deps.trendsOfBoard(person, board, at))
      },
    },
    {
      method: 'get',
      path: '/api/display/trends',
      access: 'screen',
      async handle({ request, response }) {
        send(response, await deps.trendsOfDisplay(deps.cookies.display.read(request)))
      },
    },
  ]
}
