export {
  createFive9Client,
  type Five9Client,
  type Five9ClientOptions,
  type SocketListener,
  type StartSessionOptions,
} from './client.ts'
export {
  BadInput,
  ConnectionLost,
  CredentialsRefused,
  DomainMoved,
  DuplicateLogin,
  Five9Error,
  NotSignedIn,
  PermissionDenied,
  RateLimited,
  RequestRefused,
  SessionStuck,
  UnexpectedReply,
  Unreachable,
  WrongLoginState,
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
export type { Credentials } from './session/sign-in.ts'
export { EventHandler, type HandlerFunction } from './socket/event-handlers.ts'
