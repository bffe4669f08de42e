import { get, post, put } from '../../definition.ts'
import { Nothing } from '../../shapes.ts'
import { AgentDetails, Agents, AnyBody, Presence, PresenceBody, SkillIds } from '../schemas.ts'

/** The methods of a supervisor: agents. */
export const agentsMethods = {
  /** The agents that this supervisor may see. [R] */
  GetAllAgents: get('/supervisors/{supervisorId}/agents', { response: Agents }),
  /** One agent; `include=skills` adds the queues of the agent. [R] */
  GetAgentInfo: get('/supervisors/{supervisorId}/agents/{agentId}', {
    query: ['include'],
    response: AgentDetails,
  }),
  /** Changes the stored fields of an agent. [P] */
  UpdateAgentInfo: put('/supervisors/{supervisorId}/agents/{agentId}', { body: AnyBody }),
  /** The channels that an agent is ready for, or the reason for none. [R] */
  GetAgentPresence: get('/supervisors/{supervisorId}/agents/{agentId}/presence', { response: Presence }),
  /** Makes an agent ready for channels, or not ready for a reason; during a call it takes effect after it. [R] */
  UpdateAgentState: put('/supervisors/{supervisorId}/agents/{agentId}/presence', {
    body: PresenceBody,
    response: Nothing,
  }),
  /** Replaces the queues that an agent works on by a list of queue ids. [R] */
  SetAgentActiveSkills: put('/supervisors/{supervisorId}/agents/{agentId}/active_skills', {
    body: SkillIds,
    response: Nothing,
  }),
  /** The id of an agent in the cloud interfaces. [P] */
  GetAgentUserUid: get('/supervisors/{supervisorId}/agents/{agentId}/user_uid'),
  /** The calls that an agent has parked. [P] */
  GetAgentParkedCalls: get('/supervisors/{supervisorId}/agents/{agentId}/parked_calls'),
  /** The earlier sessions of an agent. [P] */
  GetAgentSessionHistory: get('/supervisors/{supervisorId}/agents/{agentId}/session_history'),
  /** The callbacks of an agent. [P] */
  GetAgentCallbacks: get('/supervisors/{supervisorId}/agents/{agentId}/callbacks'),
  /** Moves a callback to another agent. [P] */
  MoveCallback: post('/supervisors/{supervisorId}/agents/{agentIdFrom}/callbacks/{callbackId}/move', {
    body: AnyBody,
  }),
  /** Moves several callbacks to another agent. [P] */
  MoveCallbacks: post('/supervisors/{supervisorId}/agents/{agentIdFrom}/callbacks/move', { body: AnyBody }),
  /**
   * Starts or stops the monitoring of an agent; needs a real station. Events 6005 and 6006 report the result. [P]
   */
  MonitorAgent: put('/supervisors/{supervisorId}/agents/{agentId}/monitor', { body: AnyBody }),
  /** Switches the recording of an agent. [P] */
  SetAgentRecordingState: put('/supervisors/{supervisorId}/agents/{agentId}/recording_state', {
    body: AnyBody,
  }),
  /** Switches the voicemail of an agent. [P] */
  SetAgentVoicemailState: put('/supervisors/{supervisorId}/agents/{agentId}/voicemail_state', {
    body: AnyBody,
  }),
  /** The agents that can take a transfer. [P] */
  GetTransferableAgents: get('/supervisors/{supervisorId}/transferable_agents'),
}
