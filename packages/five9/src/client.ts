import { setTimeout as delay } from 'node:timers/promises'
import { BadInput, NotSignedIn, UnexpectedReply } from './errors.ts'
import { loginAddress, type Region } from './login-address.ts'
import {
  fillPath,
  type CallArguments,
  type MethodDefinition,
  type Methods,
  type Role,
} from './methods/definition.ts'
import { agentMethods, supervisorMethods } from './methods/domain-methods.ts'
import { createExchanger } from './methods/exchange.ts'
import { identityAfterMove, identityOf, SignInReply, type Identity } from './session/sign-in-reply.ts'
import { startSession } from './session/start-session.ts'
import { createEventHandlers, type EventHandlers } from './socket/event-handlers.ts'
import { openEventSocket, type EventSocket } from './socket/event-socket.ts'
import type { ConnectionLost } from './errors.ts'
import type { Five9Event } from './events/index.ts'

type Definitions = Readonly<Record<string, MethodDefinition>>
/** What a caller adds who adds nothing. */
// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- no methods is exactly what it means
type NoMethods = Readonly<Record<never, MethodDefinition>>

export interface Five9ClientOptions<
  S extends Definitions = Definitions,
  A extends Definitions = Definitions,
> {
  readonly credentials: { readonly username: string; readonly password: string }
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
  /** Told of handlers that throw. */
  readonly onHandlerError?: (error: unknown, event: Five9Event) => void
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
  readonly adoptMetadata: (metadata: unknown) => boolean
  /** Asks the present host where the domain is, and goes on there. */
  readonly readMetadata: () => Promise<void>
  /** Leads the role's session to WORKING. `wasRunning` means that somebody else started it. */
  readonly startSession: (
    role: Role,
    options?: {
      force?: boolean
      /** How often login_state may be answered 401 first: a node learns a token by being asked. 13 by default. */
      unauthorizedPolls?: number
      activeSkillIds?: readonly string[]
    },
  ) => Promise<{ wasRunning: boolean }>
  /** Ends the role's session and keeps the login. */
  readonly stopSession: (role: Role) => Promise<void>
  /** Ends the sessions of both roles and the login: for supervisor and agent alike. */
  readonly signOut: () => Promise<void>
  /** Registers an event handler for every socket of this client. */
  readonly on: EventHandlers['on']
  /** Opens the role's event socket under a key of the caller's choice; a key serves one socket at a time. */
  readonly openSocket: (role: Role, key: string, listener: SocketListener) => Promise<EventSocket>
}

const contexts: Record<Role, { readonly rest: string; readonly socket: string }> = {
  supervisor: { rest: '/supsvcs/rs/svc', socket: '/supsvcs/sws' },
  agent: { rest: '/appsvcs/rs/svc', socket: '/appsvcs/ws' },
}

/**
 * Creates a client; nothing is sent until `signIn`.
 * @throws BadInput for empty credentials or a login address that cannot be used
 */
export function createFive9Client<
  const S extends Definitions = NoMethods,
  const A extends Definitions = NoMethods,
