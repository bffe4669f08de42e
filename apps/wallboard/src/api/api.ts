import type { z } from 'zod/mini'
import { addressOf } from './address.ts'

/** The server refused a request, or a program in between did. `errorText` has its sentence. */
export class ApiError extends Error {
  declare readonly status: number
  /** The JSON of the reply; undefined when it was none. `errorBodyOf` reads it. */
  declare readonly reply: unknown

  /** Fields are declared only: for Chromium 79 a real one needs helper functions, in the first load of each display. */
  constructor(status: number, reply: unknown) {
    super(`the server answered ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.reply = reply
  }
}

/** A request beside its address. The body is sent as JSON. */
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
    return undefined // empty, or the page of a proxy: the schema of the caller decides
  }
}

/**
 * Sends a request to a path below the base path and parses the JSON reply.
 * @throws ApiError for a status other than 2xx, TypeError when the server does not answer
 */
export async function requestJson<S extends z.ZodMiniType>(
  path: string,
  schema: S,
  request: JsonRequest = {},
): Promise<z.output<S>> {
  const response = await fetch(addressOf(path), toInit(request))
  const body = await parseBody(response)
  if (!response.ok) throw new ApiError(response.status, body)
  return schema.parse(body)
}
