import type { Response } from 'express'

/** The addressee of an event that is not for all clients. */
export interface Addressee {
  readonly userId: string
  readonly userName: string
}

/** The JSON text of one socket event in Five9's envelope. */
export function eventFrame(event: {
  readonly eventId: string
  readonly eventReason?: string | null
  readonly payLoad: unknown
  readonly tenantId: string
  readonly messageId?: string | null
  readonly to?: Addressee
  readonly timeStamp: number
  /** Adds undocumented fields, which a client must ignore. */
  readonly hasUnknownFields?: boolean
}): string {
  const { eventId, eventReason = null, payLoad, tenantId, messageId = null, to, timeStamp } = event
  return JSON.stringify({
    context: {
      eventId,
      eventReason,
      messageId,
      userId: to?.userId ?? null,
      correlationId: null,
      userName: to?.userName ?? null,
      timeStamp,
      tenantId,
      broadCast: to === undefined,
      ...(event.hasUnknownFields === true ? { hopCount: 3, route: { via: ['A', 'B'] } } : {}),
    },
    payLoad,
  })
}

export interface Refusal {
  readonly errorCode: number
  readonly message: string
  readonly contextCode?: string
  readonly farmId?: string
}

/** Answers with Five9's error envelope. */
export function refuse(response: Response, status: number, refusal: Refusal): void {
  const { errorCode, message, ...context } = refusal
  const date = response.get('Date') // set when the domain's clock is off
  const timestamp = date === undefined ? Date.now() : Date.parse(date)
  response.status(status).json({ five9ExceptionDetail: { timestamp, errorCode, message, context } })
}

/** The error of a call in the wrong login state. */
export function wrongState(state: string, call: string, allowed: string) {
  const message = `Improper agent login state ${state} while calling ${call}. Allowed is ${allowed}`
  return { errorCode: 3, message, contextCode: 'LOGIN' }
}
