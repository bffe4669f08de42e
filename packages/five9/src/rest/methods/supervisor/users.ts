import { get, post, put } from '../../definition.ts'
import { Nothing } from '../../shapes.ts'
import { AgentStates, CloudToken, Permissions, UserSessions, Users } from '../schemas.ts'

/** The methods of a supervisor: users and their sessions. */
export const usersMethods = {
  /** Every user of the domain: names, roles and the queues that each one serves (`skillLevels`). [C] */
  GetDomainUsers: get('/orgs/{orgId}/users', { response: Users }),
  /** The user profiles of the domain. [P] */
  GetUserProfiles: get('/orgs/{orgId}/user_profiles'),
  /** The sessions of all users of the domain. [R] */
  GetUserSessions: get('/orgs/{orgId}/user_sessions', { response: UserSessions }),
  /** Ends a session; `sessionId` of `GetUserSessions`. [R] */
  LogoutUser: put('/orgs/{orgId}/user_sessions/{sessionId}/logout', { response: Nothing }),
  /**
   * Which channels each agent is ready for, by user id, one letter each: `c` call, `v` voicemail, `h` chat, `e`
   * e-mail, `a` case, `d` video, `s` social, `o` logged out, `i` has a video licence. Empty: ready for none. [C]
   */
  GetAgentStates: get('/orgs/{orgId}/agent_states', { response: AgentStates }),
  /**
   * Names of what a user may do; of this user unless `userId` is set. `GetApplicationSeats` needs this call first.
   * [P]
   */
  GetPermissions: get('/users/{userId}/permissions', { response: Permissions }),
  /** The seats of the domain; needs `GetPermissions` first and the permission CAN_VIEW_ACTIVE_SESSIONS. [P] */
  GetApplicationSeats: get('/orgs/{orgId}/application_seats'),
  /** Exchanges the token for one of the cloud interfaces: send it as `authorization: Bearer …`. [P] */
  ExchangeFdmToken: post('{cloudClientUrl}/cloudauthsvcs/v1/domains/{orgId}/exchangefdmtoken', {
    response: CloudToken,
  }),
  /**
   * Permissions in the cloud interfaces; needs the header `authorization` with the token of `ExchangeFdmToken`. [P]
   */
  GetCloudUiPermissions: get('{cloudClientUrl}/acl/v1/domains/{orgId}/my-ui-permissions'),
}
