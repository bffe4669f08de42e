import type { Directory } from '@wallboard/relay'
import type { DatedSource } from '@wallboard/statistics'

/** What a person's own feed shows now. */
export interface VisibleNow {
  readonly queueIds: ReadonlySet<string>
  readonly agentIds: ReadonlySet<string>
  readonly campaignIds: ReadonlySet<string>
  /** The ids of the present rows of any data source. */
  readonly idsOf: (dataSource: string) => ReadonlySet<string>
}

/** Sources whose rows are queues, and sources whose rows are agents. */
export interface RowSubjects {
  readonly queues: ReadonlySet<string>
  readonly agents: ReadonlySet<string>
}

const isTotals = (id: string) => id === '0' || id === ''

/**
 * The rows of a recording that a person may see: of the queues and agents that the person's own feed shows now. Rows of
 * other sources are visible while the feed has them; so are totals.
 */
export function visibleRows(
  sources: readonly DatedSource[],
  now: VisibleNow,
  subjects: RowSubjects,
): readonly DatedSource[] {
  return sources.map(({ dataSource, data }) => {
    const present = now.idsOf(dataSource)
    const also = subjects.queues.has(dataSource)
      ? now.queueIds
      : subjects.agents.has(dataSource)
        ? now.agentIds
        : present
    return { dataSource, data: data.filter(({ id }) => isTotals(id) || present.has(id) || also.has(id)) }
  })
}

/** The names of a recording that a person may see: of agents and campaigns that the person's own feed shows now. */
export function visibleNames({ agents, campaigns, reasons }: Directory, now: VisibleNow): Directory {
  return {
    agents: agents
      .filter(({ id }) => now.agentIds.has(id))
      .map((agent) => ({ ...agent, queueIds: agent.queueIds.filter((id) => now.queueIds.has(id)) })),
    campaigns: campaigns
      .filter(({ id }) => now.campaignIds.has(id))
      .map(({ queueIds, ...campaign }) => ({
        ...campaign,
        ...(queueIds === undefined ? {} : { queueIds: queueIds.filter((id) => now.queueIds.has(id)) }),
      })),
    reasons,
  }
}
