export {
  createFive9Client,
  type Five9Client,
  type Five9ClientOptions,
  type SocketListener,
} from './client.ts'
export {
  BadInput,
  ConnectionLost,
  CredentialsRefused,
  DuplicateLogin,
  Five9Error,
  NotSignedIn,
  RequestRefused,
  SessionStuck,
  UnexpectedReply,
  Unreachable,
  type ErrorDetail,
} from './errors.ts'
export {
  createLiveSession,
  type LiveCondition,
  type LiveNotice,
  type LiveSession,
  type LiveSessionOptions,
} from './live/live-session.ts'
export { isRegion, loginAddress, type Region } from './login-address.ts'
export {
  defineMethod,
  type CallArguments,
  type MethodDefinition,
  type Methods,
  type Role,
} from './methods/definition.ts'
export { agentMethods, supervisorMethods } from './methods/domain-methods.ts'
export { EventHandler, type HandlerFunction } from './socket/event-handlers.ts'
