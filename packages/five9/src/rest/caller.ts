import { setTimeout as delay } from 'node:timers/promises'
import { BadInput, NotSignedIn, RateLimited, UnexpectedReply, Unreachable, Five9Error } from '../errors.ts'
import type { Identity } from '../identity.ts'
import type { Five9Role } from '../role.ts'
import { fillPath, type CallArguments, type MethodDefinition } from './definition.ts'
import type { HttpClient } from './http-client.ts'

/** Where each role's REST methods and socket lie. */
export const contexts: Readonly<Record<Five9Role, { readonly rest: string; readonly socket: string }>> = {
  supervisor: { rest: '/supsvcs/rs/svc', socket: '/supsvcs/sws' },
  agent: { rest: '/appsvcs/rs/svc', socket: '/appsvcs/ws' },
}

/** Calls a method once, by its definition. */
export type Call = (role: Five9Role, definition: MethodDefinition, args?: CallArguments) => Promise<unknown>

/**
 * A call that checks its input before and the reply after it, and is sent once.
 * @throws BadInput before anything is sent; NotSignedIn without an identity; whatever the exchange throws
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
  /** Signs in anew and leads the roles that were working back to WORKING; undefined where that is not ours to do. */
  readonly renew: () => Promise<void> | undefined
  readonly wait?: (ms: number) => Promise<unknown>
}

/** A rate limit is waited out when it ends within this time; longer ones are the caller's to plan for. */
const mostRateLimitWaitMs = 60_000
const mostRateLimitWaits = 3
const rereadAfterMs = 300

/**
 * The same call with patience. A 401 proves that nothing was carried out: it signs in again, once for all calls that
 * it hit, and repeats. A 429 is waited out as told. A failure on the way is repeated for reads alone.
 */
export function createRetryingCall(deps: RetryDeps): Call {
  const { call, identity, renew, wait = delay } = deps
  let renewing: Promise<void> | undefined

  /** False: there is nothing to repeat for. */
  async function renewAfter(used: Identity | undefined): Promise<boolean> {
    if (renewing === undefined && used !== undefined && identity() !== used && identity() !== undefined)
      return true // another call has renewed it meanwhile
    renewing ??= renew()?.finally(() => {
      renewing = undefined
    })
    if (renewing === undefined) return false
    await renewing
    return true
  }

  return async (role, definition, args) => {
    let hasRenewed = false
    let hasReread = false
    for (let waits = 0; ;) {
      const used = identity()
      try {
        return await call(role, definition, args)
      } catch (error) {
        if (error instanceof NotSignedIn && !hasRenewed) {
          if (!(await renewAfter(used))) throw error
          hasRenewed = true
        } else if (error instanceof RateLimited && waits < mostRateLimitWaits) {
          if (error.waitMs > mostRateLimitWaitMs) throw error
          waits += 1
          await wait(error.waitMs)
        } else if (definition.http === 'GET' && !hasReread && isTransient(error)) {
          hasReread = true
          await wait(rereadAfterMs)
        } else throw error
      }
    }
  }
}

/** Nobody answered, or a gateway did: asking again may bring the answer. */
function isTransient(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Five9Error && (error.detail.status ?? 0) >= 500
}
