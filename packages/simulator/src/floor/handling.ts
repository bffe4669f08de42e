import { changeState, type Agent, type Clock, type EndedWait, type Work } from './contact-centre.ts'
import { countHandled } from './count-handled.ts'
import { dispositionAt } from './dispositions.ts'
import type { Random } from './random.ts'
import { endWait, leave } from './waiting-line.ts'

const ringMs = 3_000
const medianWrapMs = 30_000
const medianVoicemailMs = 55_000
const answerTargetMs = 20_000

export interface HandlingDeps {
  readonly clock: Clock
  readonly random: Random
  readonly becameFree: (agent: Agent) => void
  /** The wait of a call has ended. */
  readonly waitEnded: (work: Work, outcome: EndedWait['outcome']) => void
}

/** Handles work: an agent is rung, talks and wraps up, or hears a voicemail; then `becameFree` is called. */
export function createHandling({ clock, random, becameFree, waitEnded }: HandlingDeps): {
  readonly take: (agent: Agent, work: Work) => void
} {
  function take(agent: Agent, work: Work): void {
    leave(work)
    endWait(work, clock.now())
    if (work.kind === 'call') waitEnded(work, 'answered')
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
    queue.calls.answers += 1
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
        const times = { talkMs, holdMs, wrapMs }
        queue.calls.handled += 1
        queue.calls.handleMs += talkMs + wrapMs
        countHandled(agent, campaign, times, dispositionAt(random.uniform()), clock.now())
        becameFree(agent)
      })
    })
  }

  return { take }
}
