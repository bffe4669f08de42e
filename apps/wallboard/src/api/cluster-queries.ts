import { queryOptions } from '@tanstack/react-query'
import { ClusterReply } from '@wallboard/relay/rest/cluster'
import { requestJson } from './api.ts'

const refetchIntervalMs = 2_000

export const clusterQueries = {
  /** The cluster as the node that replies sees it. Only administrators get a reply. */
  current: () =>
    queryOptions({
      queryKey: ['cluster'] as const,
      queryFn: ({ signal }) => requestJson('api/cluster', ClusterReply, { signal }),
      refetchInterval: refetchIntervalMs,
    }),
}
