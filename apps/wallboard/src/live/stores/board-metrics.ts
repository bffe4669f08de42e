import type { MetricRef, Queues } from '@wallboard/boards'
import type { AgentStateField } from '@wallboard/five9/identifiers'
import {
  activityOf,
  campaignFigure,
  floorFigure,
  groupFigure,
  isCallbackWait,
  floorFigureForThreshold,
  groupFigureForThreshold,
  queueFigureForThreshold,
  queueFigure,
  shareScaleOf,
  summariseAgents,
  type Activity,
  type AgentSummary,
  type CampaignMetric,
  type GroupFigure,
  type QueueMetric,
  type Row,
  type ShareScale,
  readNumber,
  readText,
} from '@wallboard/statistics'
import { agentSource, campaignSource } from './data-sources.ts'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import type { SourcesStore } from './sources-store.ts'

/** An agent as a list tells of one. */
export interface AgentListRow {
  readonly id: string
  readonly name: string
  readonly activity: Activity
  /** Why not ready, where Five9 says. */
  readonly reason: string | undefined
  /** Start of what the agent does now, by Five9's clock (see `domainOffsetMs`); undefined where Five9 does not say. */
  readonly since: number | undefined
}

/** What a figure is for: limits judge waits of calls only, since callbacks may wait overnight. */
export type Purpose = 'show' | 'judge'

/** What tiles and alerts ask of the stores. `now` is the server's clock as it runs on the screen. */
export interface BoardMetrics {
  readonly queue: (id: string) => Row | undefined
  readonly queueFigure: (
    id: string,
    metric: QueueMetric,
    now: number,
    purpose?: Purpose,
  ) => number | undefined
  readonly group: (queues: Queues, metric: QueueMetric, now: number, purpose?: Purpose) => GroupFigure
  readonly floor: (metric: QueueMetric, now: number, purpose?: Purpose) => GroupFigure
  /** Of the queues that a board is about: the floor's for `all`, else those of the group. */
  readonly ofBoard: (queues: Queues, metric: QueueMetric, now: number) => GroupFigure
  readonly campaign: (id: string, metric: CampaignMetric) => number | undefined
  readonly figure: (figure: MetricRef, now: number, purpose?: Purpose) => GroupFigure
  /** Whether the longest wait of these queues, or of the floor, is a callback's. */
  readonly isCallbackWait: (queues: Queues | 'floor', now: number) => boolean
  /** True while the figure is about something that the domain has. */
  readonly exists: (figure: MetricRef) => boolean
  readonly campaignName: (id: string) => string
  /** Everybody who serves one of the queues, once; undefined while Five9 has not told. */
  readonly agents: (queues: Queues) => readonly AgentListRow[] | undefined
  readonly summary: (queues: Queues) => AgentSummary | undefined
  readonly isAvailable: (dataSource: string) => boolean
  readonly unavailableSince: (dataSource: string) => number | undefined
}

const instantOf = (row: Row, field: AgentStateField): number | undefined => {
  const value = readNumber(row, field)
  return value !== undefined && value > 0 ? value : undefined
}

