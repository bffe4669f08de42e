import { NewReplay, ReplayChange } from '@wallboard/relay/rest/replays'
import type { Actor } from '../../auth/actor.ts'
import { AppError } from '../../http/app-error.ts'
import { parseBody } from '../../http/body.ts'
import { parameter, type Route } from '../../http/route.ts'
import type { DaySubject } from '@wallboard/relay/rest/history'
import type { ReplayError, ReplayOutcome } from './replays.ts'

export interface ReplayRoutesDeps {
  /** Starts a replay of what a person may see of a board or queue. Instants are epoch milliseconds. */
  readonly startReplay: (
    person: Actor,
    subject: DaySubject,
    at: number,
    speed: number,
  ) => Promise<ReplayOutcome>
  readonly changeReplay: (
    person: Actor,
    id: string,
    change: { readonly at?: number; readonly speed?: number },
  ) => Promise<ReplayOutcome>
  /** False when the person has no such replay. */
  readonly endReplay: (person: Actor, id: string) => boolean
}

/** The HTTP status of each refusal. */
export const replayStatuses: Readonly<Record<ReplayError['code'], number>> = {
  'no-history': 404,
  'history-off': 404,
  'no-such-board': 404,
  'no-such-replay': 404,
  'history-busy': 503,
  'history-unreadable': 503,
  'too-many-replays': 503,
}

function idOf(outcome: ReplayOutcome): string {
  if (!outcome.ok) throw new AppError(replayStatuses[outcome.error.code], outcome.error)
  return outcome.id
}

/** `/api/replays`: a person's replays of the recording. */
export function replayRoutes(deps: ReplayRoutesDeps): Route[] {
  return [
    {
      method: 'post',
      path: '/api/replays',
      access: 'person',
      async handle({ request, response }, person) {
        const { at, speed, ...subject } = parseBody(NewReplay, request.body)
        const id = idOf(await deps.startReplay(person, subject, Date.parse(at), speed))
        response.status(201).json({ id })
      },
    },
    {
      method: 'patch',
      path: '/api/replays/:id',
      access: 'person',
      async handle({ request, response }, person) {
        const { at, speed } = parseBody(ReplayChange, request.body)
        const change = {
          ...(at === undefined ? {} : { at: Date.parse(at) }),
          ...(speed === undefined ? {} : { speed }),
        }
        idOf(await deps.changeReplay(person, parameter(request, 'id'), change))
        response.status(204).end()
      },
    },
    {
      method: 'delete',
      path: '/api/replays/:id',
      access: 'person',
      handle({ request, response }, person) {
        if (!deps.endReplay(person, parameter(request, 'id')))
          throw new AppError(404, { code: 'no-such-replay' })
        response.status(204).end()
      },
    },
  ]
}
