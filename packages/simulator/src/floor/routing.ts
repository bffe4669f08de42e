import {
  changeState,
  markChanged,
  type Agent,
  type Clock,
  type Queue,
  type Work,
  type WorkKind,
} from './contact-centre.ts'
import { customerOf } from './names.ts'
import { closedSince, isOpenAt } from './opening-hours.ts'
import type { Random } from './random.ts'

const minute = 60_000
const ringMs = 3_000
const medianWrapMs = 30_000
const medianVoicemailMs = 55_000
const answerTargetMs = 20_000
/** A voicemail goes before a caller only when it lies this much longer. */
const voicemailHandicapMs = 15 * minute
/** Of the callers of a closed queue, those who leave a request to be called back. */
const shareOfCallbacksWhileClosed = 0.08
const dispositionIds = ['500001', '500002', '500003', '500004', '-23', '0']
const kinds = ['call', 'callback', 'voicemail'] satisfies WorkKind[]

export interface Routing {
  /** A call reaches the domain: it ends in the IVR, rings at an agent, or waits. */
  readonly callArrived: (queue: Queue) => void
  /** Lets those wait who left a callback since a closed queue was closed; an open queue has none. */
  readonly fillOvernight: (queue: Queue) => void
  /** Gives a ready agent the work that has waited longest, if there is any. */
  readonly seekWork: (agent: Agent) => void
  /** Ends the waiting of all that wait in a queue. */
  readonly clear: (queue: Queue) => void
}

export interface RoutingDeps {
  readonly clock: Clock
  readonly random: Random
  readonly becameFree: (agent: Agent) => void
}

