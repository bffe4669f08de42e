import type { ErrorRequestHandler } from 'express'

/** What the caller is told. */
export class AppError extends Error {
  override name = 'AppError'
  readonly status: number
  readonly code: string
  /** When the same request may succeed; sent as `Retry-After`. */
  readonly retryAfterMs: number | undefined

  constructor(status: number, code: string, message: string, retryAfterMs?: number) {
    super(message)
    this.status = status
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

const statusOf = (error: unknown): number | undefined => {
  const status: unknown =
    typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

/** An answer that says why something cannot be done now. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

const defect: Refusal = {
  status: 500,
  code: 'internal',
  message: 'The server failed. Try again; if it stays, look into its log.',
}

/**
 * The one place that turns errors into replies: ours keep their words, a parser's its status, a capability's what
 * `refusalOf` says, all others say nothing.
 */
export function handleErrors(deps: {
  readonly log: (error: unknown) => void
  readonly signInErrorFor: (error: unknown) => Refusal | undefined
}): ErrorRequestHandler {
  function answerTo(error: unknown): Refusal {
    if (error instanceof AppError) return error
    const status = statusOf(error)
    if (status !== undefined)
      return { status, code: 'bad-request', message: 'The request could not be read.' }
    deps.log(error)
    return deps.signInErrorFor(error) ?? defect
  }
  return (error: unknown, _request, response, _next) => {
    const { status, code, message } = answerTo(error)
    // A server that stops has answered in the place of a handler that took too long.
    if (response.headersSent) return
    if (error instanceof AppError && error.retryAfterMs !== undefined)
      response.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.retryAfterMs / 1_000))))
    response.status(status).json({ error: { code, message } })
  }
}
