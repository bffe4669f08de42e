import { get } from '../../definition.ts'
import { AgentGroups, Dispositions, NamedSkills, Queues, ReasonCodeList } from '../schemas.ts'

/** The methods of a supervisor: configuration of the domain. */
export const domainMethods = {
  /** Every queue (skill) of the domain: id and name. [P] */
  DomainQueues: get('/orgs/{orgId}/skills', { response: Queues }),
  /** The same as `DomainQueues`. [P] */
  GetDomainSkills: get('/orgs/{orgId}/skills', { response: Queues }),
  /** The queues assigned to this supervisor: id and name. Empty when there are none. [R] */
  GetSupervisorSkills: get('/supervisors/{supervisorId}/skills', { response: NamedSkills }),
  /** Agent groups: id and name; the ids of their agents (`agentIds` or `agents`) where a domain lists them. [P] */
  GetDomainAgentGroups: get('/orgs/{orgId}/agent_groups', { response: AgentGroups }),
  /** The agent groups assigned to this supervisor. [P] */
  GetSupervisorAgentGroups: get('/supervisors/{supervisorId}/agent_groups', { response: AgentGroups }),
  /** Dispositions: id and name. Negative ids are those of the system. [R] */
  GetDomainDispositions: get('/orgs/{orgId}/dispositions', { response: Dispositions }),
  /**
   * All reason codes in one list, for domains that do not serve the two; `readReasonCodes` falls back to it. [P]
   */
  GetReasonCodes: get('/orgs/{orgId}/reason_codes', { response: ReasonCodeList }),
  /** Reasons for not being ready. Their ids are `reasonCodeId` of AGENT_STATE. [C] */
  GetNotReadyReasonCodes: get('/orgs/{orgId}/not_ready_reason_codes', { response: ReasonCodeList }),
  /** Reasons for logging out. [C] */
  GetLogoutReasonCodes: get('/orgs/{orgId}/logout_reason_codes', { response: ReasonCodeList }),
  /** The present time of the domain. [P] */
  GetDomainTime: get('/orgs/{orgId}/time'),
  /** The time zones of the domain. [P] */
  GetDomainTimeZones: get('/orgs/{orgId}/time_zones'),
  /** The clusters of the domain. [P] */
  GetDomainClusters: get('/orgs/{orgId}/clusters'),
  /** The attributes of the domain. [P] */
  GetDomainAttributes: get('/orgs/{orgId}/attributes'),
  /** The locales of the supervisor. [P] */
  GetSupervisorLocales: get('/supervisors/{supervisorId}/locales'),
  /** The objects of the domain in one locale. [P] */
  GetLocaleDomainObjects: get('/supervisors/{supervisorId}/locales/{localeId}/domain_objects'),
  /** The customer portal of the supervisor. [P] */
  GetCustomerPortal: get('/supervisors/{supervisorId}/customer_portal'),
}
