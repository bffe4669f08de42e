import { DataSource, type StatRow } from '@wallboard/five9/events'
import type { Agent, AgentState, Queue, Work } from './contact-centre.ts'

/** Rows of each data source as Five9 shows them, with the totals rows `"0"` and `""`. */
export function rowsOf(
  queues: readonly Queue[],
  agents: readonly Agent[],
  now: number,
): ReadonlyMap<string, readonly StatRow[]> {
  const byQueue = new Map<string, Agent[]>(queues.map(({ id }) => [id, []]))
  for (const agent of agents) for (const id of agent.skills) byQueue.get(id)?.push(agent)
  return new Map([
    [
      DataSource.AcdStatus,
      [
        acdStatusRow('0', queues, agents, now),
        ...queues.map((queue) => acdStatusRow(queue.id, [queue], byQueue.get(queue.id) ?? [], now)),
      ],
    ],
    [DataSource.AgentState, agents.map(agentStateRow)],
    [
      DataSource.AgentStatistic,
      [
        agentStatisticRow('', agents, now),
        ...agents.map((agent) => agentStatisticRow(agent.id, [agent], now)),
      ],
    ],
  ])
}

/** Agents are counted as distinct people, so the totals row is not the sum of the others. */
function acdStatusRow(id: string, queues: readonly Queue[], agents: readonly Agent[], now: number): StatRow {
  const waiting = (kind: Work['kind']): Work[] => queues.flatMap((queue) => queue.waiting[kind])
  const inState = (...states: AgentState[]): number =>
    agents.filter(({ state }) => states.includes(state)).length
  const calls = waiting('call')
  const callbacks = waiting('callback')
  const voicemails = waiting('voicemail').length
  const inProgress = agents.filter(
    ({ work }) => work?.kind === 'voicemail' && queues.includes(work.queue),
  ).length
  const longestNow = [...calls, ...callbacks].reduce(
    (longest, { enqueuedAt }) => Math.max(longest, now - enqueuedAt),
    0,
  )
  const ended = queues.reduce((longest, { longestEndedMs }) => Math.max(longest, longestEndedMs), 0)
  const loggedIn = agents.length - inState('LOGGED_OUT')
  return {
    id,
    callsInQueue: calls.length,
    callbacksInQueue: callbacks.length,
    voicemailsInQueue: voicemails,
    voicemailsInProgress: inProgress,
    voicemailsTotal: voicemails + inProgress,
    agentsInVoicemailQueue: inState('READY'),
    agentsActive: loggedIn,
    agentsLoggedIn: loggedIn,
    agentsInQueue: inState('READY'),
    agentsOnCall: inState('RINGING', 'ON_CALL'),
    agentsNotReadyForCalls: inState('NOT_READY', 'ACW'),
    longestQueueTime: Math.max(ended, longestNow),
    currentLongestQueueTime: Math.floor(longestNow / 1_000) * 1_000,
    vivrCallsInQueue: 0,
  }
}

const stateFields: Readonly<Record<AgentState, string>> = {
  LOGGED_OUT: 'loggedOut',
  NOT_READY: 'notReady',
  READY: 'ready',
  RINGING: 'onCall',
  ON_CALL: 'onCall',
  ACW: 'afterCallWork',
}

/** Durations are 0 as in every frame that was ever captured: clients count from the instants. */
function agentStateRow(agent: Agent): StatRow {
  const since = ['onHold', 'onPark', 'afterCallWork', 'loggedOut', 'notReady', 'onCall', 'ready'].flatMap(
    (state) => [
      [`${state}StateSince`, state === stateFields[agent.state] ? agent.stateSince : 0] as const,
      [`${state}StateDuration`, 0] as const,
    ],
  )
  const isReady = agent.state === 'READY'
  const reasonId = agent.reason?.id ?? '0'
  const presence = {
    readyChannels: isReady ? ['CALL', 'VOICE_MAIL'] : [],
    notReadyReasonCode: Number(reasonId),
  }
  const isLoggedIn = agent.state !== 'LOGGED_OUT'
  return {
    id: agent.id,
    state: agent.state,
    stateSince: agent.stateSince,
    stateDuration: 0,
    callType: agent.work === undefined ? null : 'INBOUND',
    campaignId: null,
    customer: agent.work?.customer ?? null,
    mediaAvailability: isReady ? 'AVAILABLE' : 'NOT_AVAILABLE',
    parkedCallsCount: 0,
    reasonCodeId: reasonId,
    reasonCodeSince: agent.reason === undefined ? 0 : agent.stateSince,
    reasonCodeDuration: 0,
    ...Object.fromEntries(since),
    permanentRecording: false,
    sessionRecording: false,
    presence: {
      currentState: presence,
      pendingState: presence,
      onVoice: isLoggedIn,
      onSCC: false,
      changeTimestamp: agent.stateSince,
      nextStateChangeTimestamp: 0,
      gracefulModeOn: false,
    },
    channelAvailability: {
      Voice: { current: agent.work === undefined ? 0 : 1, max: 1, status: isReady ? 'ready' : 'not-ready' },
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

/** Averages are whole milliseconds, and the derived figures follow from them exactly. */
function agentStatisticRow(id: string, agents: readonly Agent[], now: number): StatRow {
  const active = agents.filter(({ state }) => state !== 'LOGGED_OUT')
  const sum = (of: (agent: Agent) => number): number => active.reduce((total, agent) => total + of(agent), 0)
  const mean = (total: number, count: number): number => (count === 0 ? 0 : Math.floor(total / count))
  const calls = sum(({ tally }) => tally.calls)
  const breaks = sum(({ tally }) => tally.breaks)
  const voicemails = sum(({ tally }) => tally.voicemails)
  const breakMs = sum(
    ({ tally, state, stateSince }) => tally.breakMs + (state === 'NOT_READY' ? now - stateSince : 0),
  )
  const loginTime = sum(({ loggedInAt }) => now - loggedInAt)
  const averageCallTime = mean(
    sum(({ tally }) => tally.talkMs),
    calls,
  )
  const averageWrapTime = mean(
    sum(({ tally }) => tally.wrapMs),
    calls,
  )
  const averageBreakTime = mean(breakMs, breaks)
  const averageHandleTime = averageCallTime + averageWrapTime
  const offBreakTime = loginTime - breaks * averageBreakTime
  return {
    id,
    totalCallsCount: calls,
    agentCallsCount: calls,
    totalCallsWithoutInternalsCount: calls,
    inboundCallsCount: calls,
    outboundCallsCount: 0,
    internalCallsCount: 0,
    successfulInternalCallsCount: 0,
    breaksCount: breaks,
    averageBreakTime,
    averageCallTime,
    averageHoldTime: 0,
    averageWrapTime,
    averageHandleTime,
    averageIdleTime: mean(offBreakTime - calls * averageHandleTime, calls),
    averageInternalCallTime: 0,
    previewCallsCount: 0,
    skippedInPreviewCallsCount: 0,
    previewTime: 0,
    averagePreviewTime: 0,
    processedVoicemailCount: voicemails,
    averageVoicemailProcessingTime: 0,
    averageVoicemailReadyTime: 0,
    callCharges: 0,
    dispositions: { '0': calls },
    firstCallResolution: 0,
    loginTime,
    offBreakTime,
    occupancy: loginTime === 0 ? 0 : offBreakTime / loginTime,
    utilization: offBreakTime === 0 ? 0 : (calls * averageHandleTime) / offBreakTime,
  }
}
