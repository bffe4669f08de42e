import { queryOptions } from '@tanstack/react-query'
import { Favourites, ViewList, ViewReply, type ViewInput } from '@wallboard/relay/rest/views'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const viewPath = (id: string): string => `api/views/${encodeURIComponent(id)}`

export const viewQueries = {
  /** The person's own views and the shared ones of the domain. */
  all: () =>
    queryOptions({
      queryKey: ['views'] as const,
      queryFn: ({ signal }) => requestJson('api/views', ViewList, { signal }),
    }),
  favourites: () =>
    queryOptions({
      queryKey: ['favourites'] as const,
      queryFn: ({ signal }) => requestJson('api/favourites', Favourites, { signal }),
    }),
}

/** Saves a new view. @throws ApiError */
export const createView = (view: ViewInput): Promise<ViewReply> =>
  requestJson('api/views', ViewReply, { method: 'POST', body: view })

/** Changes an own view, or saves a copy of somebody else's. @throws ApiError */
export const saveView = (id: string, view: ViewInput): Promise<ViewReply> =>
  requestJson(viewPath(id), ViewReply, { method: 'PUT', body: view })

/** Removes a view. @throws ApiError */
export async function removeView(id: string): Promise<void> {
  await requestJson(viewPath(id), z.unknown(), { method: 'DELETE' })
}

/** Replaces the person's favourite queues. @throws ApiError */
export async function saveFavourites(queues: readonly string[]): Promise<void> {
  await requestJson('api/favourites', z.unknown(), { method: 'PUT', body: { queues } })
}
