import { get, post, put } from '../../definition.ts'
import { AnyBody, CampaignBody, NumberBody } from '../schemas.ts'

/** The methods of an agent: conferences. */
export const conferencesMethods = {
  /** The agents that can join a conference. [P] */
  GetConfereeAgents: get('/agents/{agentId}/conferee_agents'),
  /** Adds an agent to a conference. [P] */
  AddAgentToConference: post('/agents/{agentId}/interactions/calls/{callId}/add_agent_to_conference', {
    body: AnyBody,
  }),
  /** Adds a campaign to a conference: `campaignId`, `warm`. [R] */
  AddCampaignToConference: post('/agents/{agentId}/interactions/calls/{callId}/add_campaign_to_conference', {
    body: CampaignBody,
  }),
  /** Adds a number to a conference: `number`, `warm`. [R] */
  AddExternalToConference: post('/agents/{agentId}/interactions/calls/{callId}/add_external_to_conference', {
    body: NumberBody,
  }),
  /** Adds a queue to a conference. [P] */
  AddSkillToConference: post('/agents/{agentId}/interactions/calls/{callId}/add_skill_to_conference', {
    body: AnyBody,
  }),
  /** Adds a speed dial number to a conference. [P] */
  AddSpeedDialToConference: post(
    '/agents/{agentId}/interactions/calls/{callId}/add_speed_dial_to_conference',
    { body: AnyBody },
  ),
  /** Adds a parked call to a conference. [P] */
  AddParkedCallToConference: put('/agents/{agentId}/interactions/calls/{parkedCallId}/add_to_conference'),
  /** Removes a participant from a conference. [P] */
  DisconnectConferenceParticipant: put(
    '/agents/{agentId}/interactions/calls/{callId}/disconnectConferenceParticipant',
    { body: AnyBody },
  ),
  /** Leaves a conference. [P] */
  LeaveConference: put('/agents/{agentId}/interactions/calls/{callId}/leave_conference'),
  /** Joins the parties of a warm conference. [P] */
  CompleteWarmConference: post('/agents/{agentId}/interactions/calls/{callId}/complete_warm_conference'),
}
