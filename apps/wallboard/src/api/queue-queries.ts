import { queryOptions } from '@tanstack/react-query'
import { QueueGroupList } from '@wallboard/boards/rest'
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
  /** Named queues of the domain's boards. */
  groups: () =>
    queryOptions({
      queryKey: ['queue-groups'] as const,
      queryFn: ({ signal }) => requestJson('api/queue-groups', QueueGroupList, { signal }),
      staleTime: 60_000,
    }),
}
