import { queryOptions } from '@tanstack/react-query'
import { AgentTimeline } from '@wallboard/relay/rest/agent-timeline'
import { ApiError, requestJson } from './api.ts'

/** The recording grows by what the server writes every ten seconds; the page adds the present state itself. */
const refreshMs = 60_000

export const agentQueries = {
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
