import { setTimeout as delay } from 'node:timers/promises'
import { BadInput, ConnectionLost, NotSignedIn } from './errors.ts'
import { callSafely } from './call-safely.ts'
import { loginAddress, type Region } from './login-address.ts'
import { contexts, createCall, createRetryingCall, type Call } from './rest/caller.ts'
import type { CallArguments, MethodDefinition, Methods, Five9Role } from './rest/definition.ts'
import { agentMethods } from './rest/agent-methods.ts'
import { supervisorMethods } from './rest/supervisor-methods.ts'
import { createExchanger } from './rest/exchange.ts'
import type { AgentFor } from './rest/request.ts'
import { systemMonotonic } from './monotonic.ts'
import { identityAfterMove, type Identity } from './login/sign-in-reply.ts'
import {
  checkCredentials,
  secretsOf,
  signInOnce,
  untrustedHostError,
  type Credentials,
} from './login/sign-in.ts'
import { startSession } from './login/start-session.ts'
import { createEventHandlers, type EventHandlers } from './socket/event-handlers.ts'
import { openEventSocket, type EventSocket } from './socket/event-socket.ts'
import type { Five9Event } from './events/index.ts'

type Definitions = Readonly<Record<string, MethodDefinition>>
/** What a caller adds who adds nothing. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- no methods is exactly what it means
type NoMethods = Readonly<Record<never, MethodDefinition>>

export interface Five9ClientOptions<
  S extends Definitions = Definitions,
  A extends Definitions = Definitions,
> {
  readonly credentials: Credentials
  readonly region?: Region
  /** The whole login address; overrides the region. Plain http is allowed on loopback only. */
  readonly loginUrl?: string
  /** `AttachExisting` (default) joins a session that exists; `ForceIn` ends it. */
  readonly policy?: 'AttachExisting' | 'ForceIn'
  /** Names this application to Five9. */
  readonly appKey?: string
  /** Maintenance notices are accepted only with this; otherwise they fail the start of a session. */
  readonly acceptNotices?: boolean
  /** Milliseconds for each request. */
  readonly timeoutMs?: number
  /** Methods of your own, which appear beside the library's. */
  readonly supervisorMethods?: S
  readonly agentMethods?: A
  /** Milliseconds of a clock that never steps: measures silence and pauses. */
  readonly monotonic?: () => number
  /** Epoch milliseconds, to tell people when a rate limit ends. */
  readonly now?: () => number
  /**
   * The agent of Node's `http` that connects to an address, for requests and event sockets alike: a tunnel through a
   * company's proxy, say. Undefined connects directly.
   */
  readonly agentFor?: AgentFor
  /** Told of handlers that throw. */
  readonly onHandlerError?: (error: unknown, event: Five9Event) => void
}

export interface StartSessionOptions {
  /** Takes the session over from elsewhere. */
  readonly force?: boolean
  /** How often login_state may be answered 401 first: a node learns a token by being asked. 13 by default. */
  readonly unauthorizedPolls?: number
  /** The skills that an agent works on. */
  readonly activeSkillIds?: readonly string[]
}

export interface SocketListener {
  readonly onClosed: (reason: ConnectionLost) => void
  readonly onRefusedFrame?: (reason: string) => void
  /** Sees every event of this socket, before the registered handlers. */
  readonly onEvent?: (event: Five9Event) => void
}

