import { useQuery } from '@tanstack/react-query'
import { DataSource } from '@wallboard/five9/identifiers'
import { createContext, use, useEffect, useMemo, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { agentQueries } from '../../api/agent-queries.ts'
import { siteQueries } from '../../api/site-queries.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { habitsOf } from './habits-state.ts'
import { createAgentsModel, type AgentsModel, type AgentsView } from './agents-store.ts'

const AgentsContext = createContext<AgentsModel | undefined>(undefined)

/** The agents of a page of agents, while it is open. */
export function AgentsProvider({ children }: { readonly children: ReactNode }) {
  const live = useDeskLive()
  const { data: site } = useQuery(siteQueries.settings())
  const { data: lengths } = useQuery({
    ...agentQueries.typicalLengths(),
    enabled: site?.hasHistory === true,
  })
  const { stores, onTick } = live
  const model = useMemo(() => createAgentsModel({ stores, onTick }), [stores, onTick])
  useEffect(() => {
    // Which queues a campaign serves: the page of agents stays live without it.
    live.requireSources([DataSource.CampaignState])
  }, [live])
  useEffect(() => {
    model.setReasonLimits(site?.reasonLimits ?? [])
  }, [model, site])
  useEffect(() => {
    model.setHabits(habitsOf(lengths))
  }, [model, lengths])
  useEffect(() => model.start(), [model])
  return <AgentsContext value={model}>{children}</AgentsContext>
}

export function useAgents(): AgentsModel {
  const model = use(AgentsContext)
  if (model === undefined) throw new Error('pages of agents need an AgentsProvider')
  return model
}

/** Part of the agents; the component renders when the selected value changes. */
export function useAgentsView<T>(select: (view: AgentsView) => T): T {
  return useStore(useAgents().view, select)
}
