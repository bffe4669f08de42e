import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { addressOf } from './address.ts'
import { ApiError, requestJson } from './api.ts'

const Session = z.object({ username: z.nullable(z.string()) })
const Queues = z.array(z.object({ id: z.string(), name: z.string() }))

/** Who is signed in; null when nobody is. */
export const sessionQueries = {
  current: () =>
    queryOptions({
      queryKey: ['session'] as const,
      queryFn: async ({ signal }) => (await requestJson('api/session', Session, { signal })).username,
      staleTime: Infinity, // the live socket says when it ended
      retry: false,
      // A screen that starts before its server asks on until it knows.
      refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
    }),
}

/** DomainQueues as the server holds them. */
export const queueQueries = {
  all: () =>
    queryOptions({
      queryKey: ['queues'] as const,
      queryFn: ({ signal }) => requestJson('api/queues', Queues, { signal }),
      staleTime: Infinity, // event 5003 says when they changed
    }),
}

/** Signs in. @throws ApiError with the words for the person */
export async function signIn(given: { username: string; password: string; force: boolean }): Promise<void> {
  await requestJson('api/session', Session, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  })
}

/** Signs out. @throws when the server does not answer or refuses: then the session still stands */
export async function signOut(): Promise<void> {
  const { ok, status } = await fetch(addressOf('api/session'), { method: 'DELETE' })
  if (!ok) throw new ApiError(status, 'not-signed-out', 'The server did not end the session. Try again.')
}
