import type { Figure, Queues } from '@wallboard/relay/board'
import {
  activityOf,
  campaignFigure,
  currentWaitMs,
  groupFigure,
  queueFigure,
  summariseAgents,
  type Activity,
  type AgentSummary,
  type CampaignMetric,
  type GroupFigure,
  type QueueMetric,
  type Row,
} from '@wallboard/statistics'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import type { SourcesStore } from './sources-store.ts'

/** An agent as a list tells of one. */
export interface AgentLine {
  readonly id: string
  readonly name: string
  readonly activity: Activity
  /** Why not ready, where Five9 says. */
  readonly reason: string | undefined
  /** Start of what the agent does now, by the server's clock; undefined where Five9 does not say. */
  readonly since: number | undefined
}

/** What tiles and alerts ask of the stores. `now` is the server's clock as it runs on the glass. */
export interface Figures {
  readonly queue: (id: string) => Row | undefined
  readonly group: (queues: Queues, metric: QueueMetric, now: number) => GroupFigure
  readonly floor: (metric: QueueMetric, now: number) => number | undefined
  readonly campaign: (id: string, metric: CampaignMetric) => number | undefined
  readonly figure: (figure: Figure, now: number) => GroupFigure
  readonly campaignName: (id: string) => string
  /** Everybody who serves one of the queues, once; undefined while Five9 has not told. */
  readonly agents: (queues: Queues) => readonly AgentLine[] | undefined
  readonly summary: (queues: Queues) => AgentSummary | undefined
  readonly isHeld: (dataSource: string) => boolean
  readonly missingSince: (dataSource: string) => number | undefined
}

/** How far apart the same wait may be told: the floor's and a queue's come in different frames. */
const sameWaitWithinMs = 2_000

export const agentSource = 'AGENT_STATE'
export const campaignSource = 'INBOUND_CAMPAIGN_STATISTICS'

const instantOf = (row: Row, field: string): number | undefined => {
  const value = row[field]
  return typeof value === 'number' && value > 0 ? value : undefined
}

export function createFigures(statistics: QueueStatisticsStore, sources: SourcesStore): Figures {
  const { membership } = statistics
  const queue = (id: string): Row | undefined => {
    const tile = statistics.tile(id)?.getState()
    return tile?.goneAt === undefined ? tile?.row : undefined
  }
  /**
   * The floor's own figure, never a sum. Its longest wait is that of a queue, told a moment before or after: where the
   * worst queue's is as good as the same, that one is shown, so that two figures of one caller do not differ.
   */
  function floor(metric: QueueMetric, now: number): number | undefined {
    const { totals, ids } = membership.getState()
    const own = queueFigure(totals, metric, now)
    if (metric !== 'currentLongestQueueTime' || own === undefined) return own
    let longest = 0
    for (const id of ids) {
      const row = queue(id)
      if (row !== undefined) longest = Math.max(longest, currentWaitMs(row, now) ?? 0)
    }
    return Math.abs(longest - own) < sameWaitWithinMs ? longest : own
  }

  function servingRows(queues: Queues): Row[] | undefined {
    if (!sources.isHeld(agentSource)) return undefined
    const rows = sources.rows(agentSource)
    if (queues === 'all') return [...rows.values()]
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

  function group(queues: Queues, metric: QueueMetric, now: number): GroupFigure {
    const ids = queues === 'all' ? membership.getState().ids : queues
    const rows = ids.map(queue)
    return groupFigure(
      queues === 'all' ? rows.filter((row) => row !== undefined) : rows,
      metric,
      now,
      summary(queues),
    )
  }

  const campaign = (id: string, metric: CampaignMetric) =>
    campaignFigure(sources.rows(campaignSource).get(id), metric)

  return {
    queue,
    floor,
    group,
    campaign,
    summary,
    isHeld: sources.isHeld,
    missingSince: sources.missingSince,
    figure(figure, now) {
      switch (figure.of) {
        case 'floor':
          return { value: floor(figure.metric, now), isAtLeast: false }
        case 'queues':
          return group(figure.queues, figure.metric, now)
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
        const reasonId = row['reasonCodeId']
        return {
          id: row.id,
          name: names.get(row.id) ?? `Agent ${row.id}`,
          activity: activityOf(row),
          reason: typeof reasonId === 'string' ? reasonNames.get(reasonId) : undefined,
          since: instantOf(row, 'stateSince'),
        }
      })
    },
  }
}
