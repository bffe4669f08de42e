import type { Response } from 'express'

/** Whom an event is for, where it is not for everybody. */
export interface Addressee {
  readonly userId: string
  readonly userName: string
}

/** The JSON text of one socket event, in Five9's envelope and spelling. */
export function eventFrame(event: {
  readonly eventId: string
  readonly eventReason?: string | null
  readonly payLoad: unknown
  readonly tenantId: string
  readonly messageId?: string | null
  readonly to?: Addressee
}): string {
  const { eventId, eventReason = null, payLoad, tenantId, messageId = null, to } = event
  return JSON.stringify({
    context: {
      eventId,
      eventReason,
      messageId,
      userId: to?.userId ?? null,
      correlationId: null,
      userName: to?.userName ?? null,
      timeStamp: Date.now(),
      tenantId,
      broadCast: to === undefined,
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

/** What a call outside its login state is refused with. */
export function wrongState(state: string, call: string, allowed: string) {
  const message = `Improper agent login state ${state} while calling ${call}. Allowed is ${allowed}`
  return { errorCode: 3, message, contextCode: 'LOGIN' }
}
