import { setTimeout as delay } from 'node:timers/promises'
import {
  Aborted,
  BadInput,
  DomainMoved,
  Five9Error,
  NotSignedIn,
  RateLimited,
  UnexpectedReply,
  Unreachable,
  WrongLoginState,
} from '../errors.ts'
import type { Identity } from '../identity.ts'
import type { Five9Role } from '../role.ts'
import { contexts, restPath } from './contexts.ts'
import type { HttpClient } from './http-client.ts'
import {
  checkArguments,
  fillPath,
  sessionValues,
  type CallArguments,
  type NamedMethod,
} from './prepare-call.ts'

/** Calls a method by its definition. */
export type Call = (role: Five9Role, definition: NamedMethod, args?: CallArguments) => Promise<unknown>

export interface CallDeps {
  readonly httpClient: HttpClient
  readonly identity: () => Identity | undefined
  /** True for an address of Five9's: requests with the session's credentials go to no other. */
  readonly isTrusted: (url: URL) => boolean
  /** False sends the cookies without the header Authorization. */
  readonly sendsAuthorization: boolean
  /** The header `f9-transaction-id` of requests to the cloud interfaces. */
  readonly transactionId: () => string
}

/** @throws BadInput when the method names an address that is not Five9's; UnexpectedReply when the login reply did */
function addressOf(
  role: Five9Role,
  definition: NamedMethod,
  identity: Identity,
  { args, isTrusted }: { readonly args: CallArguments } & Pick<CallDeps, 'isTrusted'>,
): { readonly url: string; readonly isAbsolute: boolean } {
  const { name, context = contexts[role].rest } = definition
  const usesCloud = definition.path.startsWith('{cloudClientUrl}')
  if (usesCloud && identity.cloudUrl === undefined)
    throw new UnexpectedReply(`${name}: Five9 named no cloud address at the sign-in`, { requestName: name })
  const known = sessionValues(role, identity.orgId, identity.userId)
  const path = fillPath(definition, { ...known, cloudClientUrl: identity.cloudUrl ?? '' }, args)
  if (path.startsWith('/')) return { url: `${identity.origin}${restPath(context)}${path}`, isAbsolute: false }
  if (URL.canParse(path) && isTrusted(new URL(path))) return { url: path, isAbsolute: true }
  if (!usesCloud) throw new BadInput(`${name}: the address does not belong to Five9`)
  throw new UnexpectedReply(`${name}: Five9 named a cloud address that does not belong to Five9`, {
    requestName: name,
  })
}

/**
 * Creates a call that validates its input and the reply and sends one request. @throws BadInput before anything is
 * sent; NotSignedIn without an identity; what `HttpClient.send` rejects with
 */
export function createCall(deps: CallDeps): Call {
  return async (role, definition, input) => {
    const { name, response, reply: kind = 'json' } = definition
    const args = checkArguments(definition, input, sessionValues(role, 'unknown', 'unknown'))
    const identity = deps.identity()
    if (identity === undefined) throw new NotSignedIn({ requestName: name })
    const { url, isAbsolute } = addressOf(role, definition, identity, { args, isTrusted: deps.isTrusted })
    const { authorization, farmId } = identity.headers
    const own = lowerCased({ ...definition.headers, ...args.headers })
    const reply = await deps.httpClient.send({
      name,
      url,
      http: definition.http,
      headers: {
        farmid: farmId,
        ...(deps.sendsAuthorization ? { authorization } : {}),
        ...(isAbsolute ? { 'f9-transaction-id': deps.transactionId() } : {}),
        ...own,
      },
      body: args.body,
      kind: kind === 'json' && response === undefined ? 'any' : kind,
      ...(args.signal === undefined ? {} : { signal: args.signal }),
    })
    if (kind !== 'json' || response === undefined) return reply
    const parsed = response.safeParse(reply)
    if (parsed.success) return parsed.data
    throw new UnexpectedReply(`${name}: the reply does not fit its definition`, { requestName: name })
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

export interface RetryDeps {
  readonly call: Call
  readonly identity: () => Identity | undefined
  /** Signs in again and restarts the sessions; undefined when the caller must not renew. */
  readonly renew: () => Promise<void> | undefined
  /**
   * Follows the domain to its new host, or starts the sessions again at a host that asks for it; undefined when the
   * caller must not.
   */
  readonly follow?: (error: DomainMoved | WrongLoginState, used: Identity) => Promise<void> | undefined
  readonly wait?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>
}

/** Waits for a rate limit that ends within this time; a longer one is an error of the call. */
const maxRateLimitWaitMs = 60_000
const maxRateLimitWaits = 3
const retryReadAfterMs = 300

/**
 * Creates a call that retries. After a 401 nothing was carried out: it signs in again, once for all concurrent calls,
 * and repeats the call. The same holds when the domain has moved. After a 429 it waits as long as Five9 says. Other
 * transient failures are retried for GET only.
 */
export function createRetryingCall(deps: RetryDeps): Call {
  const { call, identity, renew, wait = waitFor } = deps
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
    let hasFollowed = false
    for (let waits = 0; ;) {
      const used = identity()
      try {
        return await call(role, definition, args)
      } catch (error) {
        if (error instanceof NotSignedIn && !hasRenewed) {
          if (!(await renewAfter(used))) throw error
          hasRenewed = true
        } else if (!hasFollowed && used !== undefined && saysMoved(error)) {
          const following = deps.follow?.(error, used)
          if (following === undefined) throw error
          await following
          hasFollowed = true
        } else if (error instanceof RateLimited && waits < maxRateLimitWaits) {
          if (error.waitMs > maxRateLimitWaitMs) throw error
          waits += 1
          await wait(error.waitMs, args?.signal)
        } else if (definition.http === 'GET' && !hasRetriedRead && isTransient(error)) {
          hasRetriedRead = true
          await wait(retryReadAfterMs, args?.signal)
        } else throw error
      }
    }
  }
}

/** Five9 carried nothing out: another host serves the domain, or the session waits for a restart after a migration. */
const saysMoved = (error: unknown): error is DomainMoved | WrongLoginState =>
  error instanceof DomainMoved || (error instanceof WrongLoginState && error.state === 'RELOGIN')

/** No answer, or an error of a gateway: a retry may succeed. */
function isTransient(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof Five9Error && (error.detail.status ?? 0) >= 500
}

async function waitFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal })
  } catch (cause) {
    throw new Aborted({ cause })
  }
}
