import { z } from 'zod'
import { parseQueueNames } from '../events/index.ts'
import { defineMethod } from './definition.ts'
import { Count, Id, listOf, Named, Text } from './shapes.ts'

const ReasonCode = z.looseObject({ id: Id, name: Text, selectable: z.boolean().nullish() })

const User = z.looseObject({
  id: Id,
  userName: Text,
  fullName: Text,
  extension: Text,
  email: Text,
  roles: z.array(z.string()).nullish().catch(null),
  permissions: z.array(z.string()).nullish().catch(null),
  skillLevels: z
    .array(z.looseObject({ skillId: Id, level: Count }))
    .nullish()
    .catch(null),
})

const Campaign = z.looseObject({
  id: Id,
  name: Text,
  campaignType: Text,
  state: Text,
  skillIds: z.array(Id).nullish().catch(null),
})

/**
 * Methods that read the configuration of a domain. Both contexts serve them; a login state other than WORKING gives
 * 435.
 */
export const domainMethods = {
  /** Every queue (skill) of the domain: id and name. [P] */
  DomainQueues: defineMethod({
    name: 'DomainQueues',
    http: 'GET',
    path: '/orgs/{orgId}/skills',
    response: listOf(z.unknown(), 'skills', 'queues').transform(parseQueueNames),
  }),
  /** Every user of the domain: names, roles and the queues that each one serves (`skillLevels`). [C] */
  DomainUsers: defineMethod({
    name: 'DomainUsers',
    http: 'GET',
    path: '/orgs/{orgId}/users',
    response: listOf(User, 'users'),
  }),
  /** Agent groups: id and name. [P] */
  AgentGroups: defineMethod({
    name: 'AgentGroups',
    http: 'GET',
    path: '/orgs/{orgId}/agent_groups',
    response: listOf(Named, 'agentGroups', 'groups'),
  }),
  /** Campaigns with their type (INBOUND, OUTBOUND, AUTODIAL) and state. [P] */
  DomainCampaigns: defineMethod({
    name: 'DomainCampaigns',
    http: 'GET',
    path: '/orgs/{orgId}/campaigns',
    response: listOf(Campaign, 'campaigns'),
  }),
  /** One campaign; path parameter `campaignId`. [C] */
  CampaignDetails: defineMethod({
    name: 'CampaignDetails',
    http: 'GET',
    path: '/orgs/{orgId}/campaigns/{campaignId}',
    response: Campaign,
  }),
  /** Campaign profiles: id and name. [C] */
  CampaignProfiles: defineMethod({
    name: 'CampaignProfiles',
    http: 'GET',
    path: '/orgs/{orgId}/campaign_profiles',
    response: listOf(Named, 'campaignProfiles'),
  }),
  /** Reasons for not being ready. Their ids are `reasonCodeId` of AGENT_STATE. [C] */
  NotReadyReasonCodes: defineMethod({
    name: 'NotReadyReasonCodes',
    http: 'GET',
    path: '/orgs/{orgId}/not_ready_reason_codes',
    response: listOf(ReasonCode, 'reasonCodes'),
  }),
  /** Reasons for logging out. [C] */
  LogoutReasonCodes: defineMethod({
    name: 'LogoutReasonCodes',
    http: 'GET',
    path: '/orgs/{orgId}/logout_reason_codes',
    response: listOf(ReasonCode, 'reasonCodes'),
  }),
  /** All reason codes in one list, for domains that do not serve the two; `readReasonCodes` falls back to it. [P] */
  ReasonCodes: defineMethod({
    name: 'ReasonCodes',
    http: 'GET',
    path: '/orgs/{orgId}/reason_codes',
    response: listOf(ReasonCode, 'reasonCodes'),
  }),
  /** Dispositions: id and name. Negative ids are the system's own. [R] */
  Dispositions: defineMethod({
    name: 'Dispositions',
    http: 'GET',
    path: '/orgs/{orgId}/dispositions',
    response: listOf(Named, 'dispositions'),
  }),
  /**
   * Which channels each agent is ready for, by user id, one letter each: `c` call, `v` voicemail, `h` chat, `e`
   * e-mail, `a` case, `d` video, `s` social, `o` logged out, `i` has a video licence. Empty: ready for none. [C]
   */
  AgentStates: defineMethod({
    name: 'AgentStates',
    http: 'GET',
    path: '/orgs/{orgId}/agent_states',
    response: z.record(z.string(), z.string().catch('')),
  }),
  /** Names of what a user may do; path parameter `permissionsOf`, a user id. [P] */
  UserPermissions: defineMethod({
    name: 'UserPermissions',
    http: 'GET',
    path: '/users/{permissionsOf}/permissions',
    response: listOf(z.string(), 'permissions'),
  }),
}
