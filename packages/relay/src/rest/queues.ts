import { z } from 'zod/mini'

/** `GET /api/queues`: all queues of the caller's domain. */
export const QueueList = z.array(z.object({ id: z.string(), name: z.string() }))
export type QueueList = z.infer<typeof QueueList>
