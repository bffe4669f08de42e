import { DataSource } from '@wallboard/five9/identifiers'
import { campaignSource, outboundSource } from '@wallboard/boards'
import { shareScaleOf, type ShareScale } from '@wallboard/statistics'
import type { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import { campaignRecords, createCallClock, type CampaignRecord } from '@wallboard/statistics/campaign-table'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LiveStores } from '../../live/hooks/live-context.tsx'
import { siteDay, type SiteDayRule } from '../../ui/format/site-day.ts'
import { silenceOf, type CampaignSilence } from './silence-state.ts'

/** The data sources of the page of campaigns. */
export const campaignSources: readonly DataSource[] = [
  campaignSource,
  DataSource.CampaignState,
  outboundSource,
  DataSource.OutboundCampaignStatistics,
]

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
  /** Which calls are due today, from history; undefined: nothing was read. */
  readonly setForecasts: (forecasts: CampaignForecasts | undefined) => void
  /** When the site's days start: at midnight of the browser until this is called. */
  readonly setDayRule: (rule: SiteDayRule) => void
}

const updateEveryMs = 1_000

export function createCampaignsModel(deps: {
  readonly stores: Pick<LiveStores, 'statistics' | 'sources'>
  readonly onTick: (listener: () => void) => () => void
}): CampaignsModel {
  const { statistics, sources } = deps.stores
  const view = createStore<CampaignsView>()(() => ({ isKnown: false, campaigns: new Map() }))
  const clock = createCallClock()
  let scale: ShareScale = 'fraction'
  let updatedAt = -Infinity
  let forecasts: CampaignForecasts | undefined
  let dayRule: SiteDayRule = { timeZone: undefined, startMinute: 0 }

  /** @param now the server's monotonic clock @param dayStartsAt epoch milliseconds */
  function shown(record: CampaignRecord, now: number, dayStartsAt: number, isLive: boolean): ShownCampaign {
    const lastCallAt = clock.lastCallAt(record.id)
    if (record.kind === 'outbound') return { record, silence: undefined, lastCallAt }
    const { wallOffsetMs, domainOffsetMs } = statistics.status.getState()
    const startedAt = (record.stateSince ?? -Infinity) + domainOffsetMs
    const quietSince = Math.max(lastCallAt ?? record.changedAt ?? now, startedAt)
    const silence = silenceOf(record, forecasts, {
      at: now + wallOffsetMs,
      quietSince: Math.min(now, quietSince) + wallOffsetMs,
      ...{ dayStartsAt, isLive },
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
    const { wallOffsetMs } = statistics.status.getState()
    const { from: dayStartsAt } = siteDay(now + wallOffsetMs, dayRule)
    const campaigns = new Map(
      records.map((record) => [record.id, shown(record, now, dayStartsAt, isLive)] as const),
    )
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
    setForecasts(next) {
      forecasts = next
    },
    setDayRule(next) {
      dayRule = next
    },
    start() {
      update()
      return deps.onTick(updateIfDue)
    },
  }
}

export const isSilent = ({ silence }: ShownCampaign): boolean =>
  silence?.estimate.type === 'known' && silence.estimate.value.state === 'silent'

/** A campaign that does not run, as far as Five9 says. */
export const isStopped = ({ record }: ShownCampaign): boolean =>
  record.state !== undefined && record.state !== 'running'
