import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const Queues = z.array(z.object({ id: z.string(), name: z.string() }))

export const queueQueries = {
  /** All queues of the domain. */
  all: () =>
    queryOptions({
      queryKey: ['queues'] as const,
      queryFn: ({ signal }) => requestJson('api/queues', Queues, { signal }),
      staleTime: Infinity, // event 5003 reports changes
    }),
}
