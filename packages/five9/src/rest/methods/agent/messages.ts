import { get, post } from '../../definition.ts'
import { AnyBody } from '../schemas.ts'

/** The methods of an agent: messages. */
export const messagesMethods = {
  /** Messages of the agent. [P] */
  GetAgentMessages: get('/agents/{agentId}/messages'),
  /** Messages of the user. [P] */
  GetMessages: get('/messages/{agentId}/messages'),
  /** Sends a message. [P] */
  SendMessage: post('/messages/{agentId}/messages', { body: AnyBody }),
  /** Sends a message under an id. [P] */
  SendMessageWithId: post('/messages/{agentId}/messages/{messageId}', { body: AnyBody }),
  /** Sends a message to several users. [P] */
  BroadcastMessage: post('/users/{userId}/broadcast_messages', { body: AnyBody }),
}
