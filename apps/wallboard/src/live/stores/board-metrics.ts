import {
  agentSource,
  campaignSource,
  createBoardMetrics,
  type BoardData,
  type BoardMetrics,
} from '@wallboard/boards'
import type { AgentSummary, ShareScale } from '@wallboard/statistics'
import type { QueueStatisticsStore } from './queue-statistics-store.ts'
import type { SourcesStore } from './sources-store.ts'

/** The figures of a board from this page's stores. `now` is the server's clock as the page estimates it. */
export interface ScreenMetrics extends BoardMetrics {
  /** Since when an unavailable source has been missing on this page, by the server's clock. */
  readonly unavailableSince: (dataSource: string) => number | undefined
}

/** The scale of the campaigns' rates, determined again after each change of their rows. */
function createShareScale(sources: SourcesStore): BoardData['shareScale'] {
  let scale: ShareScale = 'fraction'
  let revision = -1
  return (determine) => {
    const { count } = sources.revision(campaignSource).getState()
    if (count !== revision) scale = determine(sources.rows(campaignSource).values(), scale)
    revision = count
    return scale
  }
}

/** Counts all agents once after each change of theirs: several figures of a page read them, again with each tick. */
function createAgentSummary(sources: SourcesStore, count: () => AgentSummary | undefined) {
  let summary: AgentSummary | undefined
  let revision = -1
  return (): AgentSummary | undefined => {
    const { count: current } = sources.revision(agentSource).getState()
    if (current !== revision) summary = count()
    revision = current
    return summary
  }
}

/** A board's data in the stores. A removed queue is shown for a while, but no longer counts. */
function boardDataOfStores(statistics: QueueStatisticsStore, sources: SourcesStore): BoardData {
  const tileOf = (id: string) => statistics.tile(id)?.getState()
  return {
    queueIds: () => statistics.membership.getState().ids,
    queueRow(id) {
      const tile = tileOf(id)
      return tile?.removedAt === undefined ? tile?.row : undefined
    },
    queueLabel: (id) => tileOf(id)?.label ?? id,
    isQueueGone(id) {
      const tile = tileOf(id)
      if (tile !== undefined) return tile.removedAt !== undefined
      const names = statistics.queueNames()
      const isUnread = statistics.status.getState().unread.some(({ list }) => list === 'queues')
      return names.size > 0 && !isUnread && !names.has(id)
    },
    totals: statistics.totals,
    rows: sources.rows,
    isAvailable: sources.isAvailable,
    directory: sources.directory,
    shareScale: createShareScale(sources),
  }
}

/** Reads the figures of boards from the stores. */
export function createScreenMetrics(statistics: QueueStatisticsStore, sources: SourcesStore): ScreenMetrics {
  const metrics = createBoardMetrics(boardDataOfStores(statistics, sources))
  const summaryOfAll = createAgentSummary(sources, () => metrics.summary('all'))
  return {
    ...metrics,
    summary: (queues) => (queues === 'all' ? summaryOfAll() : metrics.summary(queues)),
    unavailableSince: sources.unavailableSince,
  }
}
