import { randomBytes } from 'node:crypto'
import {
  attemptFaults,
  deliveryOutcomes,
  dropReasons,
  type Delivery,
} from '@wallboard/relay/rest/alert-channels'
import { z } from 'zod'
import type { Db } from '../storage/database.ts'
import type { AlertNotice } from './alert-notice.ts'
import type { DbOrTransaction } from './channel-store.ts'
import { ulid } from './signature.ts'
import { storedNotice, type ChannelRef } from './queue-store.ts'

const maxOfChannel = 200
const keptForMs = 30 * 24 * 3_600_000

/** An entry to write. */
export type NewDelivery = Omit<Delivery, 'id' | 'webhookId' | 'type' | 'alertId'>

/** Columns of a drop: no attempt was made. */
export const noAttempt = {
  ...{ attempt: 0, status: null, ms: null, detail: null, response: null, nextAttemptAt: null },
} as const

const Row = z.object({
  id: z.string(),
  webhook_id: z.string(),
  title: z.string().catch(''),
  at: z.number(),
  attempt: z.number().catch(0),
  outcome: z.enum(deliveryOutcomes),
  fault: z
    .enum([...attemptFaults, ...dropReasons])
    .nullable()
    .catch(null),
  status: z.number().nullable().catch(null),
  ms: z.number().nullable().catch(null),
  detail: z.string().nullable().catch(null),
  response: z.string().nullable().catch(null),
  next_attempt_at: z.number().nullable().catch(null),
  notice: z.string(),
})

function toDelivery(stored: unknown): Delivery | undefined {
  const parsed = Row.safeParse(stored)
  const notice = parsed.success ? storedNotice(parsed.data.notice) : undefined
  if (!parsed.success || notice === undefined) return undefined // damaged
  const { webhook_id: webhookId, next_attempt_at: nextAttemptAt, notice: _notice, ...rest } = parsed.data
  const alertId = notice.type === 'alert.test' ? null : notice.alert.alertId
  return { ...rest, webhookId, nextAttemptAt, type: notice.type, alertId }
}

/** The log of attempts and drops: 200 of each channel, of the last 30 days. Instants are epoch milliseconds. */
export function createDeliveryLog(db: Db) {
  let sequence = 0
  /** A ULID that also orders the entries of one millisecond. */
  const nextId = (at: number) =>
    ulid(at, (count) => {
      const bytes = randomBytes(count)
      bytes.writeUInt32BE(sequence, 0)
      sequence = (sequence + 1) % 2 ** 32
      return bytes
    })

  return {
    async add(on: DbOrTransaction, org: string, notice: AlertNotice, entry: NewDelivery): Promise<Delivery> {
      const id = nextId(entry.at)
      const channel = notice.channelKey
      const { nextAttemptAt, ...columns } = entry
      const webhookId = `msg_${notice.id}`
      await on
        .insertInto('alert_deliveries')
        .values({
          ...{ id, org, channel, webhook_id: webhookId, notice: JSON.stringify(notice) },
          ...columns,
          next_attempt_at: nextAttemptAt,
        })
        .execute()
      const surplus = await on
        .selectFrom('alert_deliveries')
        .select('id')
        .where('org', '=', org)
        .where('channel', '=', channel)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .offset(maxOfChannel)
        .limit(maxOfChannel)
        .execute()
      const ids = surplus.map((row) => row.id)
      if (ids.length > 0) await on.deleteFrom('alert_deliveries').where('id', 'in', ids).execute()
      const alertId = notice.type === 'alert.test' ? null : notice.alert.alertId
      return { id, webhookId, type: notice.type, alertId, ...entry }
    },
    /** The newest first. */
    async list({ org, key }: ChannelRef, now: number): Promise<readonly Delivery[]> {
      const rows = await db
        .selectFrom('alert_deliveries')
        .selectAll()
        .where('org', '=', org)
        .where('channel', '=', key)
        .where('at', '>=', now - keptForMs)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(maxOfChannel)
        .execute()
      return rows.flatMap((row) => toDelivery(row) ?? [])
    },
    /** The notice of an entry. */
    async noticeOf(org: string, id: string): Promise<AlertNotice | undefined> {
      const query = db.selectFrom('alert_deliveries').select('notice').where('org', '=', org)
      return storedNotice((await query.where('id', '=', id).executeTakeFirst())?.notice)
    },
    async removeBefore(on: DbOrTransaction, at: number): Promise<void> {
      await on
        .deleteFrom('alert_deliveries')
        .where('at', '<', at - keptForMs)
        .execute()
    },
    async clear(on: DbOrTransaction, { org, key }: ChannelRef): Promise<void> {
      await on.deleteFrom('alert_deliveries').where('org', '=', org).where('channel', '=', key).execute()
    },
  }
}
export type DeliveryLog = ReturnType<typeof createDeliveryLog>