/** A Five9 user's sign-in, sessions and sockets. */
export interface Five9Client<S extends Definitions = Definitions, A extends Definitions = Definitions> {
  readonly supervisor: Methods<typeof supervisorMethods & S>
  readonly agent: Methods<typeof agentMethods & A>
  readonly isSignedIn: () => boolean
  /** Five9's ids of the domain and the user that are signed in. */
  readonly account: () => { readonly orgId: string; readonly userId: string } | undefined
  /**
   * Signs in and adopts the active data centre. Calls that come together share one sign-in. Rejects with
   * `CredentialsRefused`, `Unreachable`, …
   */
  readonly signIn: () => Promise<void>
  /** Goes on at the host that the payload of event 1002 names. False, and nothing changes, when it names none of Five9's. */
  readonly switchHost: (metadata: unknown) => boolean
  /** Asks the present host where the domain is, and goes on there. */
  readonly readMetadata: () => Promise<void>
  /** Leads the role's session to WORKING. `wasRunning` means that somebody else started it. */
  readonly startSession: (role: Five9Role, options?: StartSessionOptions) => Promise<{ wasRunning: boolean }>
  /**
   * A call that Five9 answers 401 signs in again by itself and leads the roles that were started back to WORKING.
   * Whoever keeps a session up on their own takes that over until the result is called.
   */
  readonly suspendAutoRenewal: () => () => void
  /** Ends the role's session and keeps the login. */
  readonly stopSession: (role: Five9Role) => Promise<void>
  /** Ends the sessions of both roles and the login: Five9 knows no other way. Resolves with the roles that had one. */
  readonly signOut: () => Promise<{ readonly ended: readonly Five9Role[] }>
  /** Registers an event handler for every socket of this client. */
  readonly on: EventHandlers['on']
  /** Opens the role's event socket under a key of the caller's choice; a key serves one socket at a time. */
  readonly openSocket: (role: Five9Role, key: string, listener: SocketListener) => Promise<EventSocket>
}

/** More dead tokens than this in ten minutes mean that another program wants this user: it is not fought. */
const mostRenewals = 3
const renewalWindowMs = 600_000

/**
 * Creates a client; nothing is sent until `signIn`.
 * @throws BadInput for empty credentials or a login address that cannot be used
 */
export function createFive9Client<
  const S extends Definitions = NoMethods,
  const A extends Definitions = NoMethods,
