import { agentSource, campaignSource, type BoardMetrics } from '@wallboard/boards'
import {
  activityOf,
  agentCountFor,
  currentWaitMs,
  isWaitOfCallback,
  readText,
  shareScaleOf,
  type AgentSummary,
} from '@wallboard/statistics'
import { pooledServiceLevel, type PooledServiceLevel } from './pooled-service-level.ts'

/** Agents who are not ready for one reason; undefined for agents without a known reason. */
export interface ReasonCount {
  readonly reason: string | undefined
  readonly count: number
}

/** The queue whose call or callback has waited longest. */
export interface LongestWait {
  readonly queue: string
  /** Five9 measures calls and callbacks together: only where no call waits the wait is a callback's. */
  readonly isOfCallback: boolean
}

/** The queue with the longest wait of a call or callback; undefined while nobody waits. */
export function longestQueue({ data }: BoardMetrics, now: number): LongestWait | undefined {
  let longest: { readonly id: string; readonly wait: number; readonly isOfCallback: boolean } | undefined
  for (const id of data.queueIds()) {
    const row = data.queueRow(id)
    const wait = row === undefined ? undefined : currentWaitMs(row, now)
    if (row !== undefined && wait !== undefined && wait > (longest?.wait ?? 0))
      longest = { id, wait, isOfCallback: isWaitOfCallback(row) }
  }
  return longest && { queue: data.queueLabel(longest.id), isOfCallback: longest.isOfCallback }
}

/** The agents in each activity; undefined while the agents are not known. */
export const agentSummary = ({ summary }: BoardMetrics): AgentSummary | undefined => summary('all')

/** Agents on a call, those who ring included, as everywhere else; undefined while the agents are not known. */
export function agentsOnCall(metrics: BoardMetrics): number | undefined {
  const summary = agentSummary(metrics)
  return summary && agentCountFor(summary, 'agentsOnCall')
}

/** How many agents are not ready for each reason, the most frequent first. */
export function reasonCounts({ data }: BoardMetrics): readonly ReasonCount[] {
  const names = new Map(data.directory().reasons.map(({ id, name }) => [id, name]))
  const counts = new Map<string | undefined, number>()
  for (const row of data.rows(agentSource).values()) {
    if (activityOf(row) !== 'not-ready') continue
    const reason = names.get(readText(row, 'reasonCodeId') ?? '')
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason ?? '\uffff').localeCompare(b.reason ?? '\uffff'))
}

/** The service level of all inbound campaigns; undefined while they are not known. */
export const inboundServiceLevel = (
  { data }: BoardMetrics,
  targetPercent: number,
): PooledServiceLevel | undefined =>
  data.isAvailable(campaignSource)
    ? pooledServiceLevel(data.rows(campaignSource).values(), data.shareScale(shareScaleOf), targetPercent)
    : undefined
