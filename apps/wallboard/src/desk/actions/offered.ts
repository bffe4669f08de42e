import type { ActionName } from '@wallboard/relay/rest/actions'

/** The changes of an agent that the desk offers a person. */
export interface AgentOffers {
  /** The dialog of the state: it sets the state, ends the session, or both. */
  readonly state: boolean
  readonly setState: boolean
  readonly logOut: boolean
  readonly skills: boolean
}

/** `permitted` is undefined until the server has said what the person may do: then nothing is offered. */
export function offeredToAgents(permitted: ReadonlySet<ActionName> | undefined): AgentOffers {
  const setState = permitted?.has('set-agent-state') ?? false
  const logOut = permitted?.has('log-out-agent') ?? false
  return { state: setState || logOut, setState, logOut, skills: permitted?.has('set-agent-skills') ?? false }
}

/** The changes of a campaign that the desk offers a person. */
export type CampaignChange = 'start' | 'stop' | 'reset'

/** A running campaign can be stopped, another one started; a stopped outbound one can be reset. */
export function offeredToCampaigns(
  permitted: ReadonlySet<ActionName> | undefined,
  campaign: { readonly isRunning: boolean; readonly isOutbound: boolean },
): readonly CampaignChange[] {
  const { isRunning, isOutbound } = campaign
  const offers: CampaignChange[] = []
  if (isRunning && permitted?.has('stop-campaign') === true) offers.push('stop')
  if (!isRunning && permitted?.has('start-campaign') === true) offers.push('start')
  if (isOutbound && permitted?.has('reset-campaign') === true) offers.push('reset')
  return offers
}
