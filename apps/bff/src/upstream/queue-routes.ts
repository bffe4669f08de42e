import { AppError } from '../http/app-error.ts'
import type { Route } from '../http/route.ts'

export interface QueuesDeps {
  readonly queuesOf: (
    username: string,
  ) => readonly { readonly id: string; readonly name: string }[] | undefined
}

/** `GET /api/queues`: DomainQueues as the caller's feed holds them. */
export function queueRoutes(deps: QueuesDeps): Route[] {
  return [
    {
      method: 'get',
      path: '/api/queues',
      access: 'person',
      handle({ response }, { username }) {
        const queues = deps.queuesOf(username)
        if (queues === undefined) throw new AppError(503, { code: 'no-feed' })
        response.json(queues)
      },
    },
  ]
}
