/** Details of a failed call. They hold no secret. */
export interface ErrorDetail {
  /** The HTTP status of the reply, if there was one. */
  readonly status?: number
  readonly errorCode?: number
  readonly contextCode?: string
  /** The farm that serves the domain now, if Five9 named it. */
  readonly farmId?: string
  /** The definition's name, such as `DomainQueues`. */
  readonly requestName?: string
  /** The host that failed, and Node's code for what failed, where TLS did. */
  readonly host?: string
  readonly tlsCode?: string
  readonly cause?: unknown
}

/** Why an event socket or its supervisor session ended. */
export type ConnectionLostCode =
  /** The domain moved to another host or farm. */
  | 'migrated'
  /** Another socket with the same key replaced this one. */
  | 'duplicate-connection'
  /** Five9 lost the connection to one of its servers (events 1000 and 1003). */
  | 'server-unavailable'
  /** Five9 asks to start the session again. */
  | 'session-lost'
  /** Five9 answers but sends no statistics. */
  | 'silent'
  /** This program stopped the session. */
  | 'stopped'
  /** Another program keeps signing in as this user. */
  | 'evicted'
  /** A message was larger than the socket accepts. */
  | 'frame-too-large'
  | 'socket-error'
  | 'socket-closed'
  /** Five9 sent nothing, not even answers to pings. */
  | 'pings-unanswered'

/** The code of every error of this library. */
export type Five9ErrorCode =
  | ConnectionLostCode
  | 'bad-input'
  | 'aborted'
  | 'credentials-refused'
  | 'not-signed-in'
  | 'duplicate-login'
  | 'unreachable'
  | 'proxy-refused'
  | 'tls-failed'
  | 'rate-limited'
  | 'permission-denied'
  | 'wrong-login-state'
  | 'request-refused'
  | 'unexpected-reply'
  | 'session-stuck'
  /** A defect of this library. */
  | 'internal'

/** Base class of all errors of this library. `retryable`: the same call may succeed later without a person. */
export class Five9Error extends Error {
  override name = 'Five9Error'
  readonly code: Five9ErrorCode
  readonly retryable: boolean
  readonly detail: Omit<ErrorDetail, 'cause'>

  constructor(code: Five9ErrorCode, message: string, retryable: boolean, detail: ErrorDetail = {}) {
    const { cause, ...rest } = detail
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.retryable = retryable
    this.detail = rest
  }
}

/** The input of a call is invalid. Thrown before anything is sent. */
export class BadInput extends Five9Error {
  override name = 'BadInput'
  constructor(message: string) {
    super('bad-input', message, false)
  }
}

/** The caller cancelled the call by its `signal`. Five9 may have carried it out. */
export class Aborted extends Five9Error {
  override name = 'AbortError'
  constructor(detail: ErrorDetail = {}) {
    super('aborted', `${detail.requestName ?? 'a call'} was cancelled`, false, detail)
  }
}

/** Five9 refused the username, the password or the access token. */
export class CredentialsRefused extends Five9Error {
  override name = 'CredentialsRefused'
  constructor(detail: ErrorDetail) {
    const what = detail.requestName === 'LoginByToken' ? 'access token' : 'username or password'
    super('credentials-refused', `Five9 refused the ${what}`, false, detail)
  }
}

/** Five9 does not know the token: it expired, a ForceIn ended it, or the node has not learnt it yet. */
export class NotSignedIn extends Five9Error {
  override name = 'NotSignedIn'
  constructor(detail: ErrorDetail) {
    super('not-signed-in', 'Five9 does not accept the token: the user is not signed in', true, detail)
  }
}

/** The user has another session; starting one needs force. */
export class DuplicateLogin extends Five9Error {
  override name = 'DuplicateLogin'
  constructor(detail: ErrorDetail) {
    super(
      'duplicate-login',
      'this user has another session at Five9; start with force to take it over',
      false,
      detail,
    )
  }
}

