import { z } from 'zod/mini'

/**
 * `GET /api/estimates`, or `?queue=<id>`: what estimates need to know of the last hours of each queue. It is counted by
 * quarters of an hour. Instants are epoch milliseconds; times are seconds.
 */
export const CountedCalls = z.object({
  queue: z.string(),
  /** Calls that came in the last half-hour, and the live time in which they were counted. */
  arrivals: z.nullable(z.object({ calls: z.number(), seconds: z.number(), isExact: z.boolean() })),
  /** Answered calls of the last half-hour; a call that may be of several queues counts for a part. */
  recentAnswers: z.number(),
  /** Answered calls that are known to be of this queue; null where too many may be of others. */
  answers: z.nullable(z.number()),
  /** The mean of the calls that were handled in the last two hours, of the queue or of its campaign. */
  handleTime: z.nullable(
    z.object({ seconds: z.number(), calls: z.number(), of: z.enum(['queue', 'campaign']) }),
  ),
  /** Abandoned calls and the time that all callers waited, of the queue's campaign in the last four weeks. */
  patience: z.nullable(z.object({ seconds: z.number(), abandons: z.number() })),
})
export type CountedCalls = z.infer<typeof CountedCalls>

export const EstimateFacts = z.object({
  /** The end of what is recorded, and the start of the half-hour; null when nothing is recorded. */
  until: z.nullable(z.number()),
  from: z.nullable(z.number()),
  queues: z.array(CountedCalls),
})
export type EstimateFacts = z.infer<typeof EstimateFacts>

/** History is off, or nothing is recorded yet. */
export const noEstimateFacts: EstimateFacts = { until: null, from: null, queues: [] }
