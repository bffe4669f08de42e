import type { Definitions, Five9Client, Five9ClientOptions, NoMethods } from './client.ts'
import { createLogin } from './login/login.ts'
import { createRenewal } from './login/renewal.ts'
import { createRoleSessions } from './login/role-sessions.ts'
import { checkCredentials, defaultAppKey, untrustedHostError } from './login/sign-in.ts'
import { isTrustedAddress, loginAddress } from './login-address.ts'
import { createFollowing } from './migration/following.ts'
import { systemMonotonic } from './monotonic.ts'
import { agentMethods } from './rest/agent-methods.ts'
import { bindMethods } from './rest/bind-methods.ts'
import { createCall, createRetryingCall, type Call } from './rest/caller.ts'
import { createHttpClient } from './rest/http-client.ts'
import { supervisorMethods } from './rest/supervisor-methods.ts'
import { createEventHandlers } from './socket/event-handlers.ts'
import { openRoleSocket } from './socket/open-role-socket.ts'

/**
 * Creates a client. It sends nothing until `signIn`.
 * @throws BadInput for empty credentials or a login address that cannot be used
 */
export function createFive9Client<
  const S extends Definitions = NoMethods,
  const A extends Definitions = NoMethods,
>(options: Five9ClientOptions<S, A>): Five9Client<S, A> {
  const loginUrl = loginAddress(options)
  checkCredentials(options.credentials, loginUrl)
  const { monotonic = systemMonotonic, now = Date.now, agentFor = () => undefined } = options
  const { onHandlerError, appKey = defaultAppKey } = options
  const sendsAuthorization = options.sendAuthorization ?? true
  const handlers = createEventHandlers(onHandlerError ?? (() => undefined))
  const login = createLogin({ options, loginUrl, send: (request) => httpClient.send(request) })
  const httpClient = createHttpClient({
    timeoutMs: options.timeoutMs ?? 15_000,
    secrets: login.secrets,
    now,
    monotonic,
    agentFor,
    fetch: options.fetch,
    onRequest: options.onRequest,
    onResponse: options.onResponse,
  })
  const { identity } = login
  const call = createCall({
    httpClient,
    identity,
    isTrusted: (url) => isTrustedAddress(url, loginUrl),
    sendsAuthorization,
    transactionId: () => `${appKey}_${Math.floor(now() / 1_000)}`,
  })
  const sessions = createRoleSessions({ call, acceptsNotices: options.acceptNotices ?? false })
  async function signInAgain() {
    await login.signIn()
    await sessions.restartAll()
    await following.sockets.reopenAll() // those of a host that the login has left
  }
  const renewal = createRenewal({ monotonic, hasSignedIn: login.hasSignedIn, signInAgain })
  async function readMetadata() {
    if (!login.switchHost(await sessions.readMetadata())) throw untrustedHostError('Metadata')
  }
  const following = createFollowing({
    ...{ login, sessions, call, readMetadata, signInAgain },
    isSuspended: renewal.isSuspended,
    openSocket: (role, key, listener) =>
      openRoleSocket(role, key, listener, {
        requireIdentity: login.requireIdentity,
        cookieHeader: httpClient.cookieHeader,
        sendsAuthorization,
        agentFor,
        monotonic,
        dispatch: handlers.dispatch,
        onHandlerError,
      }),
  })
  const retryingCall = createRetryingCall({
    call,
    identity,
    renew: renewal.renew,
    follow: following.followAfter,
  })

  function signedOut() {
    login.signedOut()
    return sessions.allStopped()
  }

  /** Calls a method for the user. A session that a call ends must not be renewed. */
  const send: Call = async (role, definition, args) => {
    const before = identity()
    const reply = await retryingCall(role, definition, args)
    if (/\/migrate(?:\?|$)/.test(definition.path)) await following.followFrom(before)
    if (definition.http !== 'GET' && definition.path.endsWith('/session_stop')) sessions.stopped(role)
    if (definition.http !== 'GET' && definition.path === '/auth/logout') signedOut()
    return reply
  }

  return {
    supervisor: bindMethods(
      'supervisor',
      { ...supervisorMethods, ...options.supervisorMethods } as typeof supervisorMethods & S,
      send,
    ),
    agent: bindMethods(
      'agent',
      { ...agentMethods, ...options.agentMethods } as typeof agentMethods & A,
      send,
    ),
    isSignedIn: () => identity() !== undefined,
    account() {
      const { orgId, userId } = identity() ?? {}
      return orgId === undefined || userId === undefined ? undefined : { orgId, userId }
    },
    signIn: login.signIn,
    suspendAutoRenewal: renewal.suspend,
    switchHost: login.switchHost,
    readMetadata,
    startSession: (role, startOptions = {}) => sessions.start(role, startOptions),
    stopSession: sessions.stop,
    async signOut() {
      await sessions.logout()
      return { ended: signedOut() }
    },
    on: handlers.on,
    openSocket: following.sockets.open,
  }
}
