import type { Agent, Work, WorkKind } from './contact-centre.ts'

const minute = 60_000
/** A voicemail is taken before a call or callback only when it has waited this much longer. */
const voicemailHandicapMs = 15 * minute
export const workKinds = ['call', 'callback', 'voicemail'] satisfies WorkKind[]

/** Puts work into its queue's line, ordered by the instant at which it was enqueued. */
export function join(work: Work): void {
  const line = work.queue.waiting[work.kind]
  let index = line.length
  while (index > 0 && (line[index - 1]?.enqueuedAt ?? 0) > work.enqueuedAt) index -= 1
  line.splice(index, 0, work)
  work.queue.revision += 1
}

export function leave(work: Work): void {
  const line = work.queue.waiting[work.kind]
  const index = line.indexOf(work)
  if (index >= 0) line.splice(index, 1)
  work.isWaiting = false
  work.queue.revision += 1
}

/** Records the wait of a call or callback that has ended at `now`. */
export function endWait({ queue, kind, enqueuedAt }: Work, now: number): void {
  if (kind === 'voicemail') return
  const waitMs = now - enqueuedAt
  const { campaign } = queue
  queue.longestEndedMs = Math.max(queue.longestEndedMs, waitMs)
  campaign.tally.longestWaitMs = Math.max(campaign.tally.longestWaitMs, waitMs)
  campaign.revision += 1
}

/** Records a caller who hung up while waiting. */
export function abandon(work: Work, now: number): void {
  endWait(work, now)
  work.queue.campaign.tally.abandoned += 1
  work.queue.calls.abandons += 1
}

/** The agent of the work's queue who has been ready for longest. */
export const longestIdleAgent = ({ queue }: Work): Agent | undefined => longestIdle(queue.agents)

/** The agent who has been ready for longest; undefined when none is ready. */
export function longestIdle(agents: Iterable<Agent>): Agent | undefined {
  let idlest: Agent | undefined
  for (const agent of agents) {
    if (agent.state === 'READY' && (idlest === undefined || agent.stateSince < idlest.stateSince))
      idlest = agent
  }
  return idlest
}

/** The work of the agent's queues that has waited longest. */
export function longestWaitingWork({ queues }: Agent): Work | undefined {
  let first: Work | undefined
  let firstAt = Infinity
  for (const queue of queues) {
    for (const kind of workKinds) {
      const head = queue.waiting[kind][0]
      if (head === undefined) continue
      const at = head.enqueuedAt + (kind === 'voicemail' ? voicemailHandicapMs : 0)
      if (at < firstAt) [first, firstAt] = [head, at]
    }
  }
  return first
}
