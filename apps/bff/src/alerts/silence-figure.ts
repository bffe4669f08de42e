import type { Figure } from '@wallboard/alerts'
import { campaignSource, type BoardMetrics } from '@wallboard/boards'
import { DataSource } from '@wallboard/five9/identifiers'
import { dialerStateOf, readNumber } from '@wallboard/statistics'
import type { CallClock } from '@wallboard/statistics/campaign-table'

/** What is measured of silences. Instants are of the clock of `now`, milliseconds. */
export interface SilenceMeasurement {
  readonly metrics: BoardMetrics
  readonly now: number
  /** What to add to an instant of Five9. */
  readonly domainOffsetMs: number
  /** When calls of inbound campaigns came. Only the metric of silences observes it. */
  readonly calls: CallClock
  /**
   * From when on a campaign without calls since an instant is silent; null: it is not silent at this time of the day, and
   * undefined: that is not known.
   */
  readonly silentFrom: (campaign: string, quietSince: number) => number | null | undefined
}

/**
 * For how long a running campaign has been silent: a figure that runs, and is negative before the silence begins.
 * Undefined: there is no such campaign.
 *
 * @param isLive the calls and the states of campaigns are
 */
export function silenceFigure(id: string, at: SilenceMeasurement, isLive: boolean): Figure | undefined {
  const { data } = at.metrics
  const row = data.rows(campaignSource).get(id)
  if (row === undefined) return undefined
  if (isLive) at.calls.observed([[id, readNumber(row, 'totalCallsCount')]], at.now)
  else at.calls.interrupted()
  const stateRow = data.rows(DataSource.CampaignState).get(id)
  const state = dialerStateOf(stateRow)
  if (state === undefined) return { value: null, isLive }
  // No call came after the last change of the row, and none was due before the campaign ran.
  const lastCallAt = at.calls.lastCallAt(id) ?? row.asOf
  const startedAt = (readNumber(stateRow, 'stateSince') ?? 0) + at.domainOffsetMs
  const from = state === 'running' ? at.silentFrom(id, Math.max(lastCallAt, startedAt)) : null
  if (from === undefined) return { value: null, isLive }
  return from === null ? { value: 0, isLive } : { value: at.now - from, isLive, isRunning: true }
}
