import { del, get, post, put } from '../../definition.ts'
import { Alert, Alerts, AnyBody } from '../schemas.ts'

/** The methods of a supervisor: alerts. */
export const alertsMethods = {
  /** Alerts that are set up for the domain. [P] */
  GetAlerts: get('/alerts', { response: Alerts }),
  /** Sets up an alert for the domain. [P] */
  CreateAlert: post('/alerts', { body: AnyBody }),
  /** One alert of the domain. [P] */
  GetAlertByID: get('/alerts/{alertId}', { response: Alert }),
  /** Changes an alert of the domain. [P] */
  UpdateAlert: put('/alerts/{alertId}', { body: AnyBody }),
  /** Deletes an alert of the domain. [P] */
  DeleteAlert: del('/alerts/{alertId}'),
  /** The alerts of this supervisor. [P] */
  GetSupervisorAlerts: get('/supervisors/{supervisorId}/alerts', { response: Alerts }),
  /** Sets up an alert for this supervisor. [P] */
  CreateSupervisorAlert: post('/supervisors/{supervisorId}/alerts', { body: AnyBody }),
  /** One alert of this supervisor. [P] */
  GetSupervisorAlert: get('/supervisors/{supervisorId}/alerts/{alertId}', { response: Alert }),
  /** Changes an alert of this supervisor. [P] */
  UpdateSupervisorAlert: put('/supervisors/{supervisorId}/alerts/{alertId}', { body: AnyBody }),
  /** Deletes an alert of this supervisor. [P] */
  DeleteSupervisorAlert: del('/supervisors/{supervisorId}/alerts/{alertId}'),
}
