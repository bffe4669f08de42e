import { Favourites, ViewInput, type ViewReply } from '@wallboard/relay/rest/views'
import type { Actor } from '../auth/actor.ts'
import { AppError } from '../http/app-error.ts'
import { parseBody } from '../http/body.ts'
import { parameter, type AccessDeps, type Route } from '../http/route.ts'
import { maxOwnViews, type ViewErrorCode, type ViewResult, type ViewCollection } from './views.ts'

export interface ViewsDeps extends AccessDeps {
  readonly views: ViewCollection
}

const errors: Readonly<Record<ViewErrorCode, AppError>> = {
  'no-such-view': new AppError(404, { code: 'no-such-view' }),
  'newer-view': new AppError(409, { code: 'newer-view' }),
  'not-own-view': new AppError(403, { code: 'not-own-view' }),
  'too-many-views': new AppError(409, { code: 'too-many-views', params: { max: maxOwnViews } }),
}

/** `/api/views`: a person's own views and the shared ones of the domain. `/api/favourites`: a person's queues. */
export function viewRoutes({ views, securityLog, adminDenial }: ViewsDeps): Route[] {
  function succeeded(outcome: ViewResult, result: string, { username }: Actor): ViewReply {
    if (!outcome.ok) throw errors[outcome.reason]
    const { id, isCopy } = outcome
    securityLog.write('view', { result: isCopy ? 'copied' : result, user: username, view: id })
    return { id, isCopy }
  }
  return [
    {
      method: 'get',
      path: '/api/views',
      access: 'person',
      async handle({ response }, by) {
        response.json(await views.list(by))
      },
    },
    {
      method: 'post',
      path: '/api/views',
      access: 'person',
      async handle({ request, response }, by) {
        const created = await views.create(by, parseBody(ViewInput, request.body))
        response.status(201).json(succeeded(created, 'created', by))
      },
    },
    {
      method: 'put',
      path: '/api/views/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const changed = await views.edit(by, parameter(request, 'id'), parseBody(ViewInput, request.body))
        response.json(succeeded(changed, 'changed', by))
      },
    },
    {
      method: 'delete',
      path: '/api/views/:id',
      access: 'person',
      async handle({ request, response }, by) {
        const isAdmin = adminDenial(by.username) === undefined
        succeeded(await views.remove(by, parameter(request, 'id'), isAdmin), 'removed', by)
        response.status(204).end()
      },
    },
    {
      method: 'get',
      path: '/api/favourites',
      access: 'person',
      async handle({ response }, by) {
        response.json(await views.favourites(by))
      },
    },
    {
      method: 'put',
      path: '/api/favourites',
      access: 'person',
      async handle({ request, response }, by) {
        await views.setFavourites(by, parseBody(Favourites, request.body))
        response.status(204).end()
      },
    },
  ]
}
