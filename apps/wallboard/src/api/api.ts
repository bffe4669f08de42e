import { z } from 'zod/mini'
import { addressOf } from './address.ts'

/** A reply that was no success. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const Problem = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** What a request sends beside its address. A body is sent as JSON. */
export interface JsonRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal
}

const toInit = ({ body, ...rest }: JsonRequest): RequestInit =>
  body === undefined
    ? rest
    : { ...rest, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }

async function parseBody(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a proxy's page, or nothing: the caller's schema decides
  }
}

/** Sends a request to an address below the wallboard and parses the JSON reply. @throws ApiError when the server refuses it */
export async function requestJson<S extends z.ZodMiniType>(
  url: string,
  schema: S,
  request: JsonRequest = {},
): Promise<z.output<S>> {
  const response = await fetch(addressOf(url), toInit(request))
  const body = await parseBody(response)
  if (response.ok) return schema.parse(body)
  const problem = Problem.safeParse(body)
  const { code, message } = problem.success
    ? problem.data.error
    : { code: 'unreadable', message: `The server answered ${response.status} and gave no reason. Try again.` }
  throw new ApiError(response.status, code, message)
}
