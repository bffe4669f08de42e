import { z } from 'zod'

/** What the simulated Five9 domain is. */
export const Five9Options = z.object({
  queues: z.number(),
  agents: z.number(),
  /** Floor time over real time. */
  speed: z.number(),
  /** Traffic as at the peak of the day, whatever the hour. */
  startsAtPeak: z.literal(true),
  /** How often the domain looks for changes, in milliseconds. */
  cadenceMs: z.number(),
})
export type Five9Options = z.infer<typeof Five9Options>

/** An order to the domain. */
export const Five9Order = z.discriminatedUnion('do', [
  z.object({ do: z.literal('pause') }),
  z.object({ do: z.literal('resume') }),
  z.object({ do: z.literal('faults'), faults: z.record(z.string(), z.unknown()) }),
])
export type Five9Order = z.infer<typeof Five9Order>

export const Five9Ready = z.object({ type: z.literal('ready'), loginUrl: z.string(), port: z.number() })

/** What the domain reports; `at` in epoch milliseconds. */
export const Five9Report = z.discriminatedUnion('type', [
  /** The rows of its queues as text that can be compared. */
  z.object({ type: z.literal('truth'), at: z.number(), rows: z.string() }),
  z.object({ type: z.literal('sockets'), at: z.number(), count: z.number() }),
  z.object({ type: z.literal('paused'), at: z.number() }),
])
export type Five9Report = z.infer<typeof Five9Report>
