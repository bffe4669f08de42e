import { get, post, put } from '../../definition.ts'
import { Opaque } from '../../shapes.ts'
import { AgentDetails, AnyBody, OptionsBody, Permissions } from '../schemas.ts'

/** The methods of an agent: settings of the agent. */
export const settingsMethods = {
  /** The agent: names, extension and other stored fields. [P] */
  GetAgent: get('/agents/{agentId}', { response: AgentDetails }),
  /** The settings of the agent. [P] */
  GetAgentSettings: get('/agents/{agentId}/settings'),
  /** Changes the settings for text interactions. [P] */
  UpdateAgentTextSettings: put('/agents/{agentId}/settings', { body: AnyBody }),
  /** The options of the agent, a list of names. [P] */
  GetAgentOptions: get('/agents/{agentId}/options', { response: Opaque }),
  /** Replaces all options: an option that is left out is off. [R] */
  UpdateAgentOptions: put('/agents/{agentId}/options', { body: OptionsBody }),
  /** Changes the options of the user interface. [P] */
  UpdateUserUiOptions: put('/users/{userId}/ui_options', { body: AnyBody }),
  /** Permissions of the agent. [P] */
  GetAgentPermissions: get('/agents/{agentId}/permissions'),
  /** Names of what a user may do; of this user unless `userId` is set. [P] */
  GetUserPermissions: get('/users/{userId}/permissions', { response: Permissions }),
  /** Roles of a user. [P] */
  GetUserRoles: get('/users/{userId}/roles'),
  /** The groups of the agent. [P] */
  GetAgentGroups: get('/agents/{agentId}/agent_groups'),
  /** The customer portal of the agent. [P] */
  GetCustomerPortal: get('/agents/{agentId}/customer_portal'),
  /** Stores the configuration of another product. [P] */
  PostThirdPartyConfig: post('/agents/{agentId}/third_party_config', { body: AnyBody }),
  /** The profiles that the agent is logged in with. [P] */
  GetLoggedInProfiles: get('/agents/{agentId}/logged_in_profiles'),
  /** The time zone of the agent. [P] */
  GetAgentTimeZone: get('/agents/{agentId}/time_zone'),
  /** The locales of the agent. [P] */
  GetAgentLocales: get('/agents/{agentId}/locales'),
  /** The objects of the domain in one locale. [P] */
  GetLocaleDomainObjects: get('/agents/{agentId}/locales/{localeId}/domain_objects'),
  /** The logging of the client. [P] */
  GetLoggingConfig: get('/agents/{agentId}/logging_config'),
  /** Asks supervisors for help. [P] */
  SendHelpRequest: post('/agents/{agentId}/help_request', { body: AnyBody }),
  /** Reports a technical problem. [P] */
  ReportIssue: post('/agents/{agentId}/issue', { body: AnyBody }),
}
