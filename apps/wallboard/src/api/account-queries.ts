import { queryOptions } from '@tanstack/react-query'
import { AccountReply } from '@wallboard/relay/rest/account'
import { requestJson } from './api.ts'

export const accountQueries = {
  /** The domain of the signed-in person, and the server's region and time zone. */
  current: () =>
    queryOptions({
      queryKey: ['account'] as const,
      queryFn: ({ signal }) => requestJson('api/account', AccountReply, { signal }),
      staleTime: Infinity, // it changes with the session, whose end removes it
    }),
}
