import { del, get, post, put } from '../../definition.ts'
import { AnyBody, OptionalBody } from '../schemas.ts'

/** The methods of an agent: callbacks. */
export const callbacksMethods = {
  /** The callbacks of the agent. [P] */
  GetAgentCallbacks: get('/agents/{agentId}/callbacks'),
  /** The callbacks of the domain. [P] */
  GetDomainCallbacks: get('/orgs/{orgId}/callbacks'),
  /** Callbacks that were postponed or dismissed. [P] */
  GetPostponedDismissedCallbacks: get('/agents/{agentId}/callbacks/snooze'),
  /** Sets a callback. [P] */
  AddCallback: post('/agents/{agentId}/callbacks', { body: AnyBody }),
  /** Changes a callback. [P] */
  UpdateCallback: put('/agents/{agentId}/callbacks/{callbackId}', { body: AnyBody }),
  /** Changes several callbacks. [P] */
  UpdateCallbacks: put('/agents/{agentId}/callbacks', { body: AnyBody }),
  /** Deletes a callback. [P] */
  DeleteCallback: del('/agents/{agentId}/callbacks/{callbackId}'),
  /** Deletes several callbacks. [P] */
  DeleteCallbacks: del('/agents/{agentId}/callbacks', { body: AnyBody }),
  /** Dismisses a callback. [P] */
  DismissCallback: put('/agents/{agentId}/callbacks/{callbackId}/dismiss'),
  /** Dismisses several callbacks. [P] */
  DismissCallbacks: put('/agents/{agentId}/callbacks/dismiss', { body: AnyBody }),
  /** Postpones a callback. [P] */
  PostponeCallback: put('/agents/{agentId}/callbacks/{callbackId}/snooze', { body: AnyBody }),
  /** Postpones several callbacks. [P] */
  PostponeCallbacks: put('/agents/{agentId}/callbacks/snooze', { body: AnyBody }),
  /** Makes the call of a callback. [P] */
  ReturnCallbackCall: post('/agents/{agentId}/callbacks/{callbackId}/make_call', { body: OptionalBody }),
  /** The callbacks that wait in queues. [P] */
  GetQueueCallbacks: get('/agents/{agentId}/queue_callbacks'),
  /** One callback that waits in a queue. [P] */
  GetQueueCallback: get('/agents/{agentId}/queue_callbacks/{queueCallbackId}'),
  /** Answers a callback from a queue. [P] */
  AnswerQueueCallback: put('/agents/{agentId}/queue_callbacks/{queueCallbackId}/answer'),
  /** Rejects a callback from a queue. [P] */
  RejectQueueCallback: put('/agents/{agentId}/queue_callbacks/{queueCallbackId}/reject'),
}
