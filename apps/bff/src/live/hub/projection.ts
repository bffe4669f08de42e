import { DataSource } from '@wallboard/five9/identifiers'
import type { AgentScope, Directory, ViewSpec } from '@wallboard/relay'
import type { Change, DatedSource, Row } from '@wallboard/statistics'
import { hash } from 'node:crypto'
import type { Selection } from './row-index.ts'

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

/** The displays of one board share a view spec, which does not change. */
const keys = new WeakMap<ViewSpec, string>()

/** Equal for view specs that select the same, in any order. */
export function viewKey(spec: ViewSpec): string {
  return keys.get(spec) ?? rememberKey(spec)
}

function rememberKey(spec: ViewSpec): string {
  const key = createKey(spec)
  keys.set(spec, key)
  return key
}

function createKey({ pace, sources, queueIds, queueFields, agents }: ViewSpec): string {
  const sorted = (list: readonly string[] | 'all') => (list === 'all' ? list : [...new Set(list)].sort())
  const { areNamed } = agents
  const ofAgents = [sorted(agents.queueIds), sorted(agents.fields), areNamed]
  return JSON.stringify([pace, sorted(sources), sorted(queueIds), ofAgents, sorted(queueFields ?? 'all')])
}

/** Reduces full data sources, changes and names to what a view spec selects. */
export interface Projection {
  readonly full: (source: DatedSource) => DatedSource
  /** Undefined when the view spec selects nothing of the change. */
  readonly change: (change: Change) => Change | undefined
  /** The rows that are sent, by data source. */
  readonly selection: Selection
  /** True when an update of a selected row holds a field that is sent. */
  readonly showsUpdate: (dataSource: string, row: Row) => boolean
  readonly queues: <Q extends { readonly id: string }>(queues: readonly Q[]) => Q[]
  /** Undefined when no selected data source needs names. */
  readonly directory: Directory | undefined
}

const namedOnly = ({ id, name }: Directory['campaigns'][number]) => ({ id, name })

function pickFields(row: Row, fields: ReadonlySet<string>): Row {
  const picked: Record<string, unknown> & { id: string; asOf: number } = { id: row.id, asOf: row.asOf }
  for (const field in row) if (fields.has(field) && field !== '__proto__') picked[field] = row[field]
  return picked
}

/** False for an update that touched none of the selected fields. */
function hasChangedFields(row: Row): boolean {
  for (const field in row) if (field !== 'id' && field !== 'asOf') return true
  return false
}

interface Rows {
  readonly selected: 'all' | ReadonlySet<string>
  readonly isSelected: (id: string) => boolean
  /** The id as it is sent. */
  readonly idOf: (id: string) => string
  readonly project: (row: Row) => Row
}

const everyRow: Rows = { selected: 'all', isSelected: () => true, idOf: (id) => id, project: (row) => row }

function queueRows({ queueIds, queueFields }: ViewSpec): Rows {
  const fields = queueFields && new Set(queueFields)
  const cut: Rows =
    fields === undefined ? everyRow : { ...everyRow, project: (row) => pickFields(row, fields) }
  if (queueIds === 'all') return cut
  const selected = new Set([...queueIds, totalsId])
  return { ...cut, selected, isSelected: (id) => selected.has(id) }
}

function agentRows({ queueIds, fields, areNamed }: AgentScope, directory: Directory, salt: string): Rows {
  const selectedQueues = queueIds === 'all' ? undefined : new Set(queueIds)
  const serving =
    selectedQueues === undefined
      ? undefined
      : new Set(
          directory.agents
            .filter((agent) => agent.queueIds.some((id) => selectedQueues.has(id)))
            .map(({ id }) => id),
        )
  const selectedFields = fields === 'all' ? undefined : new Set(fields)
  const pseudonyms = new Map<string, string>()

  /** Stable for one agent while the feed runs, and unrelated to the agent's id in any other feed. */
  function pseudonymOf(id: string): string {
    const known = pseudonyms.get(id)
    if (known !== undefined) return known
    const made = hash('sha256', `${salt} ${id}`).slice(0, 12)
    pseudonyms.set(id, made)
    return made
  }

  const idOf = (id: string) => (areNamed ? id : pseudonymOf(id))
  return {
    selected: serving ?? 'all',
    isSelected: (id) => serving?.has(id) ?? true,
    idOf,
    project(row) {
      const reduced = selectedFields === undefined ? row : pickFields(row, selectedFields)
      return areNamed ? reduced : { ...reduced, id: idOf(row.id) }
    },
  }
}

/**
 * Prepares a view spec, so that the cost of a change depends on what changed and not on the size of the spec.
 * @param salt makes the pseudonymous ids of agents who are not named
 */
export function createProjection(spec: ViewSpec, directory: Directory, salt: string): Projection {
  const selectedSources = new Set<string>(spec.sources)
  const queues = queueRows(spec)
  const agents = agentRows(spec.agents, directory, salt)
  const rowsFor = (dataSource: string): Rows =>
    dataSource === queueSource ? queues : agentSources.has(dataSource) ? agents : everyRow

  function namesOf(): Directory | undefined {
    const hasAgents = spec.sources.some((source) => agentSources.has(source))
    const hasCampaigns = spec.sources.some((source) => campaignSources.has(source))
    if (!hasAgents && !hasCampaigns) return undefined
    const { areNamed } = spec.agents
    // Details that only pages of the desk use are sent with sources that no board shows.
    const hasDetails = selectedSources.has(DataSource.CampaignState)
    const hasGroups =
      selectedSources.has(DataSource.AgentStatistic) && areNamed && spec.agents.queueIds === 'all'
    const own = spec.agents.queueIds === 'all' ? undefined : new Set(spec.agents.queueIds)
    return {
      agents: hasAgents
        ? directory.agents
            .filter(({ id }) => agents.isSelected(id))
            .map(({ id, name, queueIds }) => ({
              id: agents.idOf(id),
              name: areNamed ? name : null,
              queueIds: queueIds.filter((queueId) => own?.has(queueId) ?? true),
            }))
        : [],
      // The desk names the campaigns of calls, too.
      campaigns:
        hasCampaigns || hasGroups ? directory.campaigns.map(hasDetails ? (each) => each : namedOnly) : [],
      reasons: hasAgents && areNamed ? directory.reasons : [],
      ...(hasGroups ? { groups: directory.groups ?? [] } : {}),
    }
  }

  return {
    directory: namesOf(),
    selection: new Map(spec.sources.map((dataSource) => [dataSource, rowsFor(dataSource).selected])),
    showsUpdate: (dataSource, row) => hasChangedFields(rowsFor(dataSource).project(row)),
    queues: (list) => list.filter(({ id }) => queues.isSelected(id)),
    full({ dataSource, data }) {
      const { isSelected, project } = rowsFor(dataSource)
      return { dataSource, data: data.filter(({ id }) => isSelected(id)).map(project) }
    },
    change(change) {
      const { dataSource } = change
      if (!selectedSources.has(dataSource)) return undefined
      const { isSelected, idOf, project } = rowsFor(dataSource)
      const added = change.added.filter(({ id }) => isSelected(id)).map(project)
      const updated = change.updated
        .filter(({ id }) => isSelected(id))
        .map(project)
        .filter(hasChangedFields)
      const removed = change.removed.filter(isSelected).map(idOf)
      if (added.length + updated.length + removed.length === 0) return undefined
      return { dataSource, added, updated, removed }
    },
  }
}
