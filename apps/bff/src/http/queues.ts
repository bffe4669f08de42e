import { Router } from 'express'
import { AppError } from './app-error.ts'
import { signedIn, type SessionLookup } from './signed-in.ts'

export interface QueuesDeps extends SessionLookup {
  readonly queuesOf: (
    username: string,
  ) => readonly { readonly id: string; readonly name: string }[] | undefined
}

/** `GET /api/queues`: DomainQueues as the caller's feed holds them. */
export function queueRoutes(deps: QueuesDeps): Router {
  const router = Router()
  router.get('/', (request, response) => {
    const queues = deps.queuesOf(signedIn(deps, request).username)
    if (queues === undefined)
      throw new AppError(503, 'no-feed', 'The queues are not known yet. Try again in a moment.')
    response.json(queues)
  })
  return router
}
