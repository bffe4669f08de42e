import { useQuery } from '@tanstack/react-query'
import { agentSource } from '@wallboard/boards'
import { createContext, use, useEffect, useState, type ReactNode } from 'react'
import { estimateQueries } from '../../api/estimate-queries.ts'
import { useDeskLive } from '../desk-session/desk-session-context.tsx'
import { createQueueEstimates, type QueueEstimates } from '../why/queue-estimates-store.ts'

const EstimatesContext = createContext<QueueEstimates | undefined>(undefined)

const sources = [agentSource]

/** Computes the estimates of all queues while the component is mounted. */
export function QueueEstimatesProvider({ children }: { readonly children: ReactNode }) {
  const live = useDeskLive()
  const [estimates] = useState(() =>
    createQueueEstimates({
      stores: live.stores,
      onTick: live.onTick,
      monotonic: () => performance.now(),
    }),
  )
  const { data } = useQuery(estimateQueries.facts())
  useEffect(() => {
    live.requireSources(sources)
    return estimates.start()
  }, [live, estimates])
  useEffect(() => {
    estimates.setFacts(data)
  }, [estimates, data])
  return <EstimatesContext value={estimates}>{children}</EstimatesContext>
}

export function useQueueEstimates(): QueueEstimates {
  const estimates = use(EstimatesContext)
  if (estimates === undefined) throw new Error('a table of queues needs a QueueEstimatesProvider')
  return estimates
}
