import type { StatRow } from '@wallboard/five9/events'
import type { Campaign } from './contact-centre.ts'

export function campaignStateRow({ id, state, stateSince, type }: Campaign): StatRow {
  return {
    id,
    campaignState: state,
    stateSince,
    mode: type === 'INBOUND' ? null : 'BASIC',
    profileId: null,
    priority: type === 'INBOUND' ? null : 1,
    ratio: type === 'INBOUND' ? null : 50,
    currentAction: '',
  }
}

/** Shares are fractions of 1; averages are whole milliseconds, rounded down. */
export function inboundCampaignRow({ id, tally }: Campaign): StatRow {
  const mean = (total: number, count: number): number => (count === 0 ? 0 : Math.floor(total / count))
  const { connected, handled, abandoned } = tally
  const offered = connected + abandoned
  const averageCallTime = mean(tally.talkMs, handled)
  const averageWrapTime = mean(tally.wrapMs, handled)
  const serviceLevel = offered === 0 ? 1 : tally.answeredInTime / offered
  return {
    id,
    totalCallsCount: tally.received,
    connectedCallsCount: connected,
    handledCallsCount: handled,
    abandonedCallsCount: abandoned,
    abandonCallRate: offered === 0 ? 0 : abandoned / offered,
    connectedPlusAbandonedCallsCount: offered,
    associatedWithAgentsCallsCount: connected,
    finishedInIVRSuccessCallsCount: tally.finishedInIvr,
    finishedInIVRErrorCallsCount: tally.failedInIvr,
    rejectedCallsCount: 0,
    averageSpeedOfAnswer: mean(tally.waitMs, connected),
    averageCallTime,
    averageHandleTime: averageCallTime + averageWrapTime,
    averageWrapTime,
    averageAvailabilityTime: 0,
    longestHoldTime: tally.longestHoldMs,
    longestQueueTime: tally.longestWaitMs,
    serviceLevelQueue: serviceLevel,
    serviceLevelTalk: serviceLevel,
    firstCallResolution: 0,
    callCharges: 0,
    dispositions: { ...tally.dispositions },
    vivrSessionsCount: 0,
  }
}
