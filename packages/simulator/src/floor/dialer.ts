import { EventId } from '@wallboard/five9/events'
import { customerOf } from './names.ts'
import { addRecords, emptyCounts, type DialingList, type OutboundCampaign } from './outbound-campaign.ts'
import { createOutboundCalls, type OutboundCallsDeps } from './outbound-calls.ts'

const second = 1_000
const minute = 60 * second
/** Of the calls that reach a person, the share without an agent that regulators tolerate. */
const maxAbandonRate = 0.03
const [minRatio, maxRatio] = [1, 3]
/** An empty list is replaced after this time. */
const newListAfterMs = 20 * minute

type Outcome = 'person' | 'no answer' | 'machine' | 'busy' | 'invalid number'

/** An outcome, the share of attempts that have it, and the shortest and longest time that they take. */
type OutcomeRule = readonly [outcome: Outcome, share: number, shortestMs: number, longestMs: number]

const noAnswer: OutcomeRule = ['no answer', 0.44, 24 * second, 30 * second]
const outcomes: readonly OutcomeRule[] = [
  ['person', 0.26, 6 * second, 22 * second],
  ['machine', 0.17, 12 * second, 20 * second],
  ['busy', 0.1, 3 * second, 5 * second],
  ['invalid number', 0.03, 2 * second, 4 * second],
  noAnswer,
]

/** Dials the records of one campaign for its ready agents. */
export interface Dialer {
  /** One of the campaign's agents became ready: dials for the agent. */
  readonly agentReady: () => void
  readonly start: () => void
  /** Calls in progress are finished. */
  readonly stop: () => void
  /** Counts from 0, with a fresh list. */
  readonly reset: () => void
}

export interface DialerDeps extends OutboundCallsDeps {
  /** Announces a change of the campaign to supervisors. */
  readonly announce: (eventId: EventId) => void
}

/**
 * A predictive dialer: it dials more calls than there are ready agents, because three of four reach no person. The
 * number of calls for each agent falls while the abandon rate is too high, and rises otherwise.
 */
export function createDialer(outbound: OutboundCampaign, deps: DialerDeps): Dialer {
  const { clock, random } = deps
  const { campaign, list } = outbound
  const calls = createOutboundCalls(outbound, deps)
  let customers = 0
  let isNewListPlanned = false
  /** Increases with each reset: attempts that began before it no longer count. */
  let run = 0

  const changed = () => {
    campaign.revision += 1
  }

  function move(from: keyof DialingList, to: keyof DialingList): void {
    list[from] -= 1
    list[to] += 1
    changed()
  }

  function pace(): void {
    const ready = calls.readyAgents()
    if (campaign.state !== 'RUNNING' || ready === 0) return
    const wanted = Math.round(ready * outbound.targetRatio)
    while (outbound.dialing < wanted && list.available > 0) dial()
    outbound.ratio += 0.05 * (outbound.dialing / ready - outbound.ratio)
    changed()
    if (list.available === 0) planNewList()
  }

  function drawOutcome(): { readonly outcome: Outcome; readonly afterMs: number } {
    let left = random.uniform()
    const [outcome, , shortestMs, longestMs] = outcomes.find(([, share]) => (left -= share) < 0) ?? noAnswer
    return { outcome, afterMs: shortestMs + (longestMs - shortestMs) * random.uniform() }
  }

  function dial(): void {
    const { outcome, afterMs } = drawOutcome()
    const begun = run
    move('available', 'active')
    outbound.dialing += 1
    outbound.counts.attempts += 1
    clock.after(afterMs, () => {
      if (begun !== run) return
      outbound.dialing -= 1
      if (outcome === 'person') reached()
      else missed(outcome)
      pace()
    })
  }

  /** A person answers: an agent takes the call, or the call is abandoned because none is ready. */
  function reached(): void {
    outbound.counts.contacted += 1
    customers += 1
    const begun = run
    const isTaken = calls.take(customerOf(customers), () => {
      if (begun === run) move('active', 'dispositioned')
    })
    if (isTaken) return
    outbound.counts.abandoned += 1
    dialAgainLater()
  }

  function missed(outcome: Outcome): void {
    outbound.counts.noParty += 1
    if (outcome === 'invalid number' || random.chance(0.06)) move('active', 'unreachable')
    else if (outcome === 'busy') {
      outbound.counts.redialedAtOnce += 1
      move('active', 'available')
    } else dialAgainLater()
  }

  function dialAgainLater(): void {
    const begun = run
    move('active', 'paused')
    clock.after((45 + 135 * random.uniform()) * minute, () => {
      if (begun !== run) return
      outbound.counts.redialedAfterPause += 1
      move('paused', 'available')
      pace()
    })
  }

  function planNewList(): void {
    if (isNewListPlanned) return
    isNewListPlanned = true
    deps.announce(EventId.EVENT_CAMPAIGN_OUT_OF_NUMBERS)
    clock.after(newListAfterMs, () => {
      isNewListPlanned = false
      addRecords(outbound)
      deps.announce(EventId.EVENT_CAMPAIGN_LISTS_CHANGED)
      pace()
    })
  }

  function adapt(): void {
    const { abandoned, contacted } = outbound.counts
    const step = abandoned > maxAbandonRate * contacted ? -0.1 : 0.05
    const next = Math.round((outbound.targetRatio + step) * 100) / 100
    outbound.targetRatio = Math.min(maxRatio, Math.max(minRatio, next))
    changed()
    clock.after(minute, adapt)
  }

  function setState(state: 'RUNNING' | 'NOT_RUNNING'): void {
    if (campaign.state === state) return
    campaign.state = state
    campaign.stateSince = clock.now()
    changed()
  }

  clock.after(minute, adapt)
  return {
    agentReady: pace,
    start() {
      setState('RUNNING')
      pace()
    },
    stop() {
      setState('NOT_RUNNING')
    },
    reset() {
      run += 1
      Object.assign(list, { total: 0, available: 0, active: 0, paused: 0, dispositioned: 0, unreachable: 0 })
      outbound.counts = emptyCounts()
      outbound.dialing = 0
      addRecords(outbound)
      changed()
      pace()
    },
  }
}
