import type { StatRow } from '@wallboard/five9/events'
import type { Agent, AgentState, Campaign } from './contact-centre.ts'

const timedStates = ['onHold', 'onPark', 'afterCallWork', 'loggedOut', 'notReady', 'onCall', 'ready']
const timedStateOf: Readonly<Record<AgentState, string>> = {
  LOGGED_OUT: 'loggedOut',
  NOT_READY: 'notReady',
  READY: 'ready',
  RINGING: 'onCall',
  ON_CALL: 'onCall',
  ACW: 'afterCallWork',
}

function callTypeOf({ work }: Agent): string | null {
  switch (work?.kind) {
    case undefined:
      return null
    case 'outbound':
      return 'OUTBOUND'
    case 'voicemail':
      return 'INBOUND_VOICEMAIL'
    case 'call':
    case 'callback':
      return 'INBOUND'
  }
}

function campaignOf({ work }: Agent): Campaign | undefined {
  return work?.kind === 'outbound' ? work.campaign : work?.queue.campaign
}

/** Durations are 0, as in all captured frames: clients count from the instants. */
export function agentStateRow(agent: Agent): StatRow {
  const times: Record<string, number> = {}
  for (const state of timedStates) {
    times[`${state}StateSince`] = state === timedStateOf[agent.state] ? agent.stateSince : 0
    times[`${state}StateDuration`] = 0
  }
  const isReady = agent.state === 'READY'
  const isLoggedIn = agent.state !== 'LOGGED_OUT'
  const isBusy = agent.work !== undefined
  const reasonId = agent.reason?.id ?? '0'
  const presence = {
    readyChannels: isReady ? ['CALL', 'VOICE_MAIL'] : [],
    notReadyReasonCode: Number(reasonId), // Five9 sends a number here and text in the row
  }
  const pending =
    agent.pendingReason === undefined
      ? presence
      : { readyChannels: [], notReadyReasonCode: Number(agent.pendingReason.id) }
  const channel = (current: number) => ({ current, max: 1, status: isReady ? 'ready' : 'not-ready' })
  const notEnabled = { current: 0, max: 0, status: 'not-enabled' }
  const isVoicemail = agent.work?.kind === 'voicemail'
  return {
    id: agent.id,
    state: agent.state,
    stateSince: agent.stateSince,
    stateDuration: 0,
    callType: callTypeOf(agent),
    campaignId: campaignOf(agent)?.id ?? null,
    customer: agent.work?.customer ?? null,
    mediaAvailability: isReady ? 'AVAILABLE' : 'NOT_AVAILABLE',
    parkedCallsCount: 0,
    reasonCodeId: reasonId,
    reasonCodeSince: agent.reasonSince,
    reasonCodeDuration: 0,
    ...times,
    permanentRecording: false,
    sessionRecording: false,
    presence: {
      currentState: presence,
      pendingState: pending,
      onVoice: isLoggedIn,
      onSCC: false,
      changeTimestamp: agent.stateSince,
      nextStateChangeTimestamp: 0,
      gracefulModeOn: false,
    },
    channelAvailability: {
      Video: notEnabled,
      Total: channel(isBusy ? 1 : 0),
      Chat: notEnabled,
      Voicemail: channel(isVoicemail ? 1 : 0),
      Voice: channel(isBusy && !isVoicemail ? 1 : 0),
    },
    ...(isLoggedIn
      ? {
          currentVideoChatsCount: 0,
          currentEmailsCount: 0,
          currentCasesCount: 0,
          currentChatsCount: 0,
          readyChannels: JSON.stringify(presence.readyChannels),
        }
      : {}),
  }
}
