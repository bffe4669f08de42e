import { isRecord, readNonNegative, readText } from './wire-values.ts'

/** The context of a socket event. Every part but the id may be missing on the wire: then it is null. */
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

/** One event of a Five9 socket, with the payload as it came. */
export interface Five9Event {
  readonly context: EventContext
  readonly payLoad: unknown
}

/** What a text frame turned out to be. Frames that are no event are normal: they are counted and passed over. */
export type ParsedFrame =
  | { readonly ok: true; readonly event: Five9Event }
  | { readonly ok: false; readonly reason: 'not-json' | 'no-event-id' }

/**
 * Reads one text frame of a Five9 socket. Requires an event id and nothing else; never throws. Read by hand, since a
 * schema would have nothing to refuse but a missing id, and there are hundreds of frames a second.
 */
export function parseFrame(frame: string): ParsedFrame {
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    return { ok: false, reason: 'not-json' } // Five9 may send frames that are not JSON
  }
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
