import { z } from 'zod'
import type { RecordedSteps } from '../reading/read-steps.ts'
import type { ReplayStart } from '../replay/replay-source.ts'

/** What the thread of a simulated day is started with. */
export const SimulationPlan = z.strictObject({
  domain: z.strictObject({
    queues: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    campaigns: z.array(
      z.strictObject({ id: z.string(), name: z.string(), type: z.optional(z.nullable(z.string())) }),
    ),
  }),
  agents: z.int(),
  traffic: z.enum(['quiet', 'normal', 'busy']),
  seed: z.int(),
  startAt: z.number(),
  timeZone: z.string(),
})

/** The data of such a thread. */
export const SimulationData = z.strictObject({ plan: SimulationPlan })

/** Steps that the main thread requests; the start is sent without a request. */
export const StepsRequest = z.strictObject({
  from: z.number(),
  to: z.number(),
  stepMs: z.number().positive(),
})

/** What the thread sends: both are of one program, so results are passed on as they are. */
export const SimulationReply = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    start: z.custom<ReplayStart>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({
    type: z.literal('steps'),
    steps: z.custom<RecordedSteps>((value) => typeof value === 'object' && value !== null),
  }),
])
export type SimulationReply = z.infer<typeof SimulationReply>
