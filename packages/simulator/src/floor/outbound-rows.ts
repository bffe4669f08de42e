import type { StatRow } from '@wallboard/five9/events'
import type { Campaign } from './contact-centre.ts'
import type { OutboundCampaign } from './outbound-campaign.ts'

const rounded = (ratio: number): number => Math.round(ratio * 100) / 100

/** The dialer's view of a campaign. Five9 documents the names of these fields only; the model gives them a meaning. */
export function outboundManagerRow({ campaign, agents, list, counts, ...pace }: OutboundCampaign): StatRow {
  return {
    id: campaign.id,
    readyForCallAgentsCount: agents.filter(({ state }) => state === 'READY').length,
    dispositionedRecordsCount: list.dispositioned,
    dialingAttemptsCount: counts.attempts,
    contactedCallsCount: counts.contacted,
    skippedInPreviewCallsCount: 0,
    totalRecordsCount: list.total,
    availableRecordsCount: list.available,
    redialedWithTimerRecordsCount: counts.redialedAfterPause,
    dialedWithoutTimerRecordsCount: counts.redialedAtOnce,
    dialedWithASAPRequestRecordsCount: 0,
    noPartyContactSystemCallsCount: counts.noParty,
    abandonedCallsCount: counts.abandoned,
    unreachableRecordsCount: list.unreachable,
    callsToAgentRatio: rounded(pace.ratio),
    callsToAgentTargetRatio: pace.targetRatio,
    campaignState: campaign.state,
  }
}

/** The day of an outbound campaign. No source lists its fields: these are those of inbound campaigns that apply. */
export function outboundStatisticsRow({ id, tally }: Campaign): StatRow {
  const mean = (total: number, calls: number): number => (calls === 0 ? 0 : Math.floor(total / calls))
  const averageCallTime = mean(tally.talkMs, tally.handled)
  const averageWrapTime = mean(tally.wrapMs, tally.handled)
  const reached = tally.connected + tally.abandoned
  return {
    id,
    totalCallsCount: reached,
    connectedCallsCount: tally.connected,
    handledCallsCount: tally.handled,
    abandonedCallsCount: tally.abandoned,
    abandonCallRate: reached === 0 ? 0 : tally.abandoned / reached,
    averageCallTime,
    averageHandleTime: averageCallTime + averageWrapTime,
    averageWrapTime,
    firstCallResolution: 0,
    callCharges: 0,
    dispositions: { ...tally.dispositions },
  }
}
