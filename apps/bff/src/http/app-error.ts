import type { ErrorRequestHandler, Response } from 'express'
import type { ErrorBody } from '@wallboard/relay/rest/errors'
import { errorMessage } from './error-messages.ts'

/** Why a request is refused: a code with its parameters, and a status of HTTP. */
export interface Denial {
  readonly status: number
  readonly body: ErrorBody
}

/** An error that the client receives as it is. */
export class AppError extends Error implements Denial {
  override name = 'AppError'
  readonly status: number
  readonly body: ErrorBody
  /** When the same request may succeed; sent as `Retry-After`. */
  readonly retryAfterMs: number | undefined

  constructor(status: number, body: ErrorBody, retryAfterMs?: number) {
    super(body.code)
    this.status = status
    this.body = body
    this.retryAfterMs = retryAfterMs
  }
}

/** Sends an error reply: `{ error: { code, params } }`. */
export function sendError(response: Response, { status, body }: Denial): void {
  response.status(status).json({ error: { ...body, message: errorMessage(body) } })
}

/** The status of a request that Express or a body parser rejected; undefined for any other error. */
function parserStatus(error: unknown): number | undefined {
  const status: unknown =
    typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

const internalError: Denial = { status: 500, body: { code: 'internal' } }

/**
 * The one place that turns errors into replies. An `AppError` is sent as it is, a parser's error with its status, a
 * storage error as `denialFor` maps it. All other errors are bugs: they are logged, and the client gets `internal`.
 */
export function handleErrors(deps: {
  readonly log: (error: unknown) => void
  readonly denialFor: (error: unknown) => Denial | undefined
}): ErrorRequestHandler {
  function toDenial(error: unknown): Denial {
    if (error instanceof AppError) return error
    const status = parserStatus(error)
    if (status !== undefined) return { status, body: { code: 'bad-request', params: {} } }
    deps.log(error)
    return deps.denialFor(error) ?? internalError
  }
  return (error: unknown, _request, response, _next) => {
    const denial = toDenial(error)
    // While the server stops, slow requests have been answered in place of their handlers.
    if (response.headersSent) return
    if (error instanceof AppError && error.retryAfterMs !== undefined)
      response.setHeader('Retry-After', String(retryAfterSeconds(error.retryAfterMs)))
    sendError(response, denial)
  }
}

/** Whole seconds, at least one. */
export const retryAfterSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000))
