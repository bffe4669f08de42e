import { callSafely } from '../call-safely.ts'
import { BadInput, type ConnectionLost } from '../errors.ts'
import type { Five9Event } from '../events/index.ts'
import type { Identity } from '../identity.ts'
import { contexts } from '../rest/contexts.ts'
import type { AgentFor } from '../rest/request.ts'
import type { Five9Role } from '../role.ts'
import { openEventSocket, type EventSocket } from './event-socket.ts'

export interface SocketListener {
  readonly onClosed: (reason: ConnectionLost) => void
  readonly onRefusedFrame?: (reason: string) => void
  /** Receives every event of this socket, before the registered handlers. */
  readonly onEvent?: (event: Five9Event) => void
  /** Default: 5 s. */
  readonly pingEveryMs?: number | undefined
  /** Without a byte for this long the connection is dead. Default: 11 s, two unanswered pings. */
  readonly deadAfterMs?: number | undefined
}

export interface RoleSocketDeps {
  readonly requireIdentity: (requestName: string) => Identity
  readonly cookieHeader: (url: string) => Promise<string>
  readonly agentFor: AgentFor
  /** False sends the cookies without the header Authorization. */
  readonly sendsAuthorization: boolean
  readonly monotonic: () => number
  /** Receives every event after the listener. */
  readonly dispatch: (event: Five9Event) => void
  readonly onHandlerError: ((error: unknown, event: Five9Event) => void) | undefined
}

/**
 * Opens a role's event socket. What a listener throws is reported and ends nothing.
 * @throws BadInput for an empty key; NotSignedIn, Unreachable, TlsFailed
 */
export async function openRoleSocket(
  role: Five9Role,
  key: string,
  listener: SocketListener,
  deps: RoleSocketDeps,
): Promise<EventSocket> {
  if (key === '') throw new BadInput('an event socket needs a key')
  const { origin, headers } = deps.requireIdentity('event socket')
  const address = `${origin}${contexts[role].socket}`
  const cookie = await deps.cookieHeader(address)
  return openEventSocket({
    url: `${address.replace(/^http/, 'ws')}/${encodeURIComponent(key)}`,
    headers: {
      farmId: headers.farmId,
      ...(deps.sendsAuthorization ? { authorization: headers.authorization } : {}),
      ...(cookie === '' ? {} : { cookie }),
    },
    agent: deps.agentFor(address),
    monotonic: deps.monotonic,
    pingEveryMs: listener.pingEveryMs,
    deadAfterMs: listener.deadAfterMs,
    onEvent: (event) => {
      callSafely(
        () => listener.onEvent?.(event),
        (error) => deps.onHandlerError?.(error, event),
      )
      deps.dispatch(event)
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
}
