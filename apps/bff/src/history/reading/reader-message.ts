import { z } from 'zod'
import type { MomentReply } from './recorded-moment.ts'

const Request = z.strictObject({
  id: z.int(),
  type: z.literal('moment'),
  name: z.strictObject({ org: z.string(), username: z.string() }),
  /** Of a person's own feed. */
  isPersonal: z.boolean(),
  dataSources: z.array(z.string()),
  at: z.number(),
})
/** What the server's main thread requests of the thread that reads history. */
export const ReaderRequest = Request
export type ReaderRequest = z.infer<typeof ReaderRequest>

/** What that thread replies: both are of one program, so a moment is passed on as it is. */
export const ReaderReply = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('read'),
    id: z.int(),
    reply: z.custom<MomentReply>((value) => typeof value === 'object' && value !== null),
  }),
  z.strictObject({ type: z.literal('failed'), id: z.int(), reason: z.string() }),
])
export type ReaderReply = z.infer<typeof ReaderReply>
