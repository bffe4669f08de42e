import type { ErrorRequestHandler } from 'express'

/** What the caller is told. */
export class AppError extends Error {
  override name = 'AppError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const statusOf = (error: unknown): number | undefined => {
  const status: unknown =
    typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined
}

/** The one place that turns errors into replies: ours keep their words, a parser's its status, all others say nothing. */
export function handleErrors(log: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (error instanceof AppError) {
      response.status(error.status).json({ error: { code: error.code, message: error.message } })
      return
    }
    const status = statusOf(error)
    if (status === undefined) log(error)
    response.status(status ?? 500).json({
      error:
        status === undefined
          ? { code: 'internal', message: 'The server failed. Try again; if it stays, look into its log.' }
          : { code: 'bad-request', message: 'The request could not be read.' },
    })
  }
}
