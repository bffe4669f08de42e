import { agentSource } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { queueSource, readNumber } from '@wallboard/statistics'
import {
  createAgentJoin,
  createPassedOverWatch,
  type AgentRecord,
  type PassedOver,
} from '@wallboard/statistics/agent-table'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStores } from '../../live/hooks/live-context.tsx'

/** The agents who serve one queue and are signed in. A record stays the same object while nothing of it changes. */
export interface ServingAgents {
  /** Undefined while the agents, or which queues they serve, are not known. */
  readonly ids: readonly string[] | undefined
  readonly records: ReadonlyMap<string, AgentRecord>
  /** Those who are ready while calls of a queue go to others. */
  readonly passedOver: ReadonlyMap<string, PassedOver>
}

export interface ServingAgentsStore {
  readonly state: StoreApi<ServingAgents>
  readonly start: () => () => void
}

const nobody: ServingAgents = { ids: undefined, records: new Map(), passedOver: new Map() }

const isSameList = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === b || (a?.length === b?.length && a?.every((id, index) => id === b?.[index]) === true)

/** Follows AGENT_STATE and AGENT_STATISTIC while it is started, and who takes the calls. */
export function createServingAgents(
  { statistics, sources, figures }: Pick<LiveStores, 'statistics' | 'sources' | 'figures'>,
  queueId: string,
): ServingAgentsStore {
  const state = createStore<ServingAgents>()(() => nobody)
  const join = createAgentJoin()
  const watch = createPassedOverWatch()

  function observe(agents: readonly AgentRecord[]): void {
    const isLive = [agentSource, queueSource].every((source) => statistics.freshnessOf(source) === 'live')
    if (!isLive) {
      watch.interrupted()
      return
    }
    const campaigns = new Map(sources.directory().campaigns.map(({ id, queueIds }) => [id, queueIds]))
    watch.observed({
      agents,
      queuesOf: (campaignId) => campaigns.get(campaignId),
      agentsInQueue: (id) => readNumber(figures.data.queueRow(id), 'agentsInQueue'),
    })
  }

  function update(): void {
    const directory = sources.directory()
    if (!sources.isAvailable(agentSource) || directory.agents.length === 0) {
      state.setState(nobody)
      return
    }
    const agents = join.records(sources.rows(agentSource), sources.rows(DataSource.AgentStatistic), directory)
    observe(agents)
    const serving = agents.filter(
      ({ activity, queueIds }) => activity !== 'logged-out' && queueIds.includes(queueId),
    )
    const ids = serving.map(({ id }) => id).sort()
    const { ids: before } = state.getState()
    state.setState({
      ids: isSameList(before, ids) ? before : ids,
      records: new Map(serving.map((record) => [record.id, record])),
      passedOver: new Map(
        ids.flatMap((id) => {
          const found = watch.find(id)
          return found === undefined ? [] : [[id, found] as const]
        }),
      ),
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
