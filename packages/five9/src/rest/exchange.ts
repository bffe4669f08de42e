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

/** Sends requests with one cookie jar, scoped by domain: balancer cookies of the login host stay there. */
export interface HttpClient {
  /** The JSON of the reply; null for an empty one. Rejects with a `Five9Error` only. */
  readonly send: (exchange: HttpRequest) => Promise<unknown>
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
 * Reads Five9's error envelope, or the lack of one, into the error that it means. Its message is somebody else's text:
 * it is cut short, and `secrets` that it repeats are blotted out.
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
  const message = secrets.reduce((told, secret) => told.replaceAll(secret, '***'), envelope?.message ?? '')
  const given = message === '' ? 'no reason given' : message.slice(0, maxReasonLength)
  const reason = `${name}: Five9 answered ${status}: ${given}`
  if (status === 403) return new PermissionDenied(reason, detail)
  if (envelope?.errorCode === movedErrorCode) return new DomainMoved(reason, detail)
  const state = /login state (\w+)/.exec(message)?.[1]
  const isAboutLogin = envelope?.context?.contextCode === 'LOGIN' || state !== undefined
  if (envelope?.errorCode === wrongStateErrorCode && isAboutLogin)
    return new WrongLoginState(reason, state, detail)
  return new RequestRefused(reason, detail)
}

/** Five9's errorCode for a domain that another farm serves now. */
const movedErrorCode = 5001
/** Five9's errorCode, in the context LOGIN, for a call in the wrong login state. */
const wrongStateErrorCode = 3
/** Where a 429 does not say how long. */
const unsaidPauseMs = 5_000

const RateLimit = z.object({ resetEpochSeconds: z.coerce.number().positive() })

/** When a 429 says that requests are taken again, by our clock: `Retry-After`, or `resetEpochSeconds` of the body. */
export function retryAtMs(
  headers: { readonly get: (name: string) => string | null },
  text: string,
  now: number,
): number {
  const retryAfter = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(retryAfter)) return now + Number(retryAfter) * 1_000
  // Instants are Five9's: what counts is how far they are from Five9's own clock.
  const theirNow = Date.parse(headers.get('date') ?? '') || now
  const reset = RateLimit.safeParse(parseJson(text)).data?.resetEpochSeconds
  const at = reset === undefined ? Date.parse(retryAfter) : reset * 1_000
  return now + (Number.isNaN(at) ? unsaidPauseMs : Math.max(0, at - theirNow))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // the caller knows what it expected
  }
}

export interface ExchangerOptions {
  readonly timeoutMs: number
  /** The password and the token of the moment: they never appear in an error. */
  readonly secrets: () => readonly string[]
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly agentFor: AgentFor
}

export function createExchanger(options: ExchangerOptions): HttpClient {
  const { secrets, now, agentFor } = options
  const jar = new CookieJar()

  async function replyTo(exchange: HttpRequest): Promise<Reply> {
    const cookie = await jar.getCookieString(exchange.url)
    const request = {
      method: exchange.http,
      signal: AbortSignal.timeout(options.timeoutMs),
      headers: {
        accept: 'application/json, text/javascript',
        ...exchange.headers,
        ...(cookie === '' ? {} : { cookie }),
        ...(exchange.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: exchange.body === undefined ? undefined : JSON.stringify(exchange.body),
    }
    try {
      // Redirects are not followed: they must not carry a password or token to another host.
      return await sendRequest(exchange.url, request, agentFor)
    } catch (cause) {
      throw unreachable(exchange, cause)
    }
  }

  function unreachable(exchange: HttpRequest, cause: unknown): Five9Error {
    if (cause instanceof ProxyRefused) return cause
    const { host } = new URL(exchange.url)
    const detail = { requestName: exchange.name, cause }
    const problem = tlsProblem(host, cause)
    if (problem !== undefined) return new TlsFailed(problem, detail)
    return new Unreachable(`${exchange.name}: no answer from ${host}`, detail)
  }

  return {
    cookieHeader: (url) => jar.getCookieString(url),
    async send(exchange) {
      const response = await replyTo(exchange)
      for (const cookie of response.headers.getSetCookie()) {
        await jar.setCookie(cookie, exchange.url, { ignoreError: true })
      }
      let text: string | undefined
      try {
        text = await replyText(response, maxReplyBytes)
      } catch (cause) {
        throw unreachable(exchange, cause)
      }
      if (response.status === 429) {
        const repliedAt = now()
        const at = retryAtMs(response.headers, text ?? '', repliedAt)
        throw new RateLimited(
          { waitMs: at - repliedAt, retryAtMs: at },
          { status: 429, requestName: exchange.name },
        )
      }
      if (response.status < 200 || response.status > 299)
        throw errorOf(exchange.name, response.status, text ?? '', secrets())
      const detail = { status: response.status, requestName: exchange.name }
      if (text === undefined) {
        throw new UnexpectedReply(`${exchange.name}: the reply is too large`, detail)
      }
      if (text.trim() === '') return null
      const value = parseJson(text)
      if (value === undefined) throw new UnexpectedReply(`${exchange.name}: the reply is not JSON`, detail)
      return value
    },
  }
}
