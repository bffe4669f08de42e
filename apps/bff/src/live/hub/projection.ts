import { DataSource } from '@wallboard/five9/identifiers'
import type { AgentScope, Directory, ViewSpec } from '@wallboard/relay'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import { hash } from 'node:crypto'

const totalsId = '0'
const queueSource = DataSource.AcdStatus
const agentSources: ReadonlySet<string> = new Set([
  DataSource.AgentState,
  DataSource.AgentStatistic,
  DataSource.UserSession,
])
const campaignSources: ReadonlySet<string> = new Set([
  DataSource.CampaignState,
  DataSource.InboundCampaignStatistics,
  DataSource.OutboundCampaignStatistics,
  DataSource.OutboundCampaignManager,
])

/** Equal for all that want the same, whatever order they say it in. */
export function viewKey({ pace, sources, queueIds, agents }: ViewSpec): string {
  const sorted = (list: readonly string[] | 'all') => (list === 'all' ? list : [...new Set(list)].sort())
  const { areNamed } = agents
  const ofAgents = [sorted(agents.queueIds), sorted(agents.fields), areNamed]
  return JSON.stringify([pace, sorted(sources), sorted(queueIds), ofAgents])
}

/** The part of full sources and of changes that somebody wants. */
export interface Projection {
  readonly full: (source: DatedSource) => DatedSource
  /** Undefined when nothing of the change is wanted. */
  readonly change: (change: Change) => Change | undefined
  readonly queues: <Q extends { readonly id: string }>(queues: readonly Q[]) => Q[]
  /** Undefined where nothing that is sent needs names. */
  readonly directory: Directory | undefined
}

function pickFields(row: Row, fields: ReadonlySet<string>): Row {
  const kept = Object.entries(row).filter(([field]) => fields.has(field))
  return { ...Object.fromEntries(kept), id: row.id, asOf: row.asOf }
}

/** An update that touched none of the fields that are sent is none. */
const hasChangedFields = (row: Row) => Object.keys(row).some((field) => field !== 'id' && field !== 'asOf')

interface Rows {
  readonly isWanted: (id: string) => boolean
  readonly idOf: (id: string) => string
  readonly project: (row: Row) => Row
}

const everyRow: Rows = { isWanted: () => true, idOf: (id) => id, project: (row) => row }

function queueRows(queueIds: ViewSpec['queueIds']): Rows {
  if (queueIds === 'all') return everyRow
  const wanted = new Set([...queueIds, totalsId])
  return { ...everyRow, isWanted: (id) => wanted.has(id) }
}

function agentRows({ queueIds, fields, areNamed }: AgentScope, directory: Directory, salt: string): Rows {
  const wantedQueues = queueIds === 'all' ? undefined : new Set(queueIds)
  const serving =
    wantedQueues === undefined
      ? undefined
      : new Set(
          directory.agents
            .filter((agent) => agent.queueIds.some((id) => wantedQueues.has(id)))
            .map(({ id }) => id),
        )
  const wantedFields = fields === 'all' ? undefined : new Set(fields)
  const others = new Map<string, string>()

  /** Stable for one agent while the feed runs; it identifies nobody outside this feed. */
  function otherId(id: string): string {
    const known = others.get(id)
    if (known !== undefined) return known
    const made = hash('sha256', `${salt} ${id}`).slice(0, 12)
    others.set(id, made)
    return made
  }

  const idOf = (id: string) => (areNamed ? id : otherId(id))
  return {
    isWanted: (id) => serving?.has(id) ?? true,
    idOf,
    project(row) {
      const kept = wantedFields === undefined ? row : pickFields(row, wantedFields)
      return areNamed ? kept : { ...kept, id: idOf(row.id) }
    },
  }
}

/**
 * Reads a wish once, so that each change costs what changed and not what was wished. `salt` makes the ids of agents
 * who are not named.
 */
export function createProjection(wanted: ViewSpec, directory: Directory, salt: string): Projection {
  const wantedSources = new Set<string>(wanted.sources)
  const queues = queueRows(wanted.queueIds)
  const agents = agentRows(wanted.agents, directory, salt)
  const rowsFor = (dataSource: string): Rows =>
    dataSource === queueSource ? queues : agentSources.has(dataSource) ? agents : everyRow

  function namesOf(): Directory | undefined {
    const wantsAgents = wanted.sources.some((source) => agentSources.has(source))
    const wantsCampaigns = wanted.sources.some((source) => campaignSources.has(source))
    if (!wantsAgents && !wantsCampaigns) return undefined
    const { areNamed } = wanted.agents
    const own = wanted.agents.queueIds === 'all' ? undefined : new Set(wanted.agents.queueIds)
    return {
      agents: wantsAgents
        ? directory.agents
            .filter(({ id }) => agents.isWanted(id))
            .map(({ id, name, queueIds }) => ({
              id: agents.idOf(id),
              name: areNamed ? name : null,
              queueIds: queueIds.filter((queueId) => own?.has(queueId) ?? true),
            }))
        : [],
      campaigns: wantsCampaigns ? directory.campaigns : [],
      reasons: wantsAgents && areNamed ? directory.reasons : [],
    }
  }

  return {
    directory: namesOf(),
    queues: (list) => list.filter(({ id }) => queues.isWanted(id)),
    full({ dataSource, data }) {
      const { isWanted, project } = rowsFor(dataSource)
      return { dataSource, data: data.filter(({ id }) => isWanted(id)).map(project) }
    },
    change(change) {
      const { dataSource } = change
      if (!wantedSources.has(dataSource)) return undefined
      const { isWanted, idOf, project } = rowsFor(dataSource)
      const added = change.added.filter(({ id }) => isWanted(id)).map(project)
      const updated = change.updated
        .filter(({ id }) => isWanted(id))
        .map(project)
        .filter(hasChangedFields)
      const removed = change.removed.filter(isWanted).map(idOf)
      if (added.length + updated.length + removed.length === 0) return undefined
      return { dataSource, added, updated, removed }
    },
  }
}
