import { z } from 'zod'
import type { Five9Role } from '../role.ts'
import { defineMethod } from './definition.ts'
import { Nothing, Opaque } from './shapes.ts'

const Notice = z.looseObject({
  id: z.coerce.string(),
  annotation: z.string().nullish(),
  text: z.string().nullish(),
})

/** The session methods that both roles have, under `/supervisors/{supervisorId}` or `/agents/{agentId}`. */
export function sessionMethods(role: Five9Role) {
  const own = `/${role}s/{${role}Id}`
  return {
    /** The login state as text, such as `WORKING`. 401 until the node knows the token. [C] */
    LoginState: defineMethod({
      name: 'LoginState',
      http: 'GET',
      path: `${own}/login_state`,
      response: z.string(),
    }),
    /** Starts the session; 204. Query `force=true` takes the session over from another program (else 435 DUPLICATE_LOGIN). [C] */
    SessionStart: defineMethod({
      name: 'SessionStart',
      http: 'PUT',
      path: `${own}/session_start`,
      body: z.object({ stationId: z.string(), stationType: z.string() }),
      response: Nothing,
    }),
    /** Continues after a migration, from the login state RELOGIN. [C] */
    SessionRestart: defineMethod({
      name: 'SessionRestart',
      http: 'PUT',
      path: `${own}/session_restart`,
      response: Nothing,
    }),
    /** Ends this role's session and keeps the login. [P] */
    SessionStop: defineMethod({
      name: 'SessionStop',
      http: 'PUT',
      path: `${own}/session_stop`,
      response: Nothing,
    }),
    /** Maintenance notices that wait to be accepted. [C] */
    MaintenanceNotices: defineMethod({
      name: 'MaintenanceNotices',
      http: 'GET',
      path: `${own}/maintenance_notices`,
      response: z.array(Notice),
    }),
    /** Accepts a notice. The reply's `accepted` still says false: read the login state instead. [C] */
    AcceptNotice: defineMethod({
      name: 'AcceptNotice',
      http: 'PUT',
      path: `${own}/maintenance_notices/{noticeId}/accept`,
      response: Nothing,
    }),
    /** One maintenance notice; path parameter `noticeId`. [P] */
    MaintenanceNotice: defineMethod({
      name: 'MaintenanceNotice',
      http: 'GET',
      path: `${own}/maintenance_notices/{noticeId}`,
      response: Notice,
    }),
    /** The station of the session; its form is not documented. [P] */
    Station: defineMethod({ name: 'Station', http: 'GET', path: `${own}/station`, response: z.unknown() }),
    /** Starts the station again, after event 42. [P] */
    RestartStation: defineMethod({
      name: 'RestartStation',
      http: 'PUT',
      path: `${own}/station/restart`,
      response: Nothing,
    }),
    /** The state of a maintenance. [P] */
    SwitchoverMetadata: defineMethod({
      name: 'SwitchoverMetadata',
      http: 'GET',
      path: `${own}/switchover_metadata`,
      response: z.unknown(),
    }),
    /** Moves this user to the new host now; query `migrateToMaintenanceHost=true` to the maintenance host. [P] */
    Migrate: defineMethod({ name: 'Migrate', http: 'PUT', path: `${own}/migrate`, response: Nothing }),
    /** Reports activity of the user. [P] */
    Ping: defineMethod({ name: 'Ping', http: 'PUT', path: `${own}/ping`, response: Nothing }),
    /** Ends the sessions of both roles and the login. [C] */
    Logout: defineMethod({ name: 'Logout', http: 'POST', path: '/auth/logout', response: Nothing }),
    /** Data centres and ids, as in the reply to the login. [C] */
    Metadata: defineMethod({
      name: 'Metadata',
      http: 'GET',
      path: '/auth/metadata',
      response: Opaque,
    }),
  }
}
