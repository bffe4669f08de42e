import type { Agent, Queue, Work } from './contact-centre.ts'
import { createHandling, type HandlingDeps } from './handling.ts'
import { customerOf } from './names.ts'
import { closedSince, isOpenAt } from './opening-hours.ts'
import { abandon, join, leave, longestIdleAgent, longestWaitingWork, workKinds } from './waiting-line.ts'

/** The share of callers of a closed queue who request a callback. */
const shareOfCallbacksWhileClosed = 0.08

export interface Routing {
  /** A call arrives: it ends in the IVR, rings at an agent, or waits. */
  readonly callArrived: (queue: Queue) => void
  /** Adds the callbacks that were requested since a closed queue closed. Does nothing for an open queue. */
  readonly fillOvernight: (queue: Queue) => void
  /** Gives a ready agent the work of the agent's queues that has waited longest. */
  readonly seekWork: (agent: Agent) => void
  /** Removes all work from a queue's lines. */
  readonly clear: (queue: Queue) => void
}

/** Assigns work to agents: the longest idle agent of the skill takes the longest waiting work. */
export function createRouting({ clock, random, becameFree, waitEnded }: HandlingDeps): Routing {
  let customers = 0

  const { take } = createHandling({ clock, random, becameFree, waitEnded })

  function enqueue(work: Work): void {
    join(work)
    const idlest = longestIdleAgent(work)
    if (idlest !== undefined) take(idlest, work)
  }

  /** A caller who waits no longer requests a callback and keeps the place, or hangs up, some after a voicemail. */
  function giveUp(work: Work): void {
    if (!work.isWaiting) return
    leave(work)
    if (random.chance(0.22)) {
      work.queue.calls.callbacks += 1
      waitEnded(work, 'callback')
      enqueue({ ...work, kind: 'callback', isWaiting: true })
      return
    }
    abandon(work, clock.now())
    waitEnded(work, 'abandoned')
    if (random.chance(0.12)) enqueue({ ...work, kind: 'voicemail', enqueuedAt: clock.now(), isWaiting: true })
  }

  function leaveCallback(queue: Queue, enqueuedAt: number): void {
    customers += 1
    enqueue({ kind: 'callback', queue, enqueuedAt, customer: customerOf(customers), isWaiting: true })
  }

  return {
    fillOvernight(queue) {
      const scheduled = clock.scheduleNow()
      const closed = closedSince(queue, scheduled)
      if (closed === undefined) return
      const since = clock.now() - (scheduled - closed)
      const meanMs = 1 / (queue.peakRate * shareOfCallbacksWhileClosed)
      for (let at = since + random.exponential(meanMs); at < clock.now(); at += random.exponential(meanMs)) {
        queue.campaign.tally.received += 1
        leaveCallback(queue, Math.round(at))
      }
    },
    callArrived(queue) {
      const { campaign } = queue
      if (campaign.state !== 'RUNNING') return // the numbers of a stopped campaign take no calls
      campaign.tally.received += 1
      campaign.revision += 1
      if (!isOpenAt(queue, clock.scheduleNow())) {
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
        queue.calls.arrivals += 1
        enqueue(work)
        if (work.isWaiting) {
          clock.after(random.exponential(queue.meanPatienceMs), () => {
            giveUp(work)
          })
        }
      }
    },
    seekWork(agent) {
      const first = longestWaitingWork(agent)
      if (first !== undefined) take(agent, first)
    },
    clear(queue) {
      for (const kind of workKinds) {
        for (const work of [...queue.waiting[kind]]) {
          leave(work)
          if (kind !== 'voicemail') abandon(work, clock.now())
        }
      }
    },
  }
}
