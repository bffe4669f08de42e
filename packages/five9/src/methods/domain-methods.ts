import { z } from 'zod'
import { parseQueueNames } from '../events/index.ts'
import { defineMethod } from './definition.ts'
import { sessionMethods } from './session-methods.ts'

const SkillId = z.union([z.string(), z.number().transform(String)])
const Named = z.looseObject({ id: z.coerce.string(), name: z.string().nullish() })
const ReasonCode = z.looseObject({
  id: z.coerce.string(),
  name: z.string().nullish(),
  selectable: z.boolean().nullish(),
})
const User = z.looseObject({
  id: z.coerce.string(),
  userName: z.string().nullish(),
  fullName: z.string().nullish(),
})

/** Names of the domain that both contexts serve. Ids are text. */
const domainMethods = {
  /** Every queue (skill) of the domain: id and name. */
  DomainQueues: defineMethod({
    name: 'DomainQueues',
    http: 'GET',
    path: '/orgs/{orgId}/skills',
    response: z.array(z.unknown()).transform(parseQueueNames),
  }),
  /** Every user of the domain. */
  DomainUsers: defineMethod({
    name: 'DomainUsers',
    http: 'GET',
    path: '/orgs/{orgId}/users',
    response: z.array(User),
  }),
  DomainCampaigns: defineMethod({
    name: 'DomainCampaigns',
    http: 'GET',
    path: '/orgs/{orgId}/campaigns',
    response: z.array(Named),
  }),
  NotReadyReasonCodes: defineMethod({
    name: 'NotReadyReasonCodes',
    http: 'GET',
    path: '/orgs/{orgId}/not_ready_reason_codes',
    response: z.array(ReasonCode),
  }),
  LogoutReasonCodes: defineMethod({
    name: 'LogoutReasonCodes',
    http: 'GET',
    path: '/orgs/{orgId}/logout_reason_codes',
    response: z.array(ReasonCode),
  }),
}

/** The methods of `client.supervisor`. */
export const supervisorMethods = {
  ...sessionMethods('supervisor'),
  ...domainMethods,
  /** Asks for event 5000 on the supervisor socket; 204. */
  RequestFullStatistics: defineMethod({
    name: 'RequestFullStatistics',
    http: 'PUT',
    path: '/supervisors/{supervisorId}/request_full_statistics',
    response: z.unknown().transform(() => undefined),
  }),
  /** The statistics filter; unknown keys are kept, so that it can be changed and written back whole. */
  StatisticsFilter: defineMethod({
    name: 'StatisticsFilter',
    http: 'GET',
    path: '/supervisors/{supervisorId}/stats_filter_settings',
    response: z.looseObject({}),
  }),
  ChangeStatisticsFilter: defineMethod({
    name: 'ChangeStatisticsFilter',
    http: 'PUT',
    path: '/supervisors/{supervisorId}/stats_filter_settings',
    body: z.looseObject({}),
    response: z.unknown().transform(() => undefined),
  }),
}

/** The methods of `client.agent`. */
export const agentMethods = {
  ...sessionMethods('agent'),
  ...domainMethods,
  /** The ids of the skills that the agent works on now; Five9 is known to answer with ids or with objects. */
  CurrentActiveSkills: defineMethod({
    name: 'CurrentActiveSkills',
    http: 'GET',
    path: '/agents/{agentId}/active_skills',
    response: z.array(z.union([SkillId, z.looseObject({ id: SkillId }).transform(({ id }) => id)])),
  }),
  /** Chooses the skills to work on, as a plain list of ids; leaves the login state SELECT_SKILLS. */
  ActiveSkills: defineMethod({
    name: 'ActiveSkills',
    http: 'PUT',
    path: '/agents/{agentId}/active_skills',
    body: z.array(z.string()),
    response: z.unknown().transform(() => undefined),
  }),
}
