/** What a failed call is known by. None of it is a secret. */
export interface ErrorDetail {
  /** The HTTP status, where a reply came. */
  readonly status?: number
  readonly errorCode?: number
  readonly contextCode?: string
  /** The farm that serves the domain now, where Five9 named it. */
  readonly farmId?: string
  /** The definition's name, such as `DomainQueues`. */
  readonly requestName?: string
  readonly cause?: unknown
}

/** Why an event socket or its supervisor session ended. */
export type ConnectionLostCode =
  /** The domain moved to another host or farm. */
  | 'migrated'
  /** Another socket with the same key replaced this one. */
  | 'duplicate-connection'
  /** Five9 lost a server of its own (events 1000 and 1003). */
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

/** Every failure of this library. `retryable` says whether the same call may succeed later without a person. */
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

/** The caller gave something that no request could be made of. Thrown before anything is sent. */
export class BadInput extends Five9Error {
  override name = 'BadInput'
  constructor(message: string) {
    super('bad-input', message, false)
  }
}

/** Five9 does not know this user, or not this password. */
export class CredentialsRefused extends Five9Error {
  override name = 'CredentialsRefused'
  constructor(detail: ErrorDetail) {
    const what = detail.requestName === 'LoginByToken' ? 'access token' : 'username or password'
    super('credentials-refused', `Five9 refused the ${what}`, false, detail)
  }
}

/** The token is unknown: expired, killed by a ForceIn elsewhere, or not yet known to this node. */
export class NotSignedIn extends Five9Error {
  override name = 'NotSignedIn'
  constructor(detail: ErrorDetail) {
    super('not-signed-in', 'Five9 says that this user is not signed in', true, detail)
  }
}

/** Another session of this user is running; starting one needs force. */
export class DuplicateLogin extends Five9Error {
  override name = 'DuplicateLogin'
  constructor(detail: ErrorDetail) {
    super('duplicate-login', 'this user already has a Five9 session elsewhere', false, detail)
  }
}

/** Nobody answered, or not in time. */
export class Unreachable extends Five9Error {
  override name = 'Unreachable'
  constructor(message: string, detail: ErrorDetail = {}) {
    super('unreachable', message, true, detail)
  }
}

/** A proxy between this program and Five9 lets nothing through: 407 wants other credentials, 403 another rule. */
export class ProxyRefused extends Five9Error {
  override name = 'ProxyRefused'
  constructor(status: number) {
    super('proxy-refused', `the proxy on the way to Five9 answered ${status}`, true, { status })
  }
}

/**
 * The peer cannot prove that it is Five9, or speaks no TLS that this machine takes: nothing was sent to it. A person
 * has to mend that, here or there; until then trying again is harmless.
 */
export class TlsFailed extends Five9Error {
  override name = 'TlsFailed'
  constructor(message: string, detail: ErrorDetail = {}) {
    super('tls-failed', message, true, detail)
  }
}

/**
 * Too many requests: nothing was carried out. Five9 takes them again `waitMs` milliseconds after the reply; `retryAtMs`
 * (epoch milliseconds) tells a person the same.
 */
export class RateLimited extends Five9Error {
  override name = 'RateLimited'
  readonly waitMs: number
  readonly retryAtMs: number

  constructor({ waitMs, retryAtMs }: { waitMs: number; retryAtMs: number }, detail: ErrorDetail) {
    const request = detail.requestName ?? 'a request'
    const at = new Date(retryAtMs).toISOString()
    super('rate-limited', `${request}: Five9 takes no more requests until ${at}`, true, detail)
    this.waitMs = waitMs
    this.retryAtMs = retryAtMs
  }
}

/** This user may not do that. A person has to change the user's permissions, or sign in as somebody else. */
export class PermissionDenied extends Five9Error {
  override name = 'PermissionDenied'
  constructor(reason: string, detail: ErrorDetail) {
    super('permission-denied', reason, false, detail)
  }
}

/** The session is not in the login state that the call needs: `state` where Five9 named it. */
export class WrongLoginState extends Five9Error {
  override name = 'WrongLoginState'
  readonly state: string | undefined

  constructor(reason: string, state: string | undefined, detail: ErrorDetail) {
    super('wrong-login-state', reason, true, detail)
    this.state = state
  }
}

/** Another farm serves this domain now (errorCode 5001): ask for new metadata and go on there. */
export class DomainMoved extends Five9Error {
  override name = 'DomainMoved'
  constructor(reason: string, detail: ErrorDetail) {
    super('migrated', reason, true, detail)
  }
}

/** Five9 answered with an error of its own. */
export class RequestRefused extends Five9Error {
  override name = 'RequestRefused'
  constructor(message: string, detail: ErrorDetail) {
    const { status = 0 } = detail
    super('request-refused', message, status === 429 || status >= 435, detail)
  }
}

/** The reply was not what the method's definition says. */
export class UnexpectedReply extends Five9Error {
  override name = 'UnexpectedReply'
  constructor(message: string, detail: ErrorDetail) {
    super('unexpected-reply', message, true, detail)
  }
}

/** The life cycle came to a state from which this library cannot go on by itself, or which does not pass in time. */
export class SessionStuck extends Five9Error {
  override name = 'SessionStuck'
  constructor(message: string, isTransient = false) {
    super('session-stuck', message, isTransient)
  }
}

/** The event socket ended; `closeCode` is Five9's, where it closed the socket. */
export class ConnectionLost extends Five9Error {
  override name = 'ConnectionLost'
  readonly closeCode: number | undefined

  constructor(code: ConnectionLostCode, message: string, closeCode?: number) {
    super(code, message, true)
    this.closeCode = closeCode
  }
}

/** What failed, as an error of this library. One that is none is a bug of ours; a live session outlasts it. */
export function asFive9Error(error: unknown): Five9Error {
  if (error instanceof Five9Error) return error
  return new Five9Error('internal', 'the session failed for a reason of its own', true, { cause: error })
}
