import { DataSource } from '@wallboard/five9/identifiers'
import { campaignSource, outboundSource } from '@wallboard/boards'
import { shareScaleOf, type ShareScale } from '@wallboard/statistics'
import type { Estimate, Silence, SilenceInputs } from '@wallboard/statistics/estimates'
import {
  campaignRecords,
  createCallClock,
  silenceByTodaysPace,
  type CampaignRecord,
} from '@wallboard/statistics/campaign-table'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStores } from '../../live/hooks/live-context.tsx'

/** The data sources of the page of campaigns. */
export const campaignSources: readonly DataSource[] = [
  campaignSource,
  DataSource.CampaignState,
  outboundSource,
  DataSource.OutboundCampaignStatistics,
]

export type CampaignSilence = Estimate<Silence, SilenceInputs>

export interface ShownCampaign {
  readonly record: CampaignRecord
  /** Inbound campaigns only. */
  readonly silence: CampaignSilence | undefined
  /** When the number of calls last rose while this page was open, by the server's clock. */
  readonly lastCallAt: number | undefined
}

export interface CampaignsView {
  readonly isKnown: boolean
  readonly campaigns: ReadonlyMap<string, ShownCampaign>
}

/** The campaigns of the person's feed, joined from the live stores. */
export interface CampaignsModel {
  readonly view: StoreApi<CampaignsView>
  readonly start: () => () => void
}

const updateEveryMs = 1_000

/** Milliseconds since midnight of the reader's own day. */
function sinceMidnight(at: number): number {
  const midnight = new Date(at)
  midnight.setHours(0, 0, 0, 0)
  return at - midnight.getTime()
}

export function createCampaignsModel(deps: {
  readonly stores: Pick<LiveStores, 'statistics' | 'sources'>
  readonly onTick: (listener: () => void) => () => void
}): CampaignsModel {
  const { statistics, sources } = deps.stores
  const view = createStore<CampaignsView>()(() => ({ isKnown: false, campaigns: new Map() }))
  const clock = createCallClock()
  let scale: ShareScale = 'fraction'
  let updatedAt = -Infinity

  function shown(record: CampaignRecord, now: number, isLive: boolean): ShownCampaign {
    const lastCallAt = clock.lastCallAt(record.id)
    if (record.kind === 'outbound') return { record, silence: undefined, lastCallAt }
    const { wallOffsetMs } = statistics.status.getState()
    const quietSince = lastCallAt ?? record.changedAt ?? now
    const silence = silenceByTodaysPace({
      ...{ calls: record.calls ?? 0, dayMs: sinceMidnight(now + wallOffsetMs), isLive },
      ...{ quietMs: Math.max(0, now - quietSince), isRunning: record.state === 'running' },
    })
    return { record, silence, lastCallAt }
  }

  function update(): void {
    const inbound = sources.rows(campaignSource)
    scale = shareScaleOf(inbound.values(), scale)
    const { serverNow: now } = statistics.status.getState()
    const isLive = statistics.freshnessOf(campaignSource) === 'live'
    const records = campaignRecords({
      ...{ inbound, shareScale: scale, campaigns: sources.directory().campaigns },
      states: sources.rows(DataSource.CampaignState),
      outbound: sources.rows(DataSource.OutboundCampaignStatistics),
      dialer: sources.rows(outboundSource),
    })
    if (isLive)
      clock.observed(
        records.map(({ id, calls }) => [id, calls] as const),
        now,
      )
    else clock.interrupted()
    const isKnown = sources.isAvailable(campaignSource) || sources.isAvailable(DataSource.CampaignState)
    const campaigns = new Map(records.map((record) => [record.id, shown(record, now, isLive)]))
    view.setState({ isKnown, campaigns }, true)
  }

  function updateIfDue(): void {
    const now = statistics.screenNow()
    const isFirst = !view.getState().isKnown && sources.isAvailable(campaignSource)
    if (!isFirst && now - updatedAt < updateEveryMs) return
    updatedAt = now
    update()
  }

  return {
    view,
    start() {
      update()
      return deps.onTick(updateIfDue)
    },
  }
}

export const isSilent = ({ silence }: ShownCampaign): boolean =>
  silence?.type === 'known' && silence.value.state === 'silent'

/** A campaign that does not run, as far as Five9 says. */
export const isStopped = ({ record }: ShownCampaign): boolean =>
  record.state !== undefined && record.state !== 'running'