/** No answer, or not in time. */
export class Unreachable extends Five9Error {
  override name = 'Unreachable'
  constructor(message: string, detail: ErrorDetail = {}) {
    super('unreachable', message, true, detail)
  }
}

/** A proxy on the way to Five9 refuses the connection: 407 needs other credentials, 403 another rule. */
export class ProxyRefused extends Five9Error {
  override name = 'ProxyRefused'
  constructor(status: number) {
    super('proxy-refused', `the proxy on the way to Five9 answered ${status}`, true, { status })
  }
}

/**
 * The peer could not prove that it is Five9, or there is no common TLS version. Nothing was sent. A person has to
 * correct it on one side; retrying is harmless.
 */
export class TlsFailed extends Five9Error {
  override name = 'TlsFailed'
  constructor(message: string, detail: ErrorDetail = {}) {
    super('tls-failed', message, true, detail)
  }
}

/**
 * Too many requests: nothing was carried out. Retry `waitMs` milliseconds after the reply, or at `retryAtMs` (epoch
 * milliseconds).
 */
export class RateLimited extends Five9Error {
  override name = 'RateLimited'
  readonly waitMs: number
  readonly retryAtMs: number

  constructor({ waitMs, retryAtMs }: { waitMs: number; retryAtMs: number }, detail: ErrorDetail) {
    const request = detail.requestName ?? 'a request'
    const at = new Date(retryAtMs).toISOString()
    super('rate-limited', `${request}: Five9 limits the request rate; retry at ${at}`, true, detail)
    this.waitMs = waitMs
    this.retryAtMs = retryAtMs
  }
}

/** The user lacks a permission. A person has to change the user's permissions or sign in as another user. */
export class PermissionDenied extends Five9Error {
  override name = 'PermissionDenied'
  constructor(reason: string, detail: ErrorDetail) {
    super('permission-denied', reason, false, detail)
  }
}

/** The session is not in the login state that the call needs. `state` is the present one, if Five9 named it. */
export class WrongLoginState extends Five9Error {
  override name = 'WrongLoginState'
  readonly state: string | undefined

  constructor(reason: string, state: string | undefined, detail: ErrorDetail) {
    super('wrong-login-state', reason, true, detail)
    this.state = state
  }
}

/** Another farm serves this domain (errorCode 5001): request new metadata and continue there. */
export class DomainMoved extends Five9Error {
  override name = 'DomainMoved'
  constructor(reason: string, detail: ErrorDetail) {
    super('migrated', reason, true, detail)
  }
}

/** Five9 refused the request with another error. */
export class RequestRefused extends Five9Error {
  override name = 'RequestRefused'
  constructor(message: string, detail: ErrorDetail) {
    const { status = 0 } = detail
    super('request-refused', message, status === 429 || status >= 435, detail)
  }
}

/** The reply does not fit the method's definition. */
export class UnexpectedReply extends Five9Error {
  override name = 'UnexpectedReply'
  constructor(message: string, detail: ErrorDetail) {
    super('unexpected-reply', message, true, detail)
  }
}

/** The session stays in a login state that this library cannot leave by itself. */
export class SessionStuck extends Five9Error {
  override name = 'SessionStuck'
  constructor(message: string, isTransient = false) {
    super('session-stuck', message, isTransient)
  }
}

/** The event socket ended. `closeCode` is the code of the close frame, if Five9 closed the socket. */
export class ConnectionLost extends Five9Error {
  override name = 'ConnectionLost'
  readonly closeCode: number | undefined

  constructor(code: ConnectionLostCode, message: string, closeCode?: number) {
    super(code, message, true)
    this.closeCode = closeCode
  }
}

/**
 * Converts any error to an error of this library. Another error is a defect of ours; a supervisor session survives
 * it.
 */
export function asFive9Error(error: unknown): Five9Error {
  if (error instanceof Five9Error) return error
  return new Five9Error(
    'internal',
    'the supervisor session failed because of a defect of this program',
    true,
    { cause: error },
  )
}
