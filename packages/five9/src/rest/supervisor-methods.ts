import { z } from 'zod'
import { defineMethod } from './definition.ts'
import { domainMethods } from './domain-methods.ts'
import { presenceMethods } from './presence-methods.ts'
import { sessionMethods } from './session-methods.ts'
import { Count, Id, listOf, Named, Nothing, Opaque, Text } from './shapes.ts'

const Ids = z.array(Id).nullish().catch(null)

const SkillSnapshot = z.looseObject({
  loggedInAgentsIds: Ids,
  activeAgentsIds: Ids,
  onCallAgentsIds: Ids,
  readyForCallAgentsIds: Ids,
  notReadyForCallAgentsIds: Ids,
  inQueueCallbackCount: Count,
  /** Milliseconds. */
  maxQueueDuration: Count,
  voicemailCount: Count,
})

/** A list may say `sessionId` or `id`. */
const UserSession = z
  .looseObject({ sessionId: Id.optional(), id: Id.optional(), userName: Text })
  .transform((session) => ({ ...session, sessionId: session.sessionId ?? session.id ?? '' }))

/** The form of alerts is not documented: bodies pass through unchanged. */
const Alert = z.looseObject({ id: Id.optional() })

/** Alerts of the domain or of one supervisor, under the same five calls. */
function alertMethods(whose: 'Domain' | 'Supervisor', path: string) {
  const one = `${path}/{alertId}`
  const named = (verb: string) => `${verb}${whose}Alert`
  return {
    list: defineMethod({ name: `${whose}Alerts`, http: 'GET', path, response: listOf(Alert, 'alerts') }),
    read: defineMethod({ name: named('Read'), http: 'GET', path: one, response: Alert }),
    create: defineMethod({ name: named('Create'), http: 'POST', path, body: Opaque, response: z.unknown() }),
    change: defineMethod({
      name: named('Change'),
      http: 'PUT',
      path: one,
      body: Opaque,
      response: z.unknown(),
    }),
    remove: defineMethod({ name: named('Delete'), http: 'DELETE', path: one, response: z.unknown() }),
  }
}

const domainAlerts = alertMethods('Domain', '/alerts')
const supervisorAlerts = alertMethods('Supervisor', '/supervisors/{supervisorId}/alerts')

/** The methods of `client.supervisor`. */
export const supervisorMethods = {
  ...sessionMethods('supervisor'),
  ...domainMethods,
  ...presenceMethods('/supervisors/{supervisorId}/agents/{agentUserId}'),
  /** Requests event 5000 on the supervisor socket; 204. [C] */
  RequestFullStatistics: defineMethod({
    name: 'RequestFullStatistics',
    http: 'PUT',
    path: '/supervisors/{supervisorId}/request_full_statistics',
    response: Nothing,
  }),
  /** The statistics filter; unknown keys are kept, so that it can be changed and written back whole. [P] */
  StatisticsFilter: defineMethod({
    name: 'StatisticsFilter',
    http: 'GET',
    path: '/supervisors/{supervisorId}/stats_filter_settings',
    response: Opaque,
  }),
  /** Replaces the statistics filter: send the whole reply of `StatisticsFilter` with the changes. [P] */
  ChangeStatisticsFilter: defineMethod({
    name: 'ChangeStatisticsFilter',
    http: 'PUT',
    path: '/supervisors/{supervisorId}/stats_filter_settings',
    body: Opaque,
    response: Nothing,
  }),
  /** The queues assigned to this supervisor: id and name. Empty when there are none. [R] */
  SupervisorQueues: defineMethod({
    name: 'SupervisorQueues',
    http: 'GET',
    path: '/supervisors/{supervisorId}/skills',
    response: listOf(Named, 'skills'),
  }),
  /** The agents that this supervisor may see. [R] */
  SupervisorAgents: defineMethod({
    name: 'SupervisorAgents',
    http: 'GET',
    path: '/supervisors/{supervisorId}/agents',
    response: listOf(z.looseObject({ id: Id, userName: Text, firstName: Text, lastName: Text }), 'agents'),
  }),
  /** The agent groups assigned to this supervisor. [P] */
  SupervisorAgentGroups: defineMethod({
    name: 'SupervisorAgentGroups',
    http: 'GET',
    path: '/supervisors/{supervisorId}/agent_groups',
    response: listOf(Named, 'agentGroups', 'groups'),
  }),
  /** The ids of the agents and calls of one queue, matching the counts of its ACD_STATUS row; path parameter `skillId`. [R] */
  SkillSnapshot: defineMethod({
    name: 'SkillSnapshot',
    http: 'GET',
    path: '/supervisors/{supervisorId}/skills/{skillId}/snapshot',
    response: SkillSnapshot,
  }),
  /** The sessions of all users of the domain. [R] */
  UserSessions: defineMethod({
    name: 'UserSessions',
    http: 'GET',
    path: '/orgs/{orgId}/user_sessions',
    response: listOf(UserSession, 'userSessions', 'sessions'),
  }),
  /** Ends a session; path parameter `sessionId` of `UserSessions`. [R] */
  LogoutUserSession: defineMethod({
    name: 'LogoutUserSession',
    http: 'PUT',
    path: '/orgs/{orgId}/user_sessions/{sessionId}/logout',
    response: Nothing,
  }),
  /** Replaces the queues that an agent works on; path parameter `agentUserId`, body a list of queue ids. [R] */
  ChangeAgentSkills: defineMethod({
    name: 'ChangeAgentSkills',
    http: 'PUT',
    path: '/supervisors/{supervisorId}/agents/{agentUserId}/active_skills',
    body: z.array(z.string()),
    response: Nothing,
  }),
  /** Sends a message to several users; the body's form is not documented. [P] */
  BroadcastMessage: defineMethod({
    name: 'BroadcastMessage',
    http: 'POST',
    path: '/users/{userId}/broadcast_messages',
    body: Opaque,
    response: z.unknown(),
  }),
  /** Alerts that are set up for the domain. [P] */
  DomainAlerts: domainAlerts.list,
  /** One alert of the domain; path parameter `alertId`. [P] */
  ReadDomainAlert: domainAlerts.read,
  /** Sets up an alert for the domain. [P] */
  CreateDomainAlert: domainAlerts.create,
  /** Changes an alert of the domain; path parameter `alertId`. [P] */
  ChangeDomainAlert: domainAlerts.change,
  /** Deletes an alert of the domain; path parameter `alertId`. [P] */
  DeleteDomainAlert: domainAlerts.remove,
  /** This supervisor's own alerts. [P] */
  SupervisorAlerts: supervisorAlerts.list,
  /** One of this supervisor's alerts; path parameter `alertId`. [P] */
  ReadSupervisorAlert: supervisorAlerts.read,
  /** Sets up an alert for this supervisor. [P] */
  CreateSupervisorAlert: supervisorAlerts.create,
  /** Changes one of this supervisor's alerts; path parameter `alertId`. [P] */
  ChangeSupervisorAlert: supervisorAlerts.change,
  /** Deletes one of this supervisor's alerts; path parameter `alertId`. [P] */
  DeleteSupervisorAlert: supervisorAlerts.remove,
}
