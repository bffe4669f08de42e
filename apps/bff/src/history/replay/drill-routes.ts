import { NewDrill, type SimulatedDrill } from '@wallboard/relay/rest/replays'
import type { Actor } from '../../auth/actor.ts'
import { NotReachable } from '../../cluster/remote-calls.ts'
import { AppError } from '../../http/app-error.ts'
import { parseBody } from '../../http/body.ts'
import { parameter, type Route } from '../../http/route.ts'
import type { HistoryError } from '../history-routes.ts'
import { replayStatuses } from './replay-routes.ts'

/** The id of a drill, or why it is not started. */
export type StartedDrill =
  | { readonly ok: true; readonly id: string }
  | {
      readonly ok: false
      readonly error:
        | HistoryError
        | { readonly code: 'no-such-display' }
        | { readonly code: 'too-many-replays'; readonly params: { readonly max: number } }
    }

/** What a drill shows: a recording from an instant on (epoch milliseconds), or a simulated day. */
export type DrillContent = { readonly at: number } | { readonly simulated: SimulatedDrill }

/** Without the node that started it a drill ends by itself within seconds. */
function toAppError(error: unknown): never {
  if (error instanceof NotReachable) throw new AppError(503, { code: 'drill-node-not-reachable' })
  throw error
}

export interface DrillRoutesDeps {
  /** A person who may change displays may show a drill on them. */
  readonly startDrill: (
    person: Actor,
    drill: {
      readonly content: DrillContent
      readonly speed: number
      readonly minutes: number
      readonly displays: readonly string[]
    },
  ) => Promise<StartedDrill>
  /**
   * False when the domain has no such drill.
   * @throws NotReachable when the node that started the drill does not answer
   */
  readonly endDrill: (person: Actor, id: string) => Promise<boolean>
}

/** `/api/drills`: a recording, or a simulated day, on displays. */
export function drillRoutes(deps: DrillRoutesDeps): Route[] {
  return [
    {
      method: 'post',
      path: '/api/drills',
      access: 'person',
      async handle({ request, response }, person) {
        const { speed, minutes = 60, displays, ...what } = parseBody(NewDrill, request.body)
        const content = 'at' in what ? { at: Date.parse(what.at) } : what
        const outcome = await deps.startDrill(person, { content, speed, minutes, displays })
        if (!outcome.ok) {
          const { error } = outcome
          const status = error.code === 'no-such-display' ? 404 : replayStatuses[error.code]
          throw new AppError(status, error)
        }
        response.status(201).json({ id: outcome.id })
      },
    },
    {
      method: 'delete',
      path: '/api/drills/:id',
      access: 'person',
      async handle({ request, response }, person) {
        if (!(await deps.endDrill(person, parameter(request, 'id')).catch(toAppError)))
          throw new AppError(404, { code: 'no-such-replay' })
        response.status(204).end()
      },
    },
  ]
}
