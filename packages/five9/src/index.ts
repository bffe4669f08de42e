export type { Five9Client, Five9ClientOptions } from './client.ts'
export { createFive9Client } from './create-client.ts'
export type { StartSessionOptions } from './login/role-sessions.ts'
export type { SocketListener } from './socket/open-role-socket.ts'
export {
  Aborted,
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
  type ConnectionLostCode,
  type ErrorDetail,
  type Five9ErrorCode,
} from './errors.ts'
export {
  createSupervisorSession,
  type SessionStatus,
  type SessionNotice,
  type SupervisorSession,
  type SupervisorSessionOptions,
} from './supervisor-session/supervisor-session.ts'
export type { ChainBreak } from './supervisor-session/liveness-state.ts'
export { isRegion, loginAddress, type Region } from './login-address.ts'
export { reachesFive9 } from './reaches-five9.ts'
export type { Five9Role } from './role.ts'
export {
  anyQuery,
  defineMethod,
  type Context,
  type MethodDefinition,
  type ReplyKind,
} from './rest/definition.ts'
export type { RequestLog, ResponseLog } from './rest/log-hooks.ts'
export type { ArgumentsOf, CallOptions, Methods, ResultOf } from './rest/method-types.ts'
export type { AgentFor, FetchFunction } from './rest/request.ts'
export type { Station } from './rest/station.ts'
export { agentMethods } from './rest/agent-methods.ts'
export { readReasonCodes, type ReasonCodes } from './rest/reason-codes.ts'
export { supervisorMethods } from './rest/supervisor-methods.ts'
export {
  createRecording,
  openRecording,
  type RecordingReader,
  type RecordingWriter,
} from './recording/recording-file.ts'
export type { Credentials, SignInPolicy } from './login/sign-in.ts'
export {
  DataSource,
  EventId,
  parseFullStatistics,
  parseIncrementalStatistics,
  parseStatistics,
  unknownEvent,
  type EventContext,
  type EventData,
  type EventKey,
  type EventName,
  type EventOf,
  type ReceivedEvent,
  type UnknownEvent,
  type Five9Event,
  type FullStatistics,
  type IncrementalStatistics,
  type QueueName,
  type StatRow,
} from './events/index.ts'
export { EventHandler, type HandlerFunction } from './socket/event-handlers.ts'
