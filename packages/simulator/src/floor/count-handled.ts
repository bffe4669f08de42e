import { markChanged, type Agent, type Campaign } from './contact-centre.ts'

export interface HandlingTimes {
  readonly talkMs: number
  readonly holdMs: number
  readonly wrapMs: number
}

function count(dispositions: Record<string, number>, id: string): void {
  dispositions[id] = (dispositions[id] ?? 0) + 1
}

/**
 * Counts a finished call for its agent and its campaign. Counts only the time within today's login: a call across
 * midnight must not exceed it.
 */
export function countHandled(
  agent: Agent,
  campaign: Campaign,
  times: HandlingTimes,
  disposition: string,
  now: number,
): void {
  const countedMs = now - agent.loginCountedFrom
  const wrapMs = Math.min(times.wrapMs, countedMs)
  const talkMs = Math.min(times.talkMs, countedMs - wrapMs)
  const holdMs = Math.min(times.holdMs, talkMs)
  const { tally } = agent
  tally.calls += 1
  if (campaign.type === 'OUTBOUND') tally.outboundCalls += 1
  tally.talkMs += talkMs
  tally.holdMs += holdMs
  tally.wrapMs += wrapMs
  count(tally.dispositions, disposition)
  markChanged(agent, now)
  // A call that was connected before midnight counts neither as connected nor as handled today.
  if (campaign.tally.handled >= campaign.tally.connected) return
  campaign.tally.handled += 1
  campaign.tally.talkMs += talkMs
  campaign.tally.wrapMs += wrapMs
  campaign.tally.longestHoldMs = Math.max(campaign.tally.longestHoldMs, holdMs)
  count(campaign.tally.dispositions, disposition)
  campaign.revision += 1
}
