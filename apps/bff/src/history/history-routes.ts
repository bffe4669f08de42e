import type { ViewSpec } from '@wallboard/relay'
import {
  bandFigures,
  maxCoverageDays,
  type BandFigure,
  type HistoryBand,
  type HistoryCoverage,
  type HistoryState,
} from '@wallboard/relay/rest/history'
import type { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import { maxDayMs, type HistoryDay, type HistoryDays } from '@wallboard/relay/rest/history-day'
import type { DaySubject } from '@wallboard/relay/rest/history'
import type { ErrorBody } from '@wallboard/relay/rest/errors'
import { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import type { Route } from '../http/route.ts'
import { Instant, parseQuery } from '../http/parse-query.ts'

/** Why there is no state of a past instant. */
export type HistoryError =
  | Extract<ErrorBody, { readonly code: 'no-history' }>
  | { readonly code: 'history-off' | 'history-busy' | 'history-unreadable' }

/** The state of a past instant, or why there is none. */
export type StateOutcome =
  { readonly ok: true; readonly state: HistoryState } | { readonly ok: false; readonly error: HistoryError }

/** The coverage of a span of time, or why there is none. */
export type CoverageOutcome =
  | { readonly ok: true; readonly coverage: HistoryCoverage }
  | { readonly ok: false; readonly error: HistoryError }

/** What the strip of a day shows, or why there is nothing. */
export type DayOutcome =
  | { readonly ok: true; readonly day: HistoryDay }
  | { readonly ok: false; readonly error: HistoryError | { readonly code: 'no-such-board' } }

/** When queues were recorded live, or why nothing is known. */
export type DaysOutcome =
  { readonly ok: true; readonly days: HistoryDays } | { readonly ok: false; readonly error: HistoryError }

/** What is usual on a day, or why that is not known. */
export type BandOutcome =
  { readonly ok: true; readonly band: HistoryBand } | { readonly ok: false; readonly error: HistoryError }

/** A figure of a queue, or of the whole floor, on a day. */
export interface RequestedBand {
  /** Null for the whole floor. */
  readonly queue: string | null
  readonly figure: BandFigure
  /** A local date, such as `2026-11-26`. */
  readonly day: string
}

/** The states of an agent, or why there are none. */
export type AgentTimelineOutcome =
  | { readonly ok: true; readonly timeline: AgentTimeline }
  | {
      readonly ok: false
      readonly error: HistoryError | { readonly code: 'agents-denied' | 'no-such-agent' }
    }

export interface HistoryDeps {
  /** The states of an agent in `[from, to)`, epoch milliseconds, if the person may see the agent. */
  readonly agentTimeline: (
    person: Actor,
    agentId: string,
    from: number,
    to: number,
  ) => Promise<AgentTimelineOutcome>
  /** What a board shows; undefined when the domain has no such board. */
  readonly viewSpecOfBoard: (org: string, boardId: string) => Promise<ViewSpec | undefined>
  /** What a person may see of an instant (epoch milliseconds) under a view spec. */
  readonly stateAt: (person: Actor, spec: ViewSpec, at: number) => Promise<StateOutcome>
  /** When the data sources of the recording that a person may see were live in `[from, to)`, epoch milliseconds. */
  readonly coverage: (person: Actor, from: number, to: number) => Promise<CoverageOutcome>
  /** When queues of the recording that a person may see were live. */
  readonly days: (person: Actor) => Promise<DaysOutcome>
  /** The waiting calls and alerts in `[from, to)`, epoch milliseconds, of queues that the person may see. */
  readonly day: (person: Actor, subject: DaySubject, from: number, to: number) => Promise<DayOutcome>
  /** What is usual for a figure; without weeks for a queue that the person's own feed does not show. */
  readonly band: (person: Actor, requested: RequestedBand) => Promise<BandOutcome>
}

const dayMs = 86_400_000

const CoverageQuery = z
  .object({ from: Instant, to: Instant })
  .refine(({ from, to }) => from < to && to - from <= maxCoverageDays * dayMs, {
    error: `an instant after "from", and at most ${maxCoverageDays} days after it`,
    path: ['to'],
  })

const Id = z.string().min(1).max(64)

const DayQuery = z
  .object({ from: Instant, to: Instant, board: z.optional(Id), queue: z.optional(Id) })
  .refine(({ from, to }) => from < to && to - from <= maxDayMs, {
    error: 'an instant after "from", and at most 25 hours after it',
    path: ['to'],
  })
  .refine(({ board, queue }) => (board === undefined) !== (queue === undefined), {
    error: 'the id of a board, or "queue" with the id of a queue, and not both',
    path: ['board'],
  })

const TimelineQuery = z
  .object({ from: Instant, to: Instant })
  .refine(({ from, to }) => from < to && to - from <= maxDayMs, {
    error: 'an instant after "from", and at most 25 hours after it',
    path: ['to'],
  })

const StateQuery = z.object({
  at: Instant,
  board: z.string({ error: 'the id of a board' }).min(1).max(64),
})

const BandQuery = z.object({
  queue: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .transform((queue) => queue ?? null),
  figure: z.enum(bandFigures, { error: `one of ${bandFigures.join(', ')}` }),
  day: z.iso.date({ error: 'a date such as 2026-11-26' }),
})

const statuses = {
  'agents-denied': 403,
  'no-such-agent': 404,
  'no-such-board': 404,
  'no-history': 404,
  'history-off': 404,
  'history-busy': 503,
  'history-unreadable': 503,
} as const

/** `/api/history`: what was recorded. */
export function historyRoutes(deps: HistoryDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/history/state',
      access: 'person',
      async handle({ request, response }, person) {
        const { at, board } = parseQuery(StateQuery, request.query)
        const spec = await deps.viewSpecOfBoard(person.org, board)
        if (spec === undefined) throw new AppError(404, { code: 'no-such-board' })
        const outcome = await deps.stateAt(person, spec, at)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.state)
      },
    },
    {
      method: 'get',
      path: '/api/history/coverage',
      access: 'person',
      async handle({ request, response }, person) {
        const { from, to } = parseQuery(CoverageQuery, request.query)
        const outcome = await deps.coverage(person, from, to)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.coverage)
      },
    },
    {
      method: 'get',
      path: '/api/history/days',
      access: 'person',
      async handle({ response }, person) {
        const outcome = await deps.days(person)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.days)
      },
    },
    {
      method: 'get',
      path: '/api/history/day',
      access: 'person',
      async handle({ request, response }, person) {
        const { from, to, board, queue = '' } = parseQuery(DayQuery, request.query)
        const subject = board === undefined ? { queue } : { board }
        const outcome = await deps.day(person, subject, from, to)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.day)
      },
    },
    {
      method: 'get',
      path: '/api/history/band',
      access: 'person',
      async handle({ request, response }, person) {
        const outcome = await deps.band(person, parseQuery(BandQuery, request.query))
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.band)
      },
    },
    {
      method: 'get',
      path: '/api/history/agents/:agentId/timeline',
      access: 'person',
      async handle({ request, response }, person) {
        const { from, to } = parseQuery(TimelineQuery, request.query)
        const { agentId } = request.params
        const outcome = await deps.agentTimeline(person, String(agentId), from, to)
        if (!outcome.ok) throw new AppError(statuses[outcome.error.code], outcome.error)
        response.json(outcome.timeline)
      },
    },
  ]
}
