import type { AnsweredCall } from './agent-calls.ts'
import type { QueueStep } from './queue-steps.ts'

/** Which queues agents and campaigns have, by their ids. */
export interface SkillMap {
  readonly agentQueues: ReadonlyMap<string, readonly string[]>
  /** Empty where Five9 did not say. */
  readonly campaignQueues: ReadonlyMap<string, readonly string[]>
}

export const noSkills: SkillMap = { agentQueues: new Map(), campaignQueues: new Map() }

/** The queue of an answered call; undefined when several are possible. */
export interface AttributedCall {
  readonly call: AnsweredCall
  readonly queueId: string | undefined
  /** The queues that the call may be of. */
  readonly possible: readonly string[]
  /** A call was seen to leave the queue for it. Otherwise it was answered between two rows. */
  readonly wasSeen: boolean
}

/**
 * Finds the queue of each answered call: AGENT_STATE names a campaign, never a skill. It is the only queue of the
 * campaign that the agent serves; else the only one of them that a call left within two seconds.
 */
export interface QueueAttribution {
  readonly answered: (call: AnsweredCall) => void
  readonly stepped: (at: number, step: QueueStep) => void
  /** The calls that no later row can attribute: two seconds old at `at`. */
  readonly take: (at: number) => readonly AttributedCall[]
  /** How many departures are remembered. */
  readonly remembered: () => number
}

/** An answered call whose queue is not known yet. */
type PendingCall = Pick<AttributedCall, 'call' | 'possible'>

const toleranceMs = 2_000
/** Departures are remembered for at least this long: a call may ring for a minute. */
const rememberMs = 90_000

interface Departure {
  readonly at: number
  readonly queueId: string
  left: number
}

/** What left each queue, oldest first, so that a call is compared with the departures of its own queues only. */
function createDepartures() {
  const byQueue = new Map<string, Departure[]>()
  return {
    add(departure: Departure): void {
      const { queueId, at } = departure
      const known = byQueue.get(queueId) ?? []
      const oldest = known[0]
      // At twice the age, so that a queue without answered calls does not grow, and few additions copy the list.
      const isFull = oldest !== undefined && at - oldest.at >= 2 * rememberMs
      const kept = isFull ? known.filter((each) => each.left > 0 && at - each.at < rememberMs) : known
      kept.push(departure)
      byQueue.set(queueId, kept)
    },
    of: (queueId: string): readonly Departure[] => byQueue.get(queueId) ?? [],
    size: (): number => [...byQueue.values()].reduce((sum, { length }) => sum + length, 0),
  }
}

function possibleQueues({ agentId, campaignId }: AnsweredCall, skills: SkillMap): readonly string[] {
  const ofCampaign = skills.campaignQueues.get(campaignId) ?? []
  const ofAgent = skills.agentQueues.get(agentId) ?? []
  if (ofCampaign.length === 1 || ofAgent.length === 0) return ofCampaign
  if (ofCampaign.length === 0) return ofAgent
  const both = ofCampaign.filter((queueId) => ofAgent.includes(queueId))
  // The skills of one of them are out of date.
  return both.length === 0 ? ofCampaign : both
}

export function createQueueAttribution(skills: () => SkillMap): QueueAttribution {
  /** Oldest first. */
  let pending: PendingCall[] = []
  const departures = createDepartures()

  /** The departures that may be this call's, by queue, nearest to its answer first. */
  function departuresOf(call: AnsweredCall, possible: readonly string[]): readonly Departure[] {
    const distance = ({ at }: Departure) => Math.min(Math.abs(at - call.at), Math.abs(at - call.rangAt))
    const canBe = ({ at, left }: Departure) =>
      left > 0 && at >= call.rangAt - toleranceMs && at <= call.at + toleranceMs
    return possible
      .flatMap((queueId) => departures.of(queueId).filter(canBe))
      .sort((one, other) => distance(one) - distance(other))
  }

  function attribute({ call, possible }: PendingCall): AttributedCall {
    const matching = departuresOf(call, possible)
    const queues = new Set(possible.length === 1 ? possible : matching.map(({ queueId }) => queueId))
    const [queueId] = queues.size === 1 ? queues : []
    const departure = matching.find((each) => each.queueId === queueId)
    if (departure !== undefined) departure.left -= 1
    return { call, queueId, possible, wasSeen: departure !== undefined }
  }

  return {
    remembered: departures.size,
    answered(call) {
      pending.push({ call, possible: possibleQueues(call, skills()) })
    },
    stepped(at, { queueId, left }) {
      if (left > 0) departures.add({ at, queueId, left })
    },
    take(at) {
      const firstToWait = pending.findIndex(({ call }) => at - call.at <= toleranceMs)
      if (firstToWait === 0 || pending.length === 0) return []
      const due = firstToWait < 0 ? pending : pending.slice(0, firstToWait)
      pending = firstToWait < 0 ? [] : pending.slice(firstToWait)
      // Calls with one queue first: their departures are not another call's.
      return due.sort((one, other) => one.possible.length - other.possible.length).map(attribute)
    },
  }
}
