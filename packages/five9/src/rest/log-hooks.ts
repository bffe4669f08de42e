import { isRecord, parseJson } from '../events/wire-values.ts'

/** A request as a log may hold it: credentials are replaced by `***`. Bodies may hold data of customers. */
export interface RequestLog {
  /** The name of the method, such as `DomainQueues`. */
  readonly name: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A reply as a log may hold it. There is none when no reply arrived: the call then rejects. */
export interface ResponseLog {
  readonly name: string
  readonly method: string
  readonly url: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON as a value, other text as text, undefined for a reply that was too large. */
  readonly body: unknown
  /** Milliseconds from the request to the end of the reply. */
  readonly durationMs: number
}

const hidden = '***'
/** Names of headers, fields and query parameters whose values are credentials. */
const secretName = /authorization|cookie|passw|token|secret|credential|session-?_?id|api-?_?key/i
/** Objects under these names hold other fields than credentials. */
const isSecret = (name: string, value: unknown): boolean => secretName.test(name) && !isRecord(value)

const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((safe, secret) => (secret === '' ? safe : safe.replaceAll(secret, hidden)), text)

const maxDepth = 20

function redacted(value: unknown, secrets: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return withoutSecrets(value, secrets)
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return hidden
  if (Array.isArray(value)) return value.map((entry: unknown) => redacted(entry, secrets, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      isSecret(name, field) && field !== null ? hidden : redacted(field, secrets, depth + 1),
    ]),
  )
}

function redactedUrl(text: string, secrets: readonly string[]): string {
  const url = new URL(text)
  for (const name of url.searchParams.keys()) if (secretName.test(name)) url.searchParams.set(name, hidden)
  return withoutSecrets(url.href, secrets)
}

function redactedHeaders(
  headers: Iterable<readonly [string, string]>,
  secrets: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Array.from(headers, ([name, value]) => [
      name,
      secretName.test(name) ? hidden : withoutSecrets(value, secrets),
    ]),
  )
}

/** The credentials in a body: passwords and tokens, which an error of Five9 could repeat. */
export function secretsIn(body: unknown, depth = 0): readonly string[] {
  if (!isRecord(body) || depth > maxDepth) return []
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' && secretName.test(name) && value !== ''
      ? [value]
      : secretsIn(value, depth + 1),
  )
}

interface LoggedRequest {
  readonly name: string
  readonly http: string
  readonly url: string
}

export const logOfRequest = (
  request: LoggedRequest & { readonly headers: Readonly<Record<string, string>>; readonly body?: unknown },
  secrets: readonly string[],
): RequestLog => ({
  name: request.name,
  method: request.http,
  url: redactedUrl(request.url, secrets),
  headers: redactedHeaders(Object.entries(request.headers), secrets),
  body: redacted(request.body, secrets),
})

export function logOfResponse(
  request: LoggedRequest,
  reply: {
    readonly status: number
    readonly headers: Iterable<readonly [string, string]>
    readonly content: Buffer | undefined
    readonly durationMs: number
  },
  secrets: readonly string[],
): ResponseLog {
  const { status, durationMs, content } = reply
  const text = content?.toString('utf8')
  return {
    name: request.name,
    method: request.http,
    url: redactedUrl(request.url, secrets),
    status,
    headers: redactedHeaders(reply.headers, secrets),
    body: redacted(text === undefined ? undefined : (parseJson(text) ?? text), secrets),
    durationMs,
  }
}
