import { CookieJar } from 'tough-cookie'
import { callSafely } from '../call-safely.ts'
import {
  Aborted,
  ProxyRefused,
  RateLimited,
  TlsFailed,
  UnexpectedReply,
  Unreachable,
  type Five9Error,
} from '../errors.ts'
import { parseJson } from '../events/wire-values.ts'
import { tlsProblem } from '../tls-problem.ts'
import type { ReplyKind } from './definition.ts'
import { logOfRequest, logOfResponse, secretsIn, type RequestLog, type ResponseLog } from './log-hooks.ts'
import { readReply } from './read-reply.ts'
import { errorOf, retryAtMs } from './reply-errors.ts'
import { sendRequest, type Reply, type RequestSender } from './request.ts'

/** One HTTP request towards Five9. */
export interface HttpRequest {
  readonly name: string
  readonly url: string
  readonly http: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent as JSON; a `Uint8Array` is sent as it is. */
  readonly body?: unknown
  /** The form of the reply. `any` is JSON, and text when the reply is not JSON; `json` is the default. */
  readonly kind?: ReplyKind | 'any'
  readonly signal?: AbortSignal
}

/** Sends requests with one cookie jar. Cookies are scoped by domain: those of the login host's load balancer stay there. */
export interface HttpClient {
  /** The reply in the form of `kind`; null for an empty JSON reply. Rejects with a `Five9Error` only. */
  readonly send: (request: HttpRequest) => Promise<unknown>
  readonly cookieHeader: (url: string) => Promise<string>
}

const maxReplyBytes = 32 * 1024 * 1024
/** Recordings are large. */
const maxFileBytes = 256 * 1024 * 1024

export interface HttpClientOptions extends RequestSender {
  readonly timeoutMs: number
  /** The password and the current token. They never appear in an error or a log. */
  readonly secrets: () => readonly string[]
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly monotonic: () => number
  readonly onRequest?: ((request: RequestLog) => unknown) | undefined
  readonly onResponse?: ((response: ResponseLog) => unknown) | undefined
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { now, monotonic, onRequest, onResponse } = options
  const jar = new CookieJar()

  async function replyTo(request: HttpRequest, secrets: readonly string[]): Promise<Reply> {
    const { body, signal } = request
    if (signal?.aborted === true) throw new Aborted({ requestName: request.name, cause: signal.reason })
    const cookie = await jar.getCookieString(request.url)
    const isFile = body instanceof Uint8Array
    const headers = {
      accept: request.kind === 'bytes' ? '*/*' : 'application/json, text/javascript',
      ...(body === undefined
        ? {}
        : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      ...request.headers,
      ...(cookie === '' ? {} : { cookie }),
    }
    if (onRequest !== undefined)
      callSafely(() => onRequest(logOfRequest({ ...request, headers }, secrets)), undefined)
    const timeout = AbortSignal.timeout(options.timeoutMs)
    const init = {
      method: request.http,
      signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      headers,
      body: body === undefined ? undefined : isFile ? body : JSON.stringify(body),
    }
    try {
      // A redirect could carry a password or token to another host, so it is not followed.
      return await sendRequest(request.url, init, options)
    } catch (cause) {
      throw failure(request, cause)
    }
  }

  return {
    cookieHeader: (url) => jar.getCookieString(url),
    async send(request) {
      const { name, kind = 'json' } = request
      const secrets = [...options.secrets(), ...secretsIn(request.body)]
      const startedAt = monotonic()
      const response = await replyTo(request, secrets)
      for (const cookie of response.headers.getSetCookie())
        await jar.setCookie(cookie, request.url, { ignoreError: true })
      let content: Buffer | undefined
      try {
        content = await readReply(response, kind === 'bytes' ? maxFileBytes : maxReplyBytes)
      } catch (cause) {
        throw failure(request, cause)
      }
      const { status } = response
      if (onResponse !== undefined)
        callSafely(() => {
          const durationMs = monotonic() - startedAt
          const { headers } = response
          return onResponse(logOfResponse(request, { status, headers, content, durationMs }, secrets))
        }, undefined)
      if (status === 429) {
        const repliedAt = now()
        const at = retryAtMs(response.headers, content?.toString('utf8') ?? '', repliedAt)
        throw new RateLimited({ waitMs: at - repliedAt, retryAtMs: at }, { status, requestName: name })
      }
      if (status < 200 || status > 299) throw errorOf(name, status, content?.toString('utf8') ?? '', secrets)
      if (content === undefined)
        throw new UnexpectedReply(`${name}: the reply is too large`, { status, requestName: name })
      return contentAs(kind, content, { status, requestName: name })
    },
  }
}

function contentAs(
  kind: ReplyKind | 'any',
  content: Buffer,
  detail: { readonly status: number; readonly requestName: string },
): unknown {
  if (kind === 'bytes') return new Uint8Array(content)
  const text = content.toString('utf8')
  if (kind === 'text') return text
  if (text.trim() === '') return null
  const value = parseJson(text)
  if (value !== undefined) return value
  if (kind === 'any') return text
  throw new UnexpectedReply(`${detail.requestName}: the reply is not JSON`, detail)
}

/** The error of a request without a whole reply. */
function failure(request: HttpRequest, cause: unknown): Five9Error {
  if (request.signal?.aborted === true)
    return new Aborted({ requestName: request.name, cause: request.signal.reason })
  if (cause instanceof ProxyRefused) return cause
  const { host } = new URL(request.url)
  const detail = { requestName: request.name, cause }
  const problem = tlsProblem(host, cause)
  if (problem !== undefined)
    return new TlsFailed(problem.message, { ...detail, host, tlsCode: problem.tlsCode })
  return new Unreachable(`${request.name}: no answer from ${host}`, detail)
}
