import { z } from 'zod'
import { get, post, put } from '../../definition.ts'
import { Nothing } from '../../shapes.ts'
import { StationBody } from '../../station.ts'
import { Notice, Notices } from '../schemas.ts'

/** The methods of an agent: session. */
export const sessionMethods = {
  /** Maintenance notices that wait to be accepted. [C] */
  MaintenanceNoticesGet: get('/agents/{agentId}/maintenance_notices', { response: Notices }),
  /** Accepts a notice. The `accepted` of the reply still says false: read the login state instead. [C] */
  MaintenanceNoticeAccept: put('/agents/{agentId}/maintenance_notices/{noticeId}/accept', {
    response: Nothing,
  }),
  /** One maintenance notice. [P] */
  GetMaintenanceNotice: get('/agents/{agentId}/maintenance_notices/{noticeId}', { response: Notice }),
  /** The login state as text, such as `WORKING`. 401 until the node knows the token. [C] */
  AgentLoginState: get('/agents/{agentId}/login_state', { response: z.string() }),
  /**
   * Starts the session; 204. `force=true` takes the session over from another program (else 435 DUPLICATE_LOGIN).
   * [C]
   */
  AgentSessionStart: put('/agents/{agentId}/session_start', {
    query: ['force'],
    body: StationBody,
    response: Nothing,
  }),
  /** Ends the session of this role and keeps the login. [P] */
  AgentSessionStop: put('/agents/{agentId}/session_stop', { response: Nothing }),
  /** Continues after a migration, from the login state RELOGIN. [C] */
  AgentSessionRestart: put('/agents/{agentId}/session_restart', { response: Nothing }),
  /** When the session expires. [P] */
  GetSessionExpiration: get('/agents/{agentId}/session_expiration'),
  /** Whether the session can end now. [P] */
  CanStopSession: get('/agents/{agentId}/can_stop_session'),
  /** Reports activity of the user. [P] */
  AgentPing: put('/agents/{agentId}/ping', { response: Nothing }),
  /** The state of a maintenance. [P] */
  GetSwitchoverMetadata: get('/agents/{agentId}/switchover_metadata'),
  /** Ends the sessions of both roles and the login. [C] */
  LogOut: post('/auth/logout', { response: Nothing }),
}
