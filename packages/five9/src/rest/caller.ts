import { setTimeout as delay } from 'node:timers/promises'
import { BadInput, NotSignedIn, RateLimited, UnexpectedReply, Unreachable, Five9Error } from '../errors.ts'
import type { Identity } from '../identity.ts'
import type { Five9Role } from '../role.ts'
import { fillPath, type CallArguments, type MethodDefinition } from './definition.ts'
import type { HttpClient } from './http-client.ts'

/** The paths of each role's REST methods and socket. */
export const contexts: Readonly<Record<Five9Role, { readonly rest: string; readonly socket: string }>> = {
  supervisor: { rest: '/supsvcs/rs/svc', socket: '/supsvcs/sws' },
  agent: { rest: '/appsvcs/rs/svc', socket: '/appsvcs/ws' },
}

/** Calls a method by its definition. */
export type Call = (role: Five9Role, definition: MethodDefinition, args?: CallArguments) => Promise<unknown>

/**
 * Creates a call that validates its input and the reply and sends one request. @throws BadInput before anything is
 * sent; NotSignedIn without an identity; what `HttpClient.send` rejects with
 */
export function createCall(deps: {
  readonly httpClient: HttpClient
  readonly identity: () => Identity | undefined
}): Call {
  return async (role, definition, args = {}) => {
    const identity = deps.identity()
    const { orgId = 'unknown', userId = 'unknown' } = identity ?? {}
    const path = fillPath(definition, { orgId, userId, supervisorId: userId, agentId: userId }, args)
    if (definition.body !== undefined && !definition.body.safeParse(args.body).success)
      throw new BadInput(`${definition.name}: the body does not fit its definition`)
    if (identity === undefined) throw new NotSignedIn({ requestName: definition.name })
    const reply = await deps.httpClient.send({
      name: definition.name,
      url: `${identity.origin}${contexts[role].rest}${path}`,
      http: definition.http,
      headers: identity.headers,
      body: args.body,
    })
    const parsed = definition.response.safeParse(reply)
    if (parsed.success) return parsed.data
    throw new UnexpectedReply(`${definition.name}: the reply does not fit its definition`, {
      requestName: definition.name,
    })
  }
}

export interface RetryDeps {
  readonly call: Call
  readonly identity: () => Identity | undefined
  /** Signs in again and restarts the sessions; undefined when the caller must not renew. */
  readonly renew: () => Promise<void> | undefined
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Waits for a rate limit that ends within this time; a longer one is an error of the call. */
const maxRateLimitWaitMs = 60_000
const maxRateLimitWaits = 3
const retryReadAfterMs = 300

/**
 * Creates a call that retries. After a 401 nothing was carried out: it signs in again, once for all concurrent calls,
 * and repeats the call. After a 429 it waits as long as Five9 says. Other transient failures are retried for GET
 * only.
 */
export function createRetryingCall(deps: RetryDeps): Call {
  const { call, identity, renew, wait = delay } = deps
  let renewing: Promise<void> | undefined

  /** Resolves with false when nothing was renewed. */
  async function renewAfter(used: Identity | undefined): Promise<boolean> {
    if (renewing === undefined && used !== undefined && identity() !== used && identity() !== undefined)
      return true // another call has renewed it already
    renewing ??= renew()?.finally(() => {
      renewing = undefined
    })
    if (renewing === undefined) return false
    await renewing
    return true
  }

  return async (role, definition, args) => {
    let hasRenewed = false
    let hasRetriedRead = false
    for (let waits = 0; ;) {
      const used = identity()
      try {
        return await call(role, definition, args)
      } catch (error) {
        if (error instanceof NotSignedIn && !hasRenewed) {
          if (!(await renewAfter(used))) throw error
          hasRenewed = true
        } else if (error instanceof RateLimited && waits < maxRateLimitWaits) {
          if (error.waitMs > maxRateLimitWaitMs) throw error
          waits += 1
          await wait(error.waitMs)
        } else if (definition.http === 'GET' && !hasRetriedRead && isTransient(error)) {
          hasRetriedRead = true
          await wait(retryReadAfterMs)
        } else throw error
      }
    }
  }
}

/** No answer, or an error of a gateway: a retry may succeed. */
function isTransient(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Five9Error && (error.detail.status ?? 0) >= 500
}
