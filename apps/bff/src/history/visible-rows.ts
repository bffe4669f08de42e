import { noDirectory, type Directory } from '@wallboard/relay'
import { isTotalsId, seesAll, type Change, type DatedSource } from '@wallboard/statistics'
import type { RecordedNames } from './recording/recorded-names.ts'

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

/** The part of a recording that a person may see. */
export interface VisibleCut {
  readonly rows: (sources: readonly DatedSource[]) => readonly DatedSource[]
  /** Without changes of rows that are not visible; a change of nothing else is left out. */
  readonly changes: (changes: readonly Change[]) => readonly Change[]
  /** Agents and campaigns that the person's own feed shows now. */
  readonly directory: Directory
  readonly queues: RecordedNames['queues']
  /** Every recorded queue is visible: figures of the whole floor are too. */
  readonly hasAllQueues: boolean
}

const idsOf = (recorded: readonly { readonly id: string }[] | undefined): readonly string[] | undefined =>
  recorded?.map(({ id }) => id)

function visibleDirectory({ agents, campaigns, reasons }: Directory, now: VisibleNow): Directory {
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

/**
 * Cuts a recording to the rows that a person may see: of the queues and agents that the person's own feed shows now. Rows
 * of other sources are visible while the feed has them. A totals row counts the whole domain, so it is visible only to a
 * person who sees everything that it counts; without names that is not known.
 *
 * @param isOwn the recording is of the person's own feed, which counts nothing that the person may not see
 */
export function visibleCut(
  names: RecordedNames | null,
  now: VisibleNow,
  subjects: RowSubjects,
  isOwn: boolean,
): VisibleCut {
  const recorded = names?.directory
  const hasAllQueues = isOwn || seesAll(now.queueIds, idsOf(names?.queues))
  const hasAllAgents = isOwn || seesAll(now.agentIds, idsOf(recorded?.agents))
  const hasAllCampaigns = isOwn || seesAll(now.campaignIds, idsOf(recorded?.campaigns))
  const known = new Map<string, (id: string) => boolean>()

  function filterOf(dataSource: string): (id: string) => boolean {
    const present = now.idsOf(dataSource)
    const [ids, hasTotals] = subjects.queues.has(dataSource)
      ? [now.queueIds, hasAllQueues]
      : subjects.agents.has(dataSource)
        ? [now.agentIds, hasAllAgents]
        : [present, hasAllQueues && hasAllCampaigns]
    return (id) => (isTotalsId(id) ? hasTotals : present.has(id) || ids.has(id))
  }

  function isVisible(dataSource: string): (id: string) => boolean {
    const filter = known.get(dataSource) ?? filterOf(dataSource)
    known.set(dataSource, filter)
    return filter
  }

  return {
    hasAllQueues,
    directory: visibleDirectory(recorded ?? noDirectory, now),
    queues: (names?.queues ?? []).filter(({ id }) => now.queueIds.has(id)),
    rows: (sources) =>
      sources.map(({ dataSource, data }) => {
        const filter = isVisible(dataSource)
        return { dataSource, data: data.filter(({ id }) => filter(id)) }
      }),
    changes: (changes) =>
      changes.flatMap((change) => {
        const filter = isVisible(change.dataSource)
        const added = change.added.filter(({ id }) => filter(id))
        const updated = change.updated.filter(({ id }) => filter(id))
        const removed = change.removed.filter(filter)
        if (added.length + updated.length + removed.length === 0) return []
        return [{ dataSource: change.dataSource, added, updated, removed }]
      }),
  }
}

/** Everything: for displays, each of which is sent what its board needs. */
export const wholeCut = (names: RecordedNames | null): VisibleCut => ({
  hasAllQueues: true,
  directory: names?.directory ?? noDirectory,
  queues: names?.queues ?? [],
  rows: (sources) => sources,
  changes: (changes) => changes,
})
