import { staffedMs, type CampaignFlow, type WindowFacts } from '@wallboard/history'

/** The campaigns of a queue, as far as the caller may see them. */
export interface QueueCampaigns {
  /** The campaign whose only queue this is: its exact counters are the queue's. */
  readonly only: string | undefined
  readonly all: readonly string[]
}

/** The figures of a queue in a window. Undefined: not known. */
export interface WindowFigures {
  readonly liveMs: number
  /** Calls per second of live time. */
  readonly callRate: number
  readonly areCallsExact: boolean
  readonly abandonRate: number | undefined
  /** Agents at work, on average. */
  readonly staffed: number | undefined
  readonly loggedIn: number | undefined
  /** Agents away, on average, by the id of their reason. */
  readonly away: ReadonlyMap<string, number>
  readonly effectiveAgents: number | undefined
  /** Seconds, and the calls that it is the mean of. */
  readonly handleTime: { readonly seconds: number; readonly calls: number } | undefined
}

/** A handle time is the mean of at least this many calls. */
const minHandled = 5

function exactFlow(facts: WindowFacts, { only }: QueueCampaigns): CampaignFlow | undefined {
  const flow = only === undefined ? undefined : facts.campaigns.get(only)
  return flow?.falls === 0 ? flow : undefined
}

function handleTimeOf(facts: WindowFacts, { all }: QueueCampaigns): WindowFigures['handleTime'] {
  const ofCampaigns = all.flatMap((id) => facts.campaigns.get(id) ?? [])
  const campaigns = {
    handled: ofCampaigns.reduce((sum, { handled }) => sum + handled, 0),
    handleMs: ofCampaigns.reduce((sum, { handleMs }) => sum + handleMs, 0),
  }
  const found = [facts.flow, campaigns].find(({ handled }) => handled >= minHandled)
  return found && { seconds: found.handleMs / found.handled / 1_000, calls: found.handled }
}

/** The figures of a window; undefined when too little of it was recorded live. */
export function figuresOf(
  facts: WindowFacts,
  campaigns: QueueCampaigns,
  minLiveMs: number,
): WindowFigures | undefined {
  const { liveMs, agentsLiveMs, agentTime } = facts
  if (liveMs === 0 || liveMs < minLiveMs) return undefined
  const exact = exactFlow(facts, campaigns)
  const seconds = liveMs / 1_000
  const onAverage = (ms: number) => (agentsLiveMs === 0 ? undefined : ms / agentsLiveMs)
  return {
    liveMs,
    callRate:
      (exact === undefined ? facts.flow.arrivals : Math.max(0, exact.arrivals - exact.ended)) / seconds,
    areCallsExact: exact !== undefined,
    abandonRate: exact && exact.abandons / seconds,
    staffed: onAverage(staffedMs(agentTime)),
    loggedIn: onAverage(agentTime.loggedInMs),
    away: new Map([...agentTime.awayMs].map(([reason, ms]) => [reason, onAverage(ms) ?? 0])),
    effectiveAgents: facts.effectiveAgents,
    handleTime: handleTimeOf(facts, campaigns),
  }
}
