import { changeState, type Agent, type Clock } from './contact-centre.ts'
import { countHandled } from './count-handled.ts'
import { dispositionAt } from './dispositions.ts'
import type { OutboundCampaign } from './outbound-campaign.ts'
import type { Random } from './random.ts'
import { longestIdle } from './waiting-line.ts'

const medianTalkMs = 95_000
const medianWrapMs = 25_000

export interface OutboundCallsDeps {
  readonly clock: Clock
  readonly random: Random
  readonly becameFree: (agent: Agent) => void
}

/** Gives calls that the dialer connected to the agents of one campaign. */
export interface OutboundCalls {
  readonly readyAgents: () => number
  /** The agent who is ready for longest takes the call; false when none is. `ended` is called after the wrap-up. */
  readonly take: (customer: string, ended: () => void) => boolean
}

export function createOutboundCalls(
  { campaign, agents }: OutboundCampaign,
  { clock, random, becameFree }: OutboundCallsDeps,
): OutboundCalls {
  function talk(agent: Agent, customer: string, ended: () => void): void {
    agent.work = { kind: 'outbound', campaign, customer }
    changeState(agent, 'ON_CALL', clock.now())
    const talkMs = Math.round(random.logNormal(medianTalkMs, 0.6))
    clock.after(talkMs, () => {
      agent.work = undefined
      changeState(agent, 'ACW', clock.now())
      const wrapMs = Math.round(random.logNormal(medianWrapMs, 0.5))
      clock.after(wrapMs, () => {
        const times = { talkMs, holdMs: 0, wrapMs }
        countHandled(agent, campaign, times, dispositionAt(random.uniform()), clock.now())
        ended()
        becameFree(agent)
      })
    })
  }

  return {
    readyAgents: () => agents.filter(({ state }) => state === 'READY').length,
    take(customer, ended) {
      const agent = longestIdle(agents)
      campaign.tally.received += 1
      if (agent === undefined) campaign.tally.abandoned += 1
      else {
        campaign.tally.connected += 1
        talk(agent, customer, ended)
      }
      campaign.revision += 1
      return agent !== undefined
    },
  }
}
