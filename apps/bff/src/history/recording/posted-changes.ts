import { encodeRows } from '@wallboard/history'
import type { Change } from '@wallboard/statistics'
import type { PostedChanges } from './writer-message.ts'

/** Changes as they are posted to the writing thread: their rows are encoded once, as the recording holds them. */
export const postedChanges = (changes: readonly Change[]): PostedChanges =>
  changes.map((change) => [change.dataSource, encodeRows(change)])
