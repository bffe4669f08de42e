import { z } from 'zod'
import { defineMethod } from './definition.ts'
import { domainMethods } from './domain-methods.ts'
import { presenceMethods } from './presence-methods.ts'
import { sessionMethods } from './session-methods.ts'
import { Id, listOf, Named, Nothing, Opaque } from './shapes.ts'

/** The methods of `client.agent`. */
export const agentMethods = {
  ...sessionMethods('agent'),
  ...domainMethods,
  ...presenceMethods('/agents/{agentId}'),
  /** The agent: names, extension and other stored fields. [P] */
  AgentDetails: defineMethod({
    name: 'AgentDetails',
    http: 'GET',
    path: '/agents/{agentId}',
    response: z.looseObject({ id: Id }),
  }),
  /** The queues that the agent may serve: id and name. [P] */
  AgentSkills: defineMethod({
    name: 'AgentSkills',
    http: 'GET',
    path: '/agents/{agentId}/skills',
    response: listOf(Named, 'skills'),
  }),
  /** The ids of the skills that the agent works on now; Five9 answers with ids or with objects. [R] */
  CurrentActiveSkills: defineMethod({
    name: 'CurrentActiveSkills',
    http: 'GET',
    path: '/agents/{agentId}/active_skills',
    response: z.array(z.union([Id, z.looseObject({ id: Id }).transform(({ id }) => id)])),
  }),
  /** Selects the skills to work on by a list of ids; ends the login state SELECT_SKILLS. [R] */
  ActiveSkills: defineMethod({
    name: 'ActiveSkills',
    http: 'PUT',
    path: '/agents/{agentId}/active_skills',
    body: z.array(z.string()),
    response: Nothing,
  }),
  /** The campaigns that the agent may work on. [P] */
  AvailableCampaigns: defineMethod({
    name: 'AvailableCampaigns',
    http: 'GET',
    path: '/orgs/{orgId}/available_campaigns',
    response: listOf(Named, 'campaigns'),
  }),
  /** The agent's options, a list of names; changing them replaces all. [P] */
  Options: defineMethod({
    name: 'Options',
    http: 'GET',
    path: '/agents/{agentId}/options',
    response: Opaque,
  }),
}
