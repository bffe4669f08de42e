import { z } from 'zod/mini'

/** A queue or campaign. */
export const NamedId = z.strictObject({ id: z.string(), name: z.string() })

/**
 * Maintenance of Five9 that was announced or has started. Instants are of the BFF's monotonic clock. The message
 * catalogue of the browser has the sentences.
 */
export const Maintenance = z.strictObject({
  phase: z.enum(['announced', 'started']),
  /** When it starts or started; null when Five9 did not announce the time. */
  startsAt: z.nullable(z.number()),
  /** When the notice ends, also if Five9 never reports the end of the maintenance. */
  until: z.number(),
})
export type Maintenance = z.infer<typeof Maintenance>

/** To a person at the desk: a campaign has no more numbers to dial. It is null when Five9 did not name it. */
export const CampaignOutOfNumbers = z.strictObject({
  type: z.literal('event'),
  code: z.literal('campaign-out-of-numbers'),
  campaign: z.nullable(NamedId),
  /** When the BFF received the event, by its monotonic clock. */
  at: z.number(),
})
