import type { QueueList } from '@wallboard/relay/rest/queues'
import { AppError } from '../http/app-error.ts'
import type { Route } from '../http/route.ts'

export interface QueuesDeps {
  /** Undefined while the user's feed has not loaded them. */
  readonly queuesOf: (username: string) => Readonly<QueueList> | undefined
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
