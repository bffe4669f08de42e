import { anyQuery, get, post, put } from '../../definition.ts'
import { Opaque } from '../../shapes.ts'
import { AnyBody, CallVariables, DispositionBody, NumberBody, OptionalBody } from '../schemas.ts'

/** The methods of an agent: calls. */
export const callsMethods = {
  /** The calls of the agent. [P] */
  GetAvailableCalls: get('/agents/{agentId}/interactions/calls'),
  /** One call. [R] */
  GetCallInfo: get('/agents/{agentId}/interactions/calls/{callId}', { response: Opaque }),
  /** Calls a number, for a campaign: `number`, `campaignId`. [R] */
  MakeExternalCall: post('/agents/{agentId}/interactions/make_external_call', { body: NumberBody }),
  /** Calls another agent. [P] */
  MakeAgentCall: post('/agents/{agentId}/interactions/make_agent_call', { body: AnyBody }),
  /** Calls a queue. [P] */
  MakeSkillCall: post('/agents/{agentId}/interactions/make_skill_call', { body: AnyBody }),
  /** Calls a speed dial number. [P] */
  MakeSpeedDialCall: post('/agents/{agentId}/interactions/make_speed_dial_call', { body: AnyBody }),
  /** Makes a test call. [P] */
  MakeTestCall: post('/agents/{agentId}/interactions/make_test_call', { body: AnyBody }),
  /** Calls back a missed call. [P] */
  ReturnMissedCall: post('/agents/{agentId}/interactions/return_missed_call', { body: OptionalBody }),
  /** Dials a clicked number. [P] */
  ClickToDial: get('/orgs/{orgId}/interactions/click_to_dial', { query: anyQuery }),
  /** The speed dial numbers. [P] */
  GetSpeedDials: get('/orgs/{orgId}/speed_dials'),
  /** One speed dial number. [P] */
  GetSpeedDial: get('/orgs/{orgId}/speed_dials/{speedDialId}'),
  /** Answers a call. [P] */
  AnswerCall: put('/agents/{agentId}/interactions/calls/{callId}/answer'),
  /** Rejects a call. [P] */
  RejectCall: put('/agents/{agentId}/interactions/calls/{callId}/reject'),
  /** Puts a call on hold. [P] */
  HoldCall: put('/agents/{agentId}/interactions/calls/{callId}/hold'),
  /** Takes a call off hold. [P] */
  UnholdCall: put('/agents/{agentId}/interactions/calls/{callId}/unhold'),
  /** Parks a call. [P] */
  ParkCall: put('/agents/{agentId}/interactions/calls/{callId}/park'),
  /** Retrieves a parked call. [P] */
  RetrieveCall: put('/agents/{agentId}/interactions/calls/{callId}/retrieve'),
  /** Ends the work on a call by a disposition: `dispositionId`. [R] */
  DisposeCall: put('/agents/{agentId}/interactions/calls/{callId}/dispose', { body: DispositionBody }),
  /** The estimated wait for a medium. [P] */
  GetEstimatedWaitTime: get('/orgs/estimatedwaittime/{mediaType}'),
  /** Adds a number to the do-not-call list. [P] */
  AddNumberToDnc: put('/agents/{agentId}/add_number_to_dnc', { body: AnyBody }),
  /** The call variables of the domain. [R] */
  GetCallVariables: get('/orgs/{orgId}/call_variables', { response: CallVariables }),
  /** Sets variables of a call. [P] */
  SetCallVariables: put('/agents/{agentId}/interactions/calls/{callId}/call_variables', { body: AnyBody }),
}