/** Work and agents find each other: the longest idle agent of the skill, the longest waiting work of the agent. */
export function createRouting({ clock, random, becameFree }: RoutingDeps): Routing {
  let customers = 0

  function count(dispositions: Record<string, number>, id: string): void {
    dispositions[id] = (dispositions[id] ?? 0) + 1
  }

  function join(work: Work): void {
    const line = work.queue.waiting[work.kind]
    let index = line.length
    while (index > 0 && (line[index - 1]?.enqueuedAt ?? 0) > work.enqueuedAt) index -= 1
    line.splice(index, 0, work)
    work.queue.revision += 1
  }

  function leave(work: Work): void {
    const line = work.queue.waiting[work.kind]
    const index = line.indexOf(work)
    if (index >= 0) line.splice(index, 1)
    work.isWaiting = false
    work.queue.revision += 1
  }

  /** A call or callback stops waiting for good. */
  function endWait({ queue, kind, enqueuedAt }: Work): void {
    if (kind === 'voicemail') return
    const waitMs = clock.now() - enqueuedAt
    const { campaign } = queue
    queue.longestEndedMs = Math.max(queue.longestEndedMs, waitMs)
    campaign.tally.longestWaitMs = Math.max(campaign.tally.longestWaitMs, waitMs)
    campaign.revision += 1
  }

  function take(agent: Agent, work: Work): void {
    leave(work)
    endWait(work)
    agent.work = work
    changeState(agent, 'RINGING', clock.now())
    clock.after(ringMs, () => {
      if (work.kind === 'voicemail') hearVoicemail(agent)
      else talk(agent, work)
    })
  }

  function hearVoicemail(agent: Agent): void {
    changeState(agent, 'ON_CALL', clock.now())
    const lengthMs = Math.round(random.logNormal(medianVoicemailMs, 0.4))
    clock.after(lengthMs, () => {
      agent.tally.voicemails += 1
      agent.tally.voicemailMs += Math.min(lengthMs, clock.now() - agent.loginCountedFrom)
      agent.work = undefined
      becameFree(agent)
    })
  }

  function talk(agent: Agent, work: Work): void {
    changeState(agent, 'ON_CALL', clock.now())
    const { queue } = work
    const { campaign } = queue
    const waitMs = clock.now() - work.enqueuedAt
    campaign.tally.connected += 1
    campaign.tally.waitMs += waitMs
    if (waitMs <= answerTargetMs) campaign.tally.answeredInTime += 1
    campaign.revision += 1
    const talkMs = Math.round(random.logNormal(queue.medianTalkMs, 0.6))
    const holdMs = random.chance(0.2) ? Math.round(talkMs * 0.4 * random.uniform()) : 0
    clock.after(talkMs, () => {
      agent.work = undefined
      changeState(agent, 'ACW', clock.now())
      const wrapMs = Math.round(random.logNormal(medianWrapMs, 0.5))
      clock.after(wrapMs, () => {
        handled(agent, queue, { talkMs, holdMs, wrapMs })
        becameFree(agent)
      })
    })
  }

  /** Only what lies in today's login is counted, or a call over midnight would fill more time than there is. */
  function handled(
    agent: Agent,
    queue: Queue,
    times: { talkMs: number; holdMs: number; wrapMs: number },
  ): void {
    const countedMs = clock.now() - agent.loginCountedFrom
    const wrapMs = Math.min(times.wrapMs, countedMs)
    const talkMs = Math.min(times.talkMs, countedMs - wrapMs)
    const holdMs = Math.min(times.holdMs, talkMs)
    const disposition = dispositionIds[Math.floor(dispositionIds.length * random.uniform() ** 2)] ?? '0'
    const { tally } = agent
    tally.calls += 1
    tally.talkMs += talkMs
    tally.holdMs += holdMs
    tally.wrapMs += wrapMs
    count(tally.dispositions, disposition)
    markChanged(agent, clock.now())
    const { campaign } = queue
    // A call that was connected before midnight is no connected call of today, so it is no handled one either.
    if (campaign.tally.handled >= campaign.tally.connected) return
    campaign.tally.handled += 1
    campaign.tally.talkMs += talkMs
    campaign.tally.wrapMs += wrapMs
    campaign.tally.longestHoldMs = Math.max(campaign.tally.longestHoldMs, holdMs)
    count(campaign.tally.dispositions, disposition)
    campaign.revision += 1
  }

  function enqueue(work: Work): void {
    join(work)
    let idlest: Agent | undefined
    for (const agent of work.queue.agents) {
      if (agent.state === 'READY' && (idlest === undefined || agent.stateSince < idlest.stateSince))
        idlest = agent
    }
    if (idlest !== undefined) take(idlest, work)
  }

  /** A caller out of patience takes a callback and keeps the place, or hangs up, perhaps after a voicemail. */
  function giveUp(work: Work): void {
    if (!work.isWaiting) return
    leave(work)
    if (random.chance(0.22)) {
      enqueue({ ...work, kind: 'callback', isWaiting: true })
      return
    }
    abandon(work)
    if (random.chance(0.12)) enqueue({ ...work, kind: 'voicemail', enqueuedAt: clock.now(), isWaiting: true })
  }

  function abandon(work: Work): void {
    endWait(work)
    work.queue.campaign.tally.abandoned += 1
  }

  function leaveCallback(queue: Queue, enqueuedAt: number): void {
    customers += 1
    enqueue({ kind: 'callback', queue, enqueuedAt, customer: customerOf(customers), isWaiting: true })
  }

  return {
    fillOvernight(queue) {
      const since = closedSince(queue, clock.now())
      if (since === undefined) return
      const meanMs = 1 / (queue.peakRate * shareOfCallbacksWhileClosed)
      for (let at = since + random.exponential(meanMs); at < clock.now(); at += random.exponential(meanMs)) {
        queue.campaign.tally.received += 1
        leaveCallback(queue, Math.round(at))
      }
    },
    callArrived(queue) {
      const { campaign } = queue
      campaign.tally.received += 1
      campaign.revision += 1
      if (!isOpenAt(queue, clock.now())) {
        if (random.chance(shareOfCallbacksWhileClosed)) leaveCallback(queue, clock.now())
        else campaign.tally.finishedInIvr += 1
        return
      }
      const fate = random.uniform()
      if (fate < 0.01) campaign.tally.failedInIvr += 1
      else if (fate < 0.09) campaign.tally.finishedInIvr += 1
      else {
        customers += 1
        const customer = customerOf(customers)
        const work: Work = { kind: 'call', queue, enqueuedAt: clock.now(), customer, isWaiting: true }
        enqueue(work)
        if (work.isWaiting) {
          clock.after(random.exponential(queue.meanPatienceMs), () => {
            giveUp(work)
          })
        }
      }
    },
    seekWork(agent) {
      let first: Work | undefined
      let firstAt = Infinity
      for (const queue of agent.queues) {
        for (const kind of kinds) {
          const head = queue.waiting[kind][0]
          if (head === undefined) continue
          const at = head.enqueuedAt + (kind === 'voicemail' ? voicemailHandicapMs : 0)
          if (at < firstAt) [first, firstAt] = [head, at]
        }
      }
      if (first !== undefined) take(agent, first)
    },
    clear(queue) {
      for (const kind of kinds) {
        for (const work of [...queue.waiting[kind]]) {
          leave(work)
          if (kind !== 'voicemail') abandon(work)
        }
      }
    },
  }
}
