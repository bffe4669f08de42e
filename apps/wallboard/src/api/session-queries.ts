import { queryOptions } from '@tanstack/react-query'
import { SessionReply, SignInReply, type SignInBody } from '@wallboard/relay/rest/session'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

export const sessionQueries = {
  /** Who is signed in, and the regions of Five9 that a sign-in may choose: one request for both. */
  current: () =>
    queryOptions({
      queryKey: ['session'] as const,
      queryFn: ({ signal }) => requestJson('api/session', SessionReply, { signal }),
      staleTime: Infinity, // the live socket reports the end of the session
      retry: false,
      // A page that starts before its server requests again until the server answers.
      refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
      // The person may have signed in in another tab.
      refetchOnWindowFocus: ({ state }) => (state.data?.username === null ? 'always' : false),
    }),
}

/** What is known of the session once it has ended. */
export const endedSession = (known: SessionReply | undefined): SessionReply => ({
  username: null,
  regions: known?.regions ?? [],
})

/** Signs in. `force` ends the same user's other session at Five9. @throws ApiError */
export async function signIn(body: SignInBody): Promise<void> {
  await requestJson('api/session', SignInReply, { method: 'POST', body })
}

/** Signs out. @throws ApiError when the server refuses, TypeError when it does not answer: the session then goes on */
export async function signOut(): Promise<void> {
  await requestJson('api/session', z.unknown(), { method: 'DELETE' })
}
