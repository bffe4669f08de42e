import { CookieJar } from 'tough-cookie'
import { z } from 'zod'
import {
  CredentialsRefused,
  DomainMoved,
  DuplicateLogin,
  NotSignedIn,
  PermissionDenied,
  ProxyRefused,
  RateLimited,
  RequestRefused,
  TlsFailed,
  UnexpectedReply,
  Unreachable,
  WrongLoginState,
  type ErrorDetail,
  type Five9Error,
} from '../errors.ts'
import { parseJson } from '../events/wire-values.ts'
import { tlsProblem } from '../tls-problem.ts'
import { replyText } from './reply-text.ts'
import { sendRequest, type AgentFor, type Reply } from './request.ts'

/** One HTTP request towards Five9. */
export interface HttpRequest {
  readonly name: string
  readonly url: string
  readonly http: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Sends requests with one cookie jar. Cookies are scoped by domain: those of the login host's load balancer stay there. */
export interface HttpClient {
  /** The JSON of the reply; null for an empty one. Rejects with a `Five9Error` only. */
  readonly send: (request: HttpRequest) => Promise<unknown>
  readonly cookieHeader: (url: string) => Promise<string>
}

const Envelope = z.object({
  five9ExceptionDetail: z.object({
    errorCode: z.coerce.number().optional().catch(undefined),
    message: z.string().optional().catch(undefined),
    context: z
      .object({
        contextCode: z.string().optional(),
        farmId: z.coerce.string().optional(),
      })
      .nullish()
      .catch(undefined),
  }),
})

const maxReplyBytes = 32 * 1024 * 1024
const maxReasonLength = 300

/**
 * Turns the status and error envelope of a reply into an error. The message is text from Five9: it is truncated, and
 * `secrets` in it are replaced by ***.
 */
export function errorOf(
  name: string,
  status: number,
  text: string,
  secrets: readonly string[] = [],
): Five9Error {
  const envelope = Envelope.safeParse(parseJson(text)).data?.five9ExceptionDetail
  const detail: ErrorDetail = {
    status,
    requestName: name,
    ...(envelope?.errorCode === undefined ? {} : { errorCode: envelope.errorCode }),
    ...(envelope?.context?.contextCode === undefined ? {} : { contextCode: envelope.context.contextCode }),
    ...(envelope?.context?.farmId === undefined ? {} : { farmId: envelope.context.farmId }),
  }
  if (envelope?.context?.contextCode === 'DUPLICATE_LOGIN') return new DuplicateLogin(detail)
  if (status === 401)
    return name.startsWith('Login') && name !== 'LoginState'
      ? new CredentialsRefused(detail)
      : new NotSignedIn(detail)
  const message = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), envelope?.message ?? '')
  const explanation = message === '' ? 'no reason given' : message.slice(0, maxReasonLength)
  const reason = `${name}: Five9 answered ${status}: ${explanation}`
  if (status === 403) return new PermissionDenied(reason, detail)
  if (envelope?.errorCode === movedErrorCode) return new DomainMoved(reason, detail)
  const state = /login state (\w+)/.exec(message)?.[1]
  const isAboutLogin = envelope?.context?.contextCode === 'LOGIN' || state !== undefined
  if (envelope?.errorCode === wrongStateErrorCode && isAboutLogin)
    return new WrongLoginState(reason, state, detail)
  return new RequestRefused(reason, detail)
}

/** Five9's errorCode for a domain that another farm serves. */
const movedErrorCode = 5001
/** Five9's errorCode, in the context LOGIN, for a call in the wrong login state. */
const wrongStateErrorCode = 3
/** Used when a 429 does not say when to retry. */
const defaultRateLimitMs = 5_000

const RateLimit = z.object({ resetEpochSeconds: z.coerce.number().positive() })

/** When to retry after a 429, in epoch milliseconds of the local clock: from `Retry-After`, else `resetEpochSeconds`. */
export function retryAtMs(
  headers: { readonly get: (name: string) => string | null },
  text: string,
  now: number,
): number {
  const retryAfter = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(retryAfter)) return now + Number(retryAfter) * 1_000
  // The instants are by Five9's clock: take the distance from Five9's own `Date`.
  const theirNow = Date.parse(headers.get('date') ?? '') || now
  const reset = RateLimit.safeParse(parseJson(text)).data?.resetEpochSeconds
  const at = reset === undefined ? Date.parse(retryAfter) : reset * 1_000
  return now + (Number.isNaN(at) ? defaultRateLimitMs : Math.max(0, at - theirNow))
}

export interface HttpClientOptions {
  readonly timeoutMs: number
  /** The password and the current token. They never appear in an error. */
  readonly secrets: () => readonly string[]
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly agentFor: AgentFor
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { secrets, now, agentFor } = options
  const jar = new CookieJar()

  async function replyTo(request: HttpRequest): Promise<Reply> {
    const cookie = await jar.getCookieString(request.url)
    const init = {
      method: request.http,
      signal: AbortSignal.timeout(options.timeoutMs),
      headers: {
        accept: 'application/json, text/javascript',
        ...request.headers,
        ...(cookie === '' ? {} : { cookie }),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
    }
    try {
      // A redirect could carry a password or token to another host, so it is not followed.
      return await sendRequest(request.url, init, agentFor)
    } catch (cause) {
      throw unreachable(request, cause)
    }
  }

  function unreachable(request: HttpRequest, cause: unknown): Five9Error {
    if (cause instanceof ProxyRefused) return cause
    const { host } = new URL(request.url)
    const detail = { requestName: request.name, cause }
    const problem = tlsProblem(host, cause)
    if (problem !== undefined)
      return new TlsFailed(problem.message, { ...detail, host, tlsCode: problem.tlsCode })
    return new Unreachable(`${request.name}: no answer from ${host}`, detail)
  }

  return {
    cookieHeader: (url) => jar.getCookieString(url),
    async send(request) {
      const response = await replyTo(request)
      for (const cookie of response.headers.getSetCookie()) {
        await jar.setCookie(cookie, request.url, { ignoreError: true })
      }
      let text: string | undefined
      try {
        text = await replyText(response, maxReplyBytes)
      } catch (cause) {
        throw unreachable(request, cause)
      }
      if (response.status === 429) {
        const repliedAt = now()
        const at = retryAtMs(response.headers, text ?? '', repliedAt)
        throw new RateLimited(
          { waitMs: at - repliedAt, retryAtMs: at },
          { status: 429, requestName: request.name },
        )
      }
      if (response.status < 200 || response.status > 299)
        throw errorOf(request.name, response.status, text ?? '', secrets())
      const detail = { status: response.status, requestName: request.name }
      if (text === undefined) {
        throw new UnexpectedReply(`${request.name}: the reply is too large`, detail)
      }
      if (text.trim() === '') return null
      const value = parseJson(text)
      if (value === undefined) throw new UnexpectedReply(`${request.name}: the reply is not JSON`, detail)
      return value
    },
  }
}
