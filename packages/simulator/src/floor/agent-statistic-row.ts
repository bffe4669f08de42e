import type { StatRow } from '@wallboard/five9/events'
import { emptyAgentTally, type Agent, type AgentTally } from './contact-centre.ts'

/**
 * The instant up to which an agent's running times count: the last whole second, or the last change after it. So a
 * finished time never exceeds the time in which it happened.
 */
export function countedUntil(agent: Agent, now: number): number {
  return Math.max(Math.floor(now / 1_000) * 1_000, agent.changedAt)
}

/** The sum of the tallies of agents, including running times. */
export function tallyOf(agents: readonly Agent[], now: number): AgentTally {
  const sum = emptyAgentTally()
  for (const agent of agents) {
    const { tally, state } = agent
    const until = countedUntil(agent, now)
    sum.calls += tally.calls
    sum.outboundCalls += tally.outboundCalls
    sum.talkMs += tally.talkMs
    sum.holdMs += tally.holdMs
    sum.wrapMs += tally.wrapMs
    sum.breaks += tally.breaks
    sum.breakMs += tally.breakMs + (state === 'NOT_READY' ? until - agent.breakCountedFrom : 0)
    sum.loginMs += tally.loginMs + (state === 'LOGGED_OUT' ? 0 : until - agent.loginCountedFrom)
    sum.voicemails += tally.voicemails
    sum.voicemailMs += tally.voicemailMs
    for (const [id, count] of Object.entries(tally.dispositions)) {
      sum.dispositions[id] = (sum.dispositions[id] ?? 0) + count
    }
  }
  return sum
}

/** Averages are whole milliseconds, rounded down. The derived figures follow from them exactly. */
export function agentStatisticRow(id: string, tally: AgentTally): StatRow {
  const mean = (total: number, count: number): number => (count === 0 ? 0 : Math.floor(total / count))
  const { calls, breaks, voicemails, loginMs } = tally
  const averageCallTime = mean(tally.talkMs, calls)
  const averageWrapTime = mean(tally.wrapMs, calls)
  const averageHandleTime = averageCallTime + averageWrapTime
  const averageBreakTime = mean(tally.breakMs, breaks)
  const offBreakTime = loginMs - breaks * averageBreakTime
  return {
    id,
    totalCallsCount: calls,
    agentCallsCount: calls,
    totalCallsWithoutInternalsCount: calls,
    inboundCallsCount: calls - tally.outboundCalls,
    outboundCallsCount: tally.outboundCalls,
    internalCallsCount: 0,
    successfulInternalCallsCount: 0,
    breaksCount: breaks,
    averageBreakTime,
    averageCallTime,
    averageHoldTime: mean(tally.holdMs, calls),
    averageWrapTime,
    averageHandleTime,
    averageIdleTime: mean(offBreakTime - calls * averageHandleTime, calls),
    averageInternalCallTime: 0,
    previewCallsCount: 0,
    skippedInPreviewCallsCount: 0,
    previewTime: 0,
    averagePreviewTime: 0,
    processedVoicemailCount: voicemails,
    averageVoicemailProcessingTime: mean(tally.voicemailMs, voicemails),
    averageVoicemailReadyTime: 0,
    callCharges: 0,
    dispositions: { ...tally.dispositions },
    firstCallResolution: 0,
    loginTime: loginMs,
    offBreakTime,
    occupancy: loginMs === 0 ? 0 : offBreakTime / loginMs,
    utilization: offBreakTime === 0 ? 0 : (calls * averageHandleTime) / offBreakTime,
  }
}
