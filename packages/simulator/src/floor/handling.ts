import { changeState, markChanged, type Agent, type Clock, type Queue, type Work } from './contact-centre.ts'
import type { Random } from './random.ts'
import { endWait, leave } from './waiting-line.ts'

const ringMs = 3_000
const medianWrapMs = 30_000
const medianVoicemailMs = 55_000
const answerTargetMs = 20_000
const dispositionIds = ['500001', '500002', '500003', '500004', '-23', '0']

interface HandlingTimes {
  readonly talkMs: number
  readonly holdMs: number
  readonly wrapMs: number
}

export interface HandlingDeps {
  readonly clock: Clock
  readonly random: Random
  readonly becameFree: (agent: Agent) => void
}

function count(dispositions: Record<string, number>, id: string): void {
  dispositions[id] = (dispositions[id] ?? 0) + 1
}

/** Handles work: an agent is rung, talks and wraps up, or hears a voicemail; then `becameFree` is called. */
export function createHandling({ clock, random, becameFree }: HandlingDeps): {
  readonly take: (agent: Agent, work: Work) => void
} {
  function take(agent: Agent, work: Work): void {
    leave(work)
    endWait(work, clock.now())
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
        countHandled(agent, queue, { talkMs, holdMs, wrapMs })
        becameFree(agent)
      })
    })
  }

  /** Counts only the time within today's login: a call across midnight must not exceed it. */
  function countHandled(agent: Agent, queue: Queue, times: HandlingTimes): void {
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
    // A call that was connected before midnight counts neither as connected nor as handled today.
    if (campaign.tally.handled >= campaign.tally.connected) return
    campaign.tally.handled += 1
    campaign.tally.talkMs += talkMs
    campaign.tally.wrapMs += wrapMs
    campaign.tally.longestHoldMs = Math.max(campaign.tally.longestHoldMs, holdMs)
    count(campaign.tally.dispositions, disposition)
    campaign.revision += 1
  }

  return { take }
}