export function createBoardMetrics(statistics: QueueStatisticsStore, sources: SourcesStore): BoardMetrics {
  const { membership } = statistics
  const queue = (id: string): Row | undefined => {
    const tile = statistics.tile(id)?.getState()
    return tile?.removedAt === undefined ? tile?.row : undefined
  }
  const rowsOfAll = (): Row[] => membership.getState().ids.flatMap((id) => queue(id) ?? [])

  function floor(metric: QueueMetric, now: number, purpose: Purpose = 'show'): GroupFigure {
    const read = purpose === 'judge' ? floorFigureForThreshold : floorFigure
    return read(membership.getState().totals, rowsOfAll(), metric, now)
  }

  function servingRows(queues: Queues): Row[] | undefined {
    if (!sources.isAvailable(agentSource)) return undefined
    const rows = sources.rows(agentSource)
    if (queues === 'all') return [...rows.values()]
    // Without a list of agents nobody knows who serves what.
    if (sources.directory().agents.length === 0) return undefined
    const wanted = new Set(queues)
    return sources
      .directory()
      .agents.filter(({ queueIds }) => queueIds.some((id) => wanted.has(id)))
      .flatMap(({ id }) => rows.get(id) ?? [])
  }

  const summary = (queues: Queues): AgentSummary | undefined => {
    const rows = servingRows(queues)
    return rows === undefined ? undefined : summariseAgents(rows)
  }

  /**
   * True for a queue that the domain does not have any more: Five9 removed its row, or neither lists it nor gives its
   * figures. A list of queues that is empty or could not be read tells nothing.
   */
  function isGone(id: string): boolean {
    const tile = statistics.tile(id)?.getState()
    if (tile !== undefined) return tile.removedAt !== undefined
    const names = statistics.queueNames()
    const isUnread = statistics.status.getState().unread.some(({ list }) => list === 'queues')
    return names.size > 0 && !isUnread && !names.has(id)
  }

  /** The rows of queues that the domain has; undefined for one that it has and gives no figures of. */
  function rowsOf(queues: Queues): readonly (Row | undefined)[] {
    if (queues === 'all') return rowsOfAll()
    return queues.flatMap((id) => {
      const row = queue(id)
      return row === undefined && isGone(id) ? [] : [row]
    })
  }

  function group(queues: Queues, metric: QueueMetric, now: number, purpose: Purpose = 'show'): GroupFigure {
    const rows = rowsOf(queues)
    const read = purpose === 'judge' ? groupFigureForThreshold : groupFigure
    // One queue's own row counts its agents.
    const isOne = queues !== 'all' && queues.length === 1
    return read(rows, metric, now, isOne ? undefined : summary(queues))
  }

  const ofBoard = (queues: Queues, metric: QueueMetric, now: number): GroupFigure =>
    queues === 'all' ? floor(metric, now) : group(queues, metric, now)

  let scale: ShareScale = 'fraction'
  let scaleVersion = -1
  function campaignScale(): ShareScale {
    const { count } = sources.revision(campaignSource).getState()
    if (count !== scaleVersion) scale = shareScaleOf(sources.rows(campaignSource).values(), scale)
    scaleVersion = count
    return scale
  }
  const campaign = (id: string, metric: CampaignMetric) =>
    campaignFigure(sources.rows(campaignSource).get(id), metric, campaignScale())

  return {
    queue,
    queueFigure: (id, metric, now, purpose = 'show') =>
      (purpose === 'judge' ? queueFigureForThreshold : queueFigure)(queue(id), metric, now),
    floor,
    group,
    ofBoard,
    campaign,
    summary,
    isCallbackWait(queues, now) {
      const read = (metric: QueueMetric, purpose?: Purpose) =>
        (queues === 'floor' ? floor(metric, now, purpose) : group(queues, metric, now, purpose)).value
      return isCallbackWait({
        shownMs: read('currentLongestQueueTime'),
        ofCallsMs: read('currentLongestQueueTime', 'judge'),
        callbacks: read('callbacksInQueue'),
      })
    },
    exists(figure) {
      switch (figure.of) {
        case 'floor':
          return true
        case 'queues':
          return rowsOf(figure.queues).length > 0
        case 'campaign':
          return !sources.isAvailable(campaignSource) || sources.rows(campaignSource).has(figure.campaign)
      }
    },
    isAvailable: sources.isAvailable,
    unavailableSince: sources.unavailableSince,
    figure(figure, now, purpose) {
      switch (figure.of) {
        case 'floor':
          return floor(figure.metric, now, purpose)
        case 'queues':
          return group(figure.queues, figure.metric, now, purpose)
        case 'campaign':
          return { value: campaign(figure.campaign, figure.metric), isAtLeast: false }
      }
    },
    campaignName: (id) => sources.directory().campaigns.find((each) => each.id === id)?.name ?? id,
    agents(queues) {
      const { agents, reasons } = sources.directory()
      const names = new Map(agents.map(({ id, name }) => [id, name]))
      const reasonNames = new Map(reasons.map(({ id, name }) => [id, name]))
      return servingRows(queues)?.map((row) => {
        const reasonId = readText(row, 'reasonCodeId')
        return {
          id: row.id,
          name: names.get(row.id) ?? `Agent ${row.id}`,
          activity: activityOf(row),
          reason: reasonId === undefined ? undefined : reasonNames.get(reasonId),
          since: instantOf(row, 'stateSince'),
        }
      })
    },
  }
}
