import { get, put } from '../../definition.ts'
import { Nothing } from '../../shapes.ts'
import {
  ActiveSkillIds,
  AgentStates,
  NamedSkills,
  Presence,
  PresenceBody,
  ReasonCodeList,
  SkillIds,
} from '../schemas.ts'

/** The methods of an agent: presence and queues of the agent. */
export const presenceMethods = {
  /** The channels that the agent is ready for, or the reason for none. [R] */
  GetAgentPresence: get('/agents/{agentId}/presence', { response: Presence }),
  /** Makes the agent ready for channels, or not ready for a reason; during a call it takes effect after it. [R] */
  SetAgentPresence: put('/agents/{agentId}/presence', { body: PresenceBody, response: Nothing }),
  /** Makes the agent not ready by the system. [P] */
  SetSystemNotReadyState: put('/agents/{agentId}/set_system_not_ready_state'),
  /** The channels of the agent. [P] */
  GetAgentChannels: get('/agents/{agentId}/channels'),
  /**
   * Which channels each agent is ready for, by user id, one letter each: `c` call, `v` voicemail, `h` chat, `e`
   * e-mail, `a` case, `d` video, `s` social, `o` logged out, `i` has a video licence. Empty: ready for none. [C]
   */
  GetAgentStates: get('/orgs/{orgId}/agent_states', { response: AgentStates }),
  /** Reasons for not being ready. Their ids are `reasonCodeId` of AGENT_STATE. [C] */
  GetNotReadyReasonCodes: get('/orgs/{orgId}/not_ready_reason_codes', { response: ReasonCodeList }),
  /** Reasons for logging out. [C] */
  GetLogoutReasonCodes: get('/orgs/{orgId}/logout_reason_codes', { response: ReasonCodeList }),
  /** The queues that the agent may serve: id and name. [P] */
  GetAgentSkills: get('/agents/{agentId}/skills', { response: NamedSkills }),
  /** The ids of the queues that the agent works on now; Five9 answers with ids or with objects. [R] */
  GetActiveSkills: get('/agents/{agentId}/active_skills', { response: ActiveSkillIds }),
  /** Selects the queues to work on by a list of ids; ends the login state SELECT_SKILLS. [R] */
  SetActiveSkills: put('/agents/{agentId}/active_skills', { body: SkillIds, response: Nothing }),
  /** The queues that can take a social item. [P] */
  GetSocialTransferableSkills: get('/agents/{agentId}/social_transferable_skills'),
}
