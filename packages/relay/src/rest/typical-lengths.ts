import { z } from 'zod/mini'

/** How many days of the recording typical lengths are of, today included. */
export const typicalLengthDays = 30

/** The id of an agent or a reason, how often the state occurred, and its 95th and 99th percentile in seconds. */
const Quantiles = z.readonly(z.tuple([z.string(), z.number(), z.number(), z.number()]))

/**
 * `GET /api/history/lengths`: how long states of agents usually are, from the last `typicalLengthDays` days, of the agents
 * that the person may see. What was never recorded is left out.
 */
export const TypicalLengths = z.object({
  /** The end of the recording, epoch milliseconds; null when nothing is recorded. */
  until: z.nullable(z.number()),
  /** After-call work of each agent, and of all of these agents together. */
  afterCall: z.array(Quantiles),
  teamAfterCall: z.nullable(z.object({ count: z.number(), p95: z.number(), p99: z.number() })),
  /** Calls of each agent. */
  onCall: z.array(Quantiles),
  /** Reasons for not being ready, of all agents of the recording. */
  reasons: z.array(Quantiles),
})
export type TypicalLengths = z.infer<typeof TypicalLengths>

/** History is off, or nothing is recorded yet. */
export const noTypicalLengths: TypicalLengths = {
  ...{ until: null, afterCall: [], teamAfterCall: null, onCall: [], reasons: [] },
}
