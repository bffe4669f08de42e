import { del, get, post, put } from '../../definition.ts'
import { Nothing } from '../../shapes.ts'
import { AnyBody } from '../schemas.ts'

/** The methods of a supervisor: station. */
export const stationMethods = {
  /** The station of the session. [P] */
  GetSupervisorStation: get('/supervisors/{supervisorId}/station'),
  /** The state of the station. [P] */
  GetSupervisorStationState: get('/supervisors/{supervisorId}/station_state'),
  /** Restarts the station, after event 42. [P] */
  RestartSupervisorStation: put('/supervisors/{supervisorId}/station/restart', { response: Nothing }),
  /** The configuration of the softphone. [P] */
  GetSupervisorSoftphoneConfig: get('/supervisors/{supervisorId}/softphone_config'),
  /** Restarts the softphone even when it is in use. [P] */
  ForceRestartSupervisorSoftphone: put('/supervisors/{supervisorId}/station/softphone_force_restart'),
  /** Makes a test call. [P] */
  MakeTestCall: post('/supervisors/{supervisorId}/interactions/make_test_call', { body: AnyBody }),
  /** Makes test calls to queues. [P] */
  MakeSkillsTestCalls: post('/supervisors/{supervisorId}/interactions/make_skills_test_calls', {
    body: AnyBody,
  }),
  /** Starts an echo call, which tests the audio of the station. [P] */
  MakeEchoCall: post('/supervisors/{supervisorId}/echo_call'),
  /** Ends the echo call. [P] */
  DeleteEchoCall: del('/supervisors/{supervisorId}/echo_call'),
}
