import { queryOptions } from '@tanstack/react-query'
import { QueueList } from '@wallboard/relay/rest/queues'
import { requestJson } from './api.ts'

export const queueQueries = {
  /** All queues of the domain. */
  all: () =>
    queryOptions({
      queryKey: ['queues'] as const,
      queryFn: ({ signal }) => requestJson('api/queues', QueueList, { signal }),
      staleTime: Infinity, // event 5003 reports changes
    }),
}
