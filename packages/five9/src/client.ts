import type { StartSessionOptions } from './login/role-sessions.ts'
import type { Credentials, SignInPolicy } from './login/sign-in.ts'
import type { Region } from './login-address.ts'
import type { agentMethods } from './rest/agent-methods.ts'
import type { MethodDefinition } from './rest/definition.ts'
import type { RequestLog, ResponseLog } from './rest/log-hooks.ts'
import type { Methods } from './rest/method-types.ts'
import type { AgentFor, FetchFunction } from './rest/request.ts'
import type { supervisorMethods } from './rest/supervisor-methods.ts'
import type { Five9Role } from './role.ts'
import type { EventHandlers } from './socket/event-handlers.ts'
import type { EventSocket } from './socket/event-socket.ts'
import type { SocketListener } from './socket/open-role-socket.ts'
import type { Five9Event } from './events/index.ts'

export type Definitions = Readonly<Record<string, MethodDefinition>>

/** The methods of a caller who adds none. */
// oxlint-disable-next-line typescript/no-generated-empty-object-type -- no methods is exactly what it means
export type NoMethods = Readonly<Record<never, MethodDefinition>>

export interface Five9ClientOptions<S extends Definitions = NoMethods, A extends Definitions = NoMethods> {
  readonly credentials: Credentials
  readonly region?: Region
  /** The whole login address; overrides the region. Plain http is allowed on loopback only. */
  readonly loginUrl?: string
  /** Default: `AttachExisting`. */
  readonly policy?: SignInPolicy
  /** Names this application to Five9. */
  readonly appKey?: string
  /** Accepts maintenance notices. Without it, a pending notice fails the start of a session. */
  readonly acceptNotices?: boolean
  /** Milliseconds for each request. */
  readonly timeoutMs?: number
  /** Additional methods of the caller, beside the library's. */
  readonly supervisorMethods?: S
  readonly agentMethods?: A
  /** Milliseconds of a clock that never steps: measures silence and pauses. */
  readonly monotonic?: () => number
  /** Epoch milliseconds: gives the instant at which a rate limit ends. */
  readonly now?: () => number
  /**
   * The agent of Node's `http` that connects to an address, for requests and event sockets: for example a tunnel through
   * a company's proxy. Undefined connects directly.
   */
  readonly agentFor?: AgentFor
  /**
   * Sends requests instead of Node's `fetch`, for example through a dispatcher of undici; it must not follow redirects.
   * Event sockets go through `agentFor`.
   */
  readonly fetch?: FetchFunction
  /** False sends the session's cookies without the header Authorization, which some domains refuse. True by default. */
  readonly sendAuthorization?: boolean
  /** Receives each request for a log, without credentials. Bodies may hold data of customers. */
  readonly onRequest?: (request: RequestLog) => unknown
  /** Receives each reply for a log, without credentials. Bodies may hold data of customers. */
  readonly onResponse?: (response: ResponseLog) => unknown
  /** Receives what handlers throw. */
  readonly onHandlerError?: (error: unknown, event: Five9Event) => void
}

/** A Five9 user's login, agent and supervisor sessions, and event sockets. */
export interface Five9Client<S extends Definitions = NoMethods, A extends Definitions = NoMethods> {
  readonly supervisor: Methods<typeof supervisorMethods & S, 'supervisor'>
  readonly agent: Methods<typeof agentMethods & A, 'agent'>
  readonly isSignedIn: () => boolean
  /** Five9's ids of the signed-in domain and user. */
  readonly account: () => { readonly orgId: string; readonly userId: string } | undefined
  /**
   * Signs in and adopts the active data centre. Concurrent calls share one sign-in. Rejects with `CredentialsRefused`,
   * `UnexpectedReply`, `Unreachable` or `RateLimited`.
   * @param policy for this sign-in only; default: that of the client
   */
  readonly signIn: (policy?: SignInPolicy) => Promise<void>
  /** Continues at the host that the payload of event 1002 names. False, without a change, when it names none of Five9's. */
  readonly switchHost: (metadata: unknown) => boolean
  /** Requests metadata from the present host and continues at the host that it names. */
  readonly readMetadata: () => Promise<void>
  /** Leads the role's session to WORKING. `wasRunning`: another program had started it. */
  readonly startSession: (role: Five9Role, options?: StartSessionOptions) => Promise<{ wasRunning: boolean }>
  /**
   * Suspends automatic renewal until the result is called. Otherwise a call that Five9 answers with 401 signs in again
   * and restarts the sessions that this client started, and the client follows the domain to another host. A caller that keeps its session up itself must suspend that.
   */
  readonly suspendAutoRenewal: () => () => void
  /** Ends the role's session and keeps the login. */
  readonly stopSession: (role: Five9Role) => Promise<void>
  /** Ends the login and the sessions of both roles: Five9 has no separate call. Resolves with the roles that had one. */
  readonly signOut: () => Promise<{ readonly ended: readonly Five9Role[] }>
  /** Registers an event handler for every socket of this client. */
  readonly on: EventHandlers['on']
  /**
   * Opens the role's event socket under the caller's key; a key serves one socket at a time. When the domain moves to
   * another host, the client continues there: it starts its sessions again, reopens the socket under the key with a
   * number, and requests full statistics for a supervisor. While automatic renewal is suspended the socket ends instead,
   * with the reason `migrated`.
   */
  readonly openSocket: (role: Five9Role, key: string, listener: SocketListener) => Promise<EventSocket>
}
