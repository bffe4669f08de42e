import { queryOptions } from '@tanstack/react-query'
import { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import { TypicalLengths } from '@wallboard/relay/rest/typical-lengths'
import { ApiError, requestJson } from './api.ts'

/** The recording grows by what the server writes every ten seconds; the page adds the present state itself. */
const refreshMs = 60_000
/** A month changes little in this time. */
const lengthsRefreshMs = 600_000

export const agentQueries = {
  /** How long states of agents usually are, from the last month. */
  typicalLengths: () =>
    queryOptions({
      queryKey: ['agents', 'typical-lengths'] as const,
      queryFn: ({ signal }) => requestJson('api/history/lengths', TypicalLengths, { signal }),
      refetchInterval: lengthsRefreshMs,
      staleTime: lengthsRefreshMs,
      retry: false,
    }),
  /** The states of an agent from an instant (epoch milliseconds) until now. */
  today: (agentId: string, from: number) =>
    queryOptions({
      queryKey: ['agents', agentId, 'timeline', from] as const,
      queryFn({ signal }) {
        const query = new URLSearchParams({
          from: new Date(from).toISOString(),
          to: new Date().toISOString(),
        }).toString()
        const path = `api/history/agents/${encodeURIComponent(agentId)}/timeline?${query}`
        return requestJson(path, AgentTimeline, { signal })
      },
      refetchInterval: refreshMs,
      // A refusal stays one; anything else may pass.
      retry: (failures, error) => !(error instanceof ApiError) && failures < 3,
    }),
}