>(options: Five9ClientOptions<S, A>): Five9Client<S, A> {
  const { username, password } = options.credentials
  if (username === '' || password === '') throw new BadInput('username and password must not be empty')
  const login = loginAddress(options)
  const handlers = createEventHandlers(options.onHandlerError ?? (() => undefined))
  let identity: Identity | undefined
  let signingIn: Promise<void> | undefined
  const exchanger = createExchanger(options.timeoutMs ?? 15_000, () => [
    password,
    ...(identity === undefined ? [] : [identity.headers.authorization.replace('Bearer-', '')]),
  ])

  function current(name: string): Identity {
    if (identity === undefined) throw new NotSignedIn({ requestName: name })
    return identity
  }

  async function call(role: Role, definition: MethodDefinition, args: CallArguments = {}): Promise<unknown> {
    const { origin, headers, orgId, userId } = current(definition.name)
    const path = fillPath(definition, { orgId, userId, supervisorId: userId, agentId: userId }, args)
    if (definition.body !== undefined && !definition.body.safeParse(args.body).success) {
      throw new BadInput(`${definition.name}: the body does not fit its definition`)
    }
    const reply = await exchanger.send({
      name: definition.name,
      url: `${origin}${contexts[role].rest}${path}`,
      http: definition.http,
      headers,
      body: args.body,
    })
    const parsed = definition.response.safeParse(reply)
    if (parsed.success) return parsed.data
    throw new UnexpectedReply(`${definition.name}: the reply does not fit its definition`, {
      requestName: definition.name,
    })
  }

  function namespace<D extends Definitions>(role: Role, definitions: D): Methods<D> {
    const entries = Object.entries(definitions).map(([name, definition]) => [
      name,
      (args?: CallArguments) => call(role, definition, args),
    ])
    // Each entry parses with the schema from which the method's type is inferred, so the table has the type's shape.
    return Object.fromEntries(entries) as Methods<D>
  }

  const supervisor = namespace('supervisor', {
    ...supervisorMethods,
    ...options.supervisorMethods,
  } as typeof supervisorMethods & S)
  const agent = namespace('agent', { ...agentMethods, ...options.agentMethods } as typeof agentMethods & A)
  const sessionOf = {
    supervisor: namespace('supervisor', supervisorMethods),
    agent: namespace('agent', agentMethods),
  }

  async function signInOnce(): Promise<void> {
    identity = undefined
    const reply = await exchanger.send({
      name: 'Login',
      url: login.href,
      http: 'POST',
      headers: {},
      body: {
        passwordCredentials: { username, password },
        appKey: options.appKey ?? 'five9-wallboard',
        policy: options.policy ?? 'AttachExisting',
      },
    })
    const parsed = SignInReply.safeParse(reply)
    if (!parsed.success)
      throw new UnexpectedReply('Login: the reply lacks what a session needs', { requestName: 'Login' })
    identity = identityOf(parsed.data, login)
    if (identity === undefined) throw strangeHost('Login')
  }

  const strangeHost = (requestName: string) =>
    new UnexpectedReply(`${requestName}: Five9 named a host that is not its own`, { requestName })

  function adoptMetadata(metadata: unknown): boolean {
    const moved = identity && identityAfterMove(identity, metadata, login)
    identity = moved ?? identity
    return moved !== undefined
  }

  return {
    supervisor,
    agent,
    isSignedIn: () => identity !== undefined,
    account: () => identity && { orgId: identity.orgId, userId: identity.userId },
    signIn: () =>
      (signingIn ??= signInOnce().finally(() => {
        signingIn = undefined
      })),
    adoptMetadata,
    async readMetadata() {
      if (!adoptMetadata(await sessionOf.supervisor.Metadata())) throw strangeHost('Metadata')
    },
    startSession(role, { force = false, unauthorizedPolls = 13, activeSkillIds = [] } = {}) {
      const methods = sessionOf[role]
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
          chooseSkills: (ids) => sessionOf.agent.ActiveSkills({ body: [...ids] }),
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
    },
    async stopSession(role) {
      await sessionOf[role].SessionStop()
    },
    async signOut() {
      await sessionOf.supervisor.Logout()
      identity = undefined
    },
    on: handlers.on,
    async openSocket(role, key, listener) {
      const { origin, headers } = current('event socket')
      const url = `${origin.replace(/^http/, 'ws')}${contexts[role].socket}/${encodeURIComponent(key)}`
      const cookie = await exchanger.cookieHeader(`${origin}${contexts[role].socket}`)
      return openEventSocket({
        url,
        headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
        onEvent: (event) => {
          listener.onEvent?.(event)
          handlers.dispatch(event)
        },
        onRefusedFrame: listener.onRefusedFrame ?? (() => undefined),
        onClosed: listener.onClosed,
      })
    },
  }
}
