import { agentSource } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { createAgentJoin, type AgentRecord } from '@wallboard/statistics/agent-table'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SourcesStore } from '../../live/stores/sources-store.ts'

/** The agents who serve one queue and are signed in. A record stays the same object while nothing of it changes. */
export interface ServingAgents {
  /** Undefined while the agents, or which queues they serve, are not known. */
  readonly ids: readonly string[] | undefined
  readonly records: ReadonlyMap<string, AgentRecord>
}

export interface ServingAgentsStore {
  readonly state: StoreApi<ServingAgents>
  readonly start: () => () => void
}

const isSameList = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === b || (a?.length === b?.length && a?.every((id, index) => id === b?.[index]) === true)

/** Follows AGENT_STATE and AGENT_STATISTIC while it is started. */
export function createServingAgents(sources: SourcesStore, queueId: string): ServingAgentsStore {
  const state = createStore<ServingAgents>()(() => ({ ids: undefined, records: new Map() }))
  const join = createAgentJoin()

  function update(): void {
    const directory = sources.directory()
    if (!sources.isAvailable(agentSource) || directory.agents.length === 0) {
      state.setState({ ids: undefined, records: new Map() })
      return
    }
    const serving = join
      .records(sources.rows(agentSource), sources.rows(DataSource.AgentStatistic), directory)
      .filter(({ activity, queueIds }) => activity !== 'logged-out' && queueIds.includes(queueId))
    const ids = serving.map(({ id }) => id).sort()
    const { ids: before } = state.getState()
    state.setState({
      ids: isSameList(before, ids) ? before : ids,
      records: new Map(serving.map((record) => [record.id, record])),
    })
  }

  return {
    state,
    start() {
      update()
      const stops = [agentSource, DataSource.AgentStatistic].map((source) =>
        sources.revision(source).subscribe(update),
      )
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
