import { get, post } from '../../definition.ts'
import { AnyBody } from '../schemas.ts'

/** The methods of a supervisor: messages. */
export const messagesMethods = {
  /** Messages of the user. [P] */
  GetMessages: get('/messages/{userId}/messages'),
  /** Sends a message. [P] */
  SendMessage: post('/messages/{userId}/messages', { body: AnyBody }),
  /** Sends a message under an id. [P] */
  SendMessageWithId: post('/messages/{userId}/messages/{messageId}', { body: AnyBody }),
  /** Sends a message to several users. [P] */
  BroadcastMessage: post('/users/{userId}/broadcast_messages', { body: AnyBody }),
  /** Messages of the supervisor. [P] */
  GetSupervisorMessages: get('/supervisors/{supervisorId}/messages'),
  /** Sends a message as the supervisor. [P] */
  SendSupervisorMessage: post('/supervisors/{supervisorId}/messages', { body: AnyBody }),
  /** Sends a message as the supervisor under an id. [P] */
  SendSupervisorMessageWithId: post('/supervisors/{supervisorId}/messages/{messageId}', { body: AnyBody }),
}
