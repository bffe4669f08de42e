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
  ProxyRefused,
  RateLimited,
  RequestRefused,
  SessionStuck,
  TlsFailed,
  UnexpectedReply,
  Unreachable,
  WrongLoginState,
  type ErrorDetail,
} from './errors.ts'
export {
  createSupervisorSession,
  type SessionStatus,
  type SessionNotice,
  type SupervisorSession,
  type SupervisorSessionOptions,
} from './live/live-session.ts'
export type { ChainBreak } from './live/pulse-state.ts'
export { isRegion, loginAddress, type Region } from './login-address.ts'
export {
  defineMethod,
  type CallArguments,
  type MethodDefinition,
  type Methods,
  type Five9Role,
} from './methods/definition.ts'
export type { AgentFor } from './methods/request.ts'
export { agentMethods } from './methods/agent-methods.ts'
export { readReasonCodes, type ReasonCodes } from './methods/reason-codes.ts'
export { supervisorMethods } from './methods/supervisor-methods.ts'
export {
  createRecording,
  openRecording,
  type RecordingReader,
  type RecordingWriter,
} from './recording/recording-file.ts'
export type { Credentials } from './session/sign-in.ts'
export { EventHandler, type HandlerFunction } from './socket/event-handlers.ts'
