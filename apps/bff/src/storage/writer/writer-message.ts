import { z } from 'zod'
import type { SqliteRow } from '../sqlite.ts'
import { storageFaults } from '../storage-error.ts'

/** What a statement is: `other` may change tables. */
const StatementKind = z.enum(['query', 'change', 'other'])
export type StatementKind = z.infer<typeof StatementKind>

/** What the main thread asks the writing thread to do. Each request has one reply. */
export const WriterRequest = z.discriminatedUnion('type', [
  /** Runs a statement: in the open transaction, or, when it changes data, in one of its own. */
  z.object({
    type: z.literal('run'),
    sql: z.string(),
    parameters: z.array(z.unknown()).readonly(),
    kind: StatementKind,
  }),
  z.object({ type: z.literal('begin') }),
  z.object({ type: z.literal('commit') }),
  z.object({ type: z.literal('rollback') }),
  /** Counts and records the changes from now on. */
  z.object({ type: z.literal('count-changes') }),
  z.object({ type: z.literal('checkpoint') }),
  /** Makes a backup if one is due; `now` in epoch milliseconds. */
  z.object({ type: z.literal('back-up'), now: z.number(), hasChanged: z.boolean() }),
])
export type WriterRequest = z.infer<typeof WriterRequest>

const SqliteRows: z.ZodType<readonly SqliteRow[]> = z.array(
  z.record(z.string(), z.union([z.string(), z.number(), z.bigint(), z.null()])),
)

/** The result of a request. */
export const WriterResult = z.object({
  /** The rows of a query. */
  rows: SqliteRows.optional(),
  /** The number of rows that a statement changed. */
  changedRows: z.number().optional(),
  /** Whether the request has committed a change of data. */
  hasCommitted: z.boolean().optional(),
  /** Why the record of the changes could not be written; the change itself is committed. */
  recordFailure: z.string().optional(),
  /** The changes of data that the database has counted so far. */
  changes: z.number().optional(),
  /** False when a reader kept a part of the write-ahead log in use. */
  isComplete: z.boolean().optional(),
  /** The path of a backup that was made. */
  backup: z.string().optional(),
})
export type WriterResult = z.infer<typeof WriterResult>

export const PostedRequest = z.object({ id: z.number(), request: WriterRequest })
export type PostedRequest = z.infer<typeof PostedRequest>

/** What the writing thread answers. `fault` is that of a StorageError; null for any other error. */
export const PostedReply = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), id: z.number(), result: WriterResult }),
  z.object({
    type: z.literal('failed'),
    id: z.number(),
    fault: z.enum(storageFaults).nullable(),
    message: z.string(),
  }),
])
export type PostedReply = z.infer<typeof PostedReply>
