import { del, get, post, put } from '../../definition.ts'
import { Nothing } from '../../shapes.ts'

/** The methods of an agent: station. */
export const stationMethods = {
  /** The station of the session. [P] */
  GetStation: get('/agents/{agentId}/station'),
  /** The state of the station. [P] */
  GetStationState: get('/agents/{agentId}/station_state'),
  /** Restarts the station, after event 42. [P] */
  RestartStation: put('/agents/{agentId}/station/restart', { response: Nothing }),
  /** Restarts the softphone even when it is in use. [P] */
  ForceRestartSoftphone: put('/agents/{agentId}/station/softphone_force_restart'),
  /** The configuration of the softphone. [P] */
  GetSoftphoneConfig: get('/agents/{agentId}/softphone_config'),
  /** Starts an echo call, which tests the audio of the station. [P] */
  MakeEchoCall: post('/agents/{agentId}/echo_call'),
  /** The echo call. [P] */
  GetEchoCall: get('/agents/{agentId}/echo_call'),
  /** Ends the echo call. [P] */
  DeleteEchoCall: del('/agents/{agentId}/echo_call'),
}
