import {
  AlertEntity,
  AlertUnit,
  endReasons,
  type AlertEvent,
  type AlertLevel,
} from '@wallboard/relay/rest/alerts'
import { z } from 'zod'
import type { Transaction } from 'kysely'
import type { Tables } from '../storage/tables.ts'
import type { AlertNotice } from '../delivery/alert-notice.ts'
import type { Fence } from '../storage/fence.ts'

/** What an alert was based on, as JSON in the log. */
export const AlertDocument = z.object({
  ruleName: z.string(),
  ruleRevision: z.int(),
  entity: AlertEntity,
  /** The queues of a group: who does not see all of them does not see the alert. */
  members: z.union([z.literal('all'), z.array(z.string())]).nullable(),
  metric: z.string(),
  unit: AlertUnit,
  when: z.enum(['above', 'below', 'increase']),
  value: z.number().nullable(),
  limit: z.number(),
  peak: z.number().nullable(),
  endReason: z.enum(endReasons).nullable(),
  acknowledgedAt: z.number().nullable(),
  acknowledgedBy: z.string().nullable(),
  board: z.object({ id: z.string(), name: z.string() }).nullable(),
  tile: z.string().nullable(),
})
export type AlertDocument = z.infer<typeof AlertDocument>

/** One alert of the log. Instants are epoch milliseconds. */
export interface AlertRecord {
  readonly id: string
  readonly org: string
  readonly scope: string
  readonly rule: string
  readonly subject: string
  readonly firedAt: number
  readonly endedAt: number | null
  /** The worst level that it had. */
  readonly level: AlertLevel
  readonly document: AlertDocument
}

/** Takes messages into the transaction of the transitions that they report. */
export type EnqueueNotices = (
  trx: Transaction<Tables>,
  org: string,
  notices: readonly AlertNotice[],
) => Promise<void>

/** The state of a rule for an entity, as stored; null removes it. */
export interface StateWrite {
  readonly scope: string
  readonly rule: string
  readonly subject: string
  readonly alert: string | null
  readonly state: string | null
}

/** What one evaluation writes. All of it is committed at once, or nothing. */
export interface JournalEntry {
  readonly org: string
  /** The fence of the feed that was evaluated; undefined in a server of one process. */
  readonly fence?: Fence | undefined
  readonly opened: readonly AlertRecord[]
  readonly changed: readonly AlertRecord[]
  readonly events: readonly (AlertEvent & { readonly alert: string; readonly number: number })[]
  readonly states: readonly StateWrite[]
  readonly notices: readonly AlertNotice[]
  /** The notices are left out when another node sends the messages of the domain under a higher fence. */
  readonly noticeFence?: Fence | undefined
}

/** A stored state. */
export interface StateRow {
  readonly rule: string
  readonly subject: string
  readonly alert: string | null
  readonly state: string
}

export interface LogQuery {
  readonly org: string
  readonly scope: string
  readonly from: number
  readonly to: number
  readonly rule?: string | undefined
  /** Kind and id. */
  readonly subject?: string | undefined
  readonly level?: AlertLevel | undefined
  readonly limit: number
}

/** The log of alerts and the states of rules. */
export interface AlertRecordStore {
  /**
   * Writes in one transaction; `enqueue` takes the notices in the same one.
   * @throws Fenced when another node evaluates the feed of an entry: nothing is written
   */
  readonly write: (entries: readonly JournalEntry[], enqueue: EnqueueNotices) => Promise<void>
  /**
   * From now on nothing is written under a lower fence.
   * @throws Fenced
   */
  readonly takeOver: (fence: Fence) => Promise<void>
  readonly states: (scope: string) => Promise<readonly StateRow[]>
  /** Alerts that have not ended. */
  readonly open: (scope: string) => Promise<readonly AlertRecord[]>
  /** Alerts that were active in the span, newest first. */
  readonly log: (query: LogQuery) => Promise<readonly AlertRecord[]>
  readonly events: (alerts: readonly string[]) => Promise<ReadonlyMap<string, readonly AlertEvent[]>>
  /** Removes alerts that ended before an instant. */
  readonly forget: (endedBefore: number) => Promise<void>
}
