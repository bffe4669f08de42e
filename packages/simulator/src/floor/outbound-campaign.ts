import type { Agent, Campaign } from './contact-centre.ts'

/** The records of a dialing list by what became of them. They add up to `total` at every instant. */
export interface DialingList {
  total: number
  /** May be dialed now. */
  available: number
  /** Being dialed, or in a call. */
  active: number
  /** Not reached: dialed again after a pause. */
  paused: number
  dispositioned: number
  unreachable: number
}

/** An outbound campaign: who works for it, what it dials, and how fast. */
export interface OutboundCampaign {
  readonly campaign: Campaign
  readonly agents: Agent[]
  readonly list: DialingList
  /** Since the campaign was last reset. */
  counts: DialingCounts
  /** Calls that are dialed and not answered yet. */
  dialing: number
  /** Calls that the dialer makes for each ready agent: as wanted, and as made lately. */
  targetRatio: number
  ratio: number
}

export interface DialingCounts {
  attempts: number
  contacted: number
  abandoned: number
  /** Attempts that reached no person. */
  noParty: number
  /** Records that were dialed again after a pause, and without one. */
  redialedAfterPause: number
  redialedAtOnce: number
}

/** Records for each agent: a list lasts about a working day. */
const recordsPerAgent = 600

export const emptyCounts = (): DialingCounts => ({
  attempts: 0,
  contacted: 0,
  abandoned: 0,
  noParty: 0,
  redialedAfterPause: 0,
  redialedAtOnce: 0,
})

export function newOutboundCampaign(campaign: Campaign): OutboundCampaign {
  return {
    campaign,
    agents: [],
    list: { total: 0, available: 0, active: 0, paused: 0, dispositioned: 0, unreachable: 0 },
    counts: emptyCounts(),
    dialing: 0,
    targetRatio: 1.6,
    ratio: 0,
  }
}

/** Adds the records of one more list. */
export function addRecords({ list, agents }: OutboundCampaign): void {
  const records = recordsPerAgent * agents.length
  list.total += records
  list.available += records
}