>(options: Five9ClientOptions<S, A>): Five9Client<S, A> {
  const login = loginAddress(options)
  checkCredentials(options.credentials, login)
  const { monotonic = systemMonotonic, now = Date.now, agentFor = () => undefined } = options
  const handlers = createEventHandlers(options.onHandlerError ?? (() => undefined))
  let identity: Identity | undefined
  let signingIn: Promise<void> | undefined
  const started = new Map<Five9Role, StartSessionOptions>()
  /** How many have taken over signing in again. */
  let renewalSuspensions = 0
  let hasSignedIn = false
  let renewedAt: readonly number[] = []
  const exchanger = createExchanger({
    timeoutMs: options.timeoutMs ?? 15_000,
    secrets: () => secretsOf(options.credentials, identity),
    now,
    agentFor,
  })
  const call = createCall({ exchanger, identity: () => identity })
  const patientCall = createRetryingCall({
    call,
    identity: () => identity,
    renew: () => (renewalSuspensions === 0 && hasSignedIn ? renew() : undefined),
  })

  function current(name: string): Identity {
    if (identity === undefined) throw new NotSignedIn({ requestName: name })
    return identity
  }

  function bindMethods<D extends Definitions>(role: Five9Role, definitions: D, call: Call): Methods<D> {
    const entries = Object.entries(definitions).map(([name, definition]) => [
      name,
      (args?: CallArguments) => call(role, definition, args),
    ])
    // Each entry parses with the schema from which the method's type is inferred, so the table has the type's shape.
    return Object.fromEntries(entries) as Methods<D>
  }

  const supervisor = bindMethods(
    'supervisor',
    { ...supervisorMethods, ...options.supervisorMethods } as typeof supervisorMethods & S,
    send,
  )
  const agent = bindMethods(
    'agent',
    { ...agentMethods, ...options.agentMethods } as typeof agentMethods & A,
    send,
  )
  /** For the life cycle itself, to which a 401 is an answer. */
  const lifecycleMethods = {
    supervisor: bindMethods('supervisor', supervisorMethods, call),
    agent: bindMethods('agent', agentMethods, call),
  }

  async function signIn(): Promise<void> {
    try {
      identity = await signInOnce(exchanger, options, login)
      hasSignedIn = true
    } catch (error) {
      identity = undefined // what there was is dead, or was to be replaced
      throw error
    }
  }

  const signInShared = () =>
    (signingIn ??= signIn().finally(() => {
      signingIn = undefined
    }))

  async function renew(): Promise<void> {
    const at = monotonic()
    renewedAt = [...renewedAt.filter((earlier) => at - earlier < renewalWindowMs), at]
    if (renewedAt.length > mostRenewals)
      throw new ConnectionLost('evicted', 'another program keeps signing in as this Five9 user')
    await signInShared()
    for (const [role, given] of started) await start(role, { ...given, force: false })
  }

  function signedOut(): Five9Role[] {
    const ended = [...started.keys()]
    started.clear()
    hasSignedIn = false
    identity = undefined
    return ended
  }

  /** A logout or a stop by its method is one, too: it is not undone by signing in again. */
  async function send(role: Five9Role, definition: MethodDefinition, args?: CallArguments): Promise<unknown> {
    const reply = await patientCall(role, definition, args)
    if (definition.name === 'SessionStop') started.delete(role)
    if (definition.name === 'Logout') signedOut()
    return reply
  }

  function switchHost(metadata: unknown): boolean {
    const moved = identity && identityAfterMove(identity, metadata, login)
    identity = moved ?? identity
    return moved !== undefined
  }

  function start(role: Five9Role, given: StartSessionOptions): Promise<{ wasRunning: boolean }> {
    const { force = false, unauthorizedPolls = 13, activeSkillIds = [] } = given
    const methods = lifecycleMethods[role]
    return startSession(
      {
        loginState: () => methods.LoginState(),
        start: (isForced) =>
          methods.SessionStart({
            ...(isForced ? { query: { force: 'true' } } : {}),
            body: { stationId: '', stationType: 'EMPTY' },
          }),
        restart: () => methods.SessionRestart(),
        notices: () => methods.MaintenanceNotices(),
        acceptNotice: (noticeId) => methods.AcceptNotice({ path: { noticeId } }),
        chooseSkills: (ids) => lifecycleMethods.agent.ActiveSkills({ body: [...ids] }),
      },
      {
        role,
        force,
        activeSkillIds,
        acceptsNotices: options.acceptNotices ?? false,
        unauthorizedPolls,
        wait: (ms) => delay(ms),
      },
    )
  }

  return {
    supervisor,
    agent,
    isSignedIn: () => identity !== undefined,
    account: () => identity && { orgId: identity.orgId, userId: identity.userId },
    signIn: signInShared,
    suspendAutoRenewal() {
      renewalSuspensions += 1
      let isBack = false
      return () => {
        if (!isBack) renewalSuspensions -= 1
        isBack = true
      }
    },
    switchHost,
    async readMetadata() {
      if (!switchHost(await lifecycleMethods.supervisor.Metadata())) throw untrustedHostError('Metadata')
    },
    async startSession(role, given = {}) {
      const result = await start(role, given)
      started.set(role, given)
      return result
    },
    async stopSession(role) {
      started.delete(role)
      await lifecycleMethods[role].SessionStop()
    },
    async signOut() {
      await lifecycleMethods.supervisor.Logout()
      return { ended: signedOut() }
    },
    on: handlers.on,
    async openSocket(role, key, listener) {
      if (key === '') throw new BadInput('an event socket needs a key')
      const { origin, headers } = current('event socket')
      const url = `${origin.replace(/^http/, 'ws')}${contexts[role].socket}/${encodeURIComponent(key)}`
      const cookie = await exchanger.cookieHeader(`${origin}${contexts[role].socket}`)
      return openEventSocket({
        url,
        headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
        agent: agentFor(`${origin}${contexts[role].socket}`),
        monotonic,
        onEvent: (event) => {
          const report = (error: unknown) => options.onHandlerError?.(error, event)
          callSafely(() => listener.onEvent?.(event), report)
          handlers.dispatch(event)
        },
        onRefusedFrame: (reason) => {
          callSafely(() => listener.onRefusedFrame?.(reason), undefined)
        },
        onClosed: (reason) => {
          callSafely(() => {
            listener.onClosed(reason)
          }, undefined)
        },
      })
    },
  }
}
