import type { ErrorRequestHandler } from 'express'
import { z } from 'zod'
import { complaintsOf } from '../faults/complaints.ts'
import { refuse } from './envelope.ts'
import { UnknownEntity } from './perform.ts'

const HttpError = z.object({ status: z.number().int().min(400).max(499), message: z.string() })

/**
 * Answers unreadable requests with Five9's error envelope. Nothing is logged: tests send invalid requests on purpose.
 */
export function badRequestHandler(): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const known = HttpError.safeParse(error)
    const isMisshapen = error instanceof z.ZodError
    const isUnknown = error instanceof UnknownEntity
    const status = known.success ? known.data.status : isMisshapen ? 400 : isUnknown ? 404 : 500
    const message = isMisshapen
      ? complaintsOf(error).join('; ')
      : error instanceof Error
        ? error.message
        : String(error)
    refuse(response, status, { errorCode: status, message })
  }
}
