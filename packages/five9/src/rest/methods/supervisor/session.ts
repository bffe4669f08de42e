import { z } from 'zod'
import { get, post, put } from '../../definition.ts'
import { Nothing, Opaque } from '../../shapes.ts'
import { StationBody } from '../../station.ts'
import { AnyBody, Notice, Notices } from '../schemas.ts'

/** The methods of a supervisor: session. */
export const sessionMethods = {
  /** Maintenance notices that wait to be accepted. [C] */
  MaintenanceNoticesGet: get('/supervisors/{supervisorId}/maintenance_notices', { response: Notices }),
  /** Accepts a notice. The `accepted` of the reply still says false: read the login state instead. [C] */
  MaintenanceNoticeAccept: put('/supervisors/{supervisorId}/maintenance_notices/{noticeId}/accept', {
    response: Nothing,
  }),
  /** One maintenance notice. [P] */
  GetMaintenanceNotice: get('/supervisors/{supervisorId}/maintenance_notices/{noticeId}', {
    response: Notice,
  }),
  /** The login state as text, such as `WORKING`. 401 until the node knows the token. [C] */
  SupervisorLoginState: get('/supervisors/{supervisorId}/login_state', { response: z.string() }),
  /**
   * Starts the session; 204. `force=true` takes the session over from another program (else 435 DUPLICATE_LOGIN).
   * [C]
   */
  SupervisorSessionStart: put('/supervisors/{supervisorId}/session_start', {
    query: ['force'],
    body: StationBody,
    response: Nothing,
  }),
  /** Ends the session of this role and keeps the login. [P] */
  SupervisorSessionStop: put('/supervisors/{supervisorId}/session_stop', { response: Nothing }),
  /** Continues after a migration, from the login state RELOGIN. [C] */
  SupervisorSessionRestart: put('/supervisors/{supervisorId}/session_restart', { response: Nothing }),
  /** Reports activity of the user. [P] */
  SupervisorPing: put('/supervisors/{supervisorId}/ping', { response: Nothing }),
  /** Sets the time zone of the supervisor. [P] */
  SetClientTimezone: put('/supervisors/{supervisorId}/client_timezone', { body: AnyBody }),
  /** Moves this user to the maintenance host. The client then continues at the host that the metadata names. [P] */
  MigrateToMaintenanceHost: put('/supervisors/{supervisorId}/migrate?migrateToMaintenanceHost=true'),
  /** Moves this user to the new host. The client then continues at the host that the metadata names. [P] */
  MigrateSupervisor: put('/supervisors/{supervisorId}/migrate'),
  /** The state of a maintenance. [P] */
  GetSupervisorSwitchoverMetadata: get('/supervisors/{supervisorId}/switchover_metadata'),
  /** Ends the sessions of both roles and the login. [C] */
  LogOut: post('/auth/logout', { response: Nothing }),
  /** Data centres and ids, as in the reply to the login. [C] */
  GetAuthMetadata: get('/auth/metadata', { response: Opaque }),
}
