import { z } from 'zod'
import type { HistoryCoverage } from '@wallboard/relay/rest/history'
import { Damage } from '../recording/writer-message.ts'
import type { MomentReply } from './recorded-moment.ts'

const recording = {
  name: z.strictObject({ org: z.string(), username: z.string() }),
  /** Of a person's own feed. */
  isPersonal: z.boolean(),
}

/** What is read: the state of a feed at an instant, or when its data sources were live. Epoch milliseconds. */
const ReaderQuery = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('moment'),
    ...recording,
    dataSources: z.array(z.string()),
    at: z.number(),
  }),
  z.strictObject({ type: z.literal('coverage'), ...recording, from: z.number(), to: z.number() }),
])
export type ReaderQuery = z.infer<typeof ReaderQuery>

/** What the server's main thread requests of the thread that reads history. */
export const ReaderRequest = z.strictObject({ id: z.int(), query: ReaderQuery })
export type ReaderRequest = z.infer<typeof ReaderRequest>

/** The result of a query. */
export type ReaderResult =
  | { readonly type: 'moment'; readonly reply: MomentReply }
  | { readonly type: 'coverage'; readonly coverage: HistoryCoverage }

/** What that thread replies: both are of one program, so a result is passed on as it is. */
export const ReaderReply = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('read'),
    id: z.int(),
    result: z.custom<ReaderResult>((value) => typeof value === 'object' && value !== null),
  }),
  /** Found while reading: nothing of this part can be read. */
  z.strictObject({ type: z.literal('damaged'), damage: Damage }),
  z.strictObject({ type: z.literal('failed'), id: z.int(), reason: z.string() }),
])
export type ReaderReply = z.infer<typeof ReaderReply>
