import { z } from 'zod'

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)

const Envelope = z.object({
  context: z.object({
    eventId: z.union([z.string().min(1), z.number().transform(String)]),
    eventReason: text,
    messageId: text,
    userId: text,
    correlationId: text,
    userName: text,
    timeStamp: z.coerce.number().nonnegative().nullish().catch(null),
    tenantId: text,
    broadCast: z.boolean().nullish().catch(null),
  }),
  payLoad: z.unknown().optional(),
})

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

/** Reads one text frame of a Five9 socket. Requires an event id and nothing else; never throws. */
export function parseFrame(frame: string): ParsedFrame {
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    return { ok: false, reason: 'not-json' } // Five9 may send frames that are not JSON
  }
  const parsed = Envelope.safeParse(value)
  if (!parsed.success) return { ok: false, reason: 'no-event-id' }
  const { context, payLoad } = parsed.data
  return {
    ok: true,
    event: {
      context: {
        eventId: context.eventId,
        eventReason: context.eventReason ?? null,
        messageId: context.messageId ?? null,
        userId: context.userId ?? null,
        correlationId: context.correlationId ?? null,
        userName: context.userName ?? null,
        timeStamp: context.timeStamp ?? null,
        tenantId: context.tenantId ?? null,
        broadCast: context.broadCast ?? null,
      },
      payLoad: payLoad ?? null,
    },
  }
}
