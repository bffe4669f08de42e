import type { AgentRecord, PassedOver } from '@wallboard/statistics/agent-table'
import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { ServingAgentsStore } from './serving-agents-store.ts'

const ServingAgentsContext = createContext<ServingAgentsStore | undefined>(undefined)

export const ServingAgentsProvider = ServingAgentsContext

function useServing(): ServingAgentsStore {
  const store = use(ServingAgentsContext)
  if (store === undefined) throw new Error('no ServingAgentsProvider')
  return store
}

/** Ids of the agents who serve the queue; undefined while they are not known. */
export const useServingIds = (): readonly string[] | undefined =>
  useStore(useServing().state, ({ ids }) => ids)

/** Why one of these agents is passed over; undefined for all others. */
export const usePassedOver = (id: string): PassedOver | undefined =>
  useStore(useServing().state, ({ passedOver }) => passedOver.get(id))

/** One of these agents. The component renders when something of the agent changes. */
export const useServingAgent = (id: string): AgentRecord | undefined =>
  useStore(useServing().state, ({ records }) => records.get(id))
