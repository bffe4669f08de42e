import type { Response } from 'express'

/** The JSON text of one socket event, in Five9's envelope and spelling. */
export function eventFrame(event: {
  readonly eventId: string
  readonly eventReason?: string | null
  readonly payLoad: unknown
  readonly tenantId: string
  readonly messageId?: string | null
  readonly userId?: string | null
}): string {
  const { eventId, eventReason = null, payLoad, tenantId, messageId = null, userId = null } = event
  return JSON.stringify({
    context: {
      eventId,
      eventReason,
      messageId,
      userId,
      correlationId: null,
      userName: null,
      timeStamp: Date.now(),
      tenantId,
      broadCast: userId === null,
    },
    payLoad,
  })
}

/** Answers with Five9's error envelope. */
export function refuse(
  response: Response,
  status: number,
  detail: { readonly errorCode: number; readonly message: string; readonly contextCode?: string },
): void {
  const { errorCode, message, contextCode } = detail
  const context = contextCode === undefined ? {} : { contextCode }
  response
    .status(status)
    .json({ five9ExceptionDetail: { timestamp: Date.now(), errorCode, message, context } })
}
