import { Directory } from '@wallboard/relay'
import { z } from 'zod'

/** Names by id as they were at an instant, and how Five9's clock differed. */
export const RecordedNames = z.object({
  queues: z.array(z.object({ id: z.string(), name: z.string() })),
  directory: Directory,
  /** What to add to an instant that Five9 wrote for one of the recording clock, in milliseconds. */
  domainOffsetMs: z.number(),
})
export type RecordedNames = z.infer<typeof RecordedNames>
