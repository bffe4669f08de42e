import { isRecord, parseJson, readNonNegative, readText } from './wire-values.ts'

/** The context of a socket event. Five9 may omit every part except the id; an omitted part is null. */
export interface EventContext {
  readonly eventId: string
  readonly eventReason: string | null
  readonly messageId: string | null
  readonly userId: string | null
  readonly correlationId: string | null
  readonly userName: string | null
  /** Five9's clock, epoch milliseconds. */
  readonly timeStamp: number | null
  readonly tenantId: string | null
  readonly broadCast: boolean | null
}

/** One event of a Five9 socket, with its payload unchanged. */
export interface Five9Event {
  readonly context: EventContext
  readonly payLoad: unknown
}

/** The result of parsing a text frame. Five9 also sends frames that are not events: count and ignore them. */
export type ParsedFrame =
  | { readonly ok: true; readonly event: Five9Event }
  | { readonly ok: false; readonly reason: 'not-json' | 'no-event-id' }

/**
 * Parses one text frame of a Five9 socket. Only the event id is required. Never throws. Hand-written because there are
 * hundreds of frames a second and a schema would check nothing but the id.
 */
export function parseFrame(frame: string): ParsedFrame {
  const value = parseJson(frame)
  if (value === undefined) return { ok: false, reason: 'not-json' }
  const context = isRecord(value) ? value['context'] : undefined
  const eventId = isRecord(context) ? readText(context['eventId']) : undefined
  if (!isRecord(value) || !isRecord(context) || eventId === undefined || eventId === '')
    return { ok: false, reason: 'no-event-id' }
  const broadCast = context['broadCast']
  return {
    ok: true,
    event: {
      context: {
        eventId,
        eventReason: readText(context['eventReason']) ?? null,
        messageId: readText(context['messageId']) ?? null,
        userId: readText(context['userId']) ?? null,
        correlationId: readText(context['correlationId']) ?? null,
        userName: readText(context['userName']) ?? null,
        timeStamp: readNonNegative(context['timeStamp']) ?? null,
        tenantId: readText(context['tenantId']) ?? null,
        broadCast: typeof broadCast === 'boolean' ? broadCast : null,
      },
      payLoad: value['payLoad'] ?? null,
    },
  }
}
