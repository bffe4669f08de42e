import { z } from 'zod'
import type { DbOrTransaction } from './channel-store.ts'
import type { Db } from '../storage/database.ts'
import type { Tables } from '../storage/tables.ts'
import { alertsOf, AlertNotice, isAnnouncement } from './alert-notice.ts'
import type { QueuedNotice } from './queue-state.ts'

/** A channel of a domain. */
export interface ChannelRef {
  readonly org: string
  readonly key: string
}

/** The first notice of each channel, as far as it must be known to decide which one is due. */
export interface Head extends ChannelRef {
  readonly id: string
  readonly nextAttemptAt: number
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('no JSON')
    return z.NEVER
  }
})
const Row = z.object({
  org: z.string(),
  notice: Json.pipe(AlertNotice),
  is_by_hand: z.number(),
  queued_at: z.number(),
  attempts: z.number(),
  first_attempt_at: z.number().nullable(),
  next_attempt_at: z.number(),
  in_flight: z.number(),
})

/** Parses a stored notice; undefined when it is damaged. */
export function storedNotice(text: unknown): AlertNotice | undefined {
  const parsed = Json.pipe(AlertNotice).safeParse(text)
  return parsed.success ? parsed.data : undefined
}

function toQueued(stored: unknown): QueuedNotice | undefined {
  const parsed = Row.safeParse(stored)
  if (!parsed.success) return undefined
  const row = parsed.data
  return {
    ...{ org: row.org, notice: row.notice, isByHand: row.is_by_hand === 1 },
    ...{ queuedAt: row.queued_at, attempts: row.attempts },
    ...{ firstAttemptAt: row.first_attempt_at, nextAttemptAt: row.next_attempt_at },
    wasInterrupted: row.in_flight === 1,
  }
}

/** The queue of notices in the database. All methods that change it take the transaction to which they belong. */
export function createQueueStore(db: Db) {
  const of = (on: DbOrTransaction, { org, key }: ChannelRef) =>
    on.selectFrom('alert_outbox').where('org', '=', org).where('channel', '=', key)

  return {
    async count(on: DbOrTransaction = db): Promise<number> {
      const query = on.selectFrom('alert_outbox').select(on.fn.countAll<number>().as('count'))
      return (await query.executeTakeFirstOrThrow()).count
    },
    /** The notices that wait for each channel of a domain, and when the first one is tried. */
    async waiting(org: string): Promise<ReadonlyMap<string, { queued: number; nextAttemptAt: number }>> {
      const rows = await db
        .selectFrom('alert_outbox')
        .select(['channel', 'next_attempt_at'])
        .where('org', '=', org)
        .orderBy('position')
        .execute()
      const waiting = new Map<string, { queued: number; nextAttemptAt: number }>()
      for (const { channel, next_attempt_at: at } of rows) {
        const { queued, nextAttemptAt } = waiting.get(channel) ?? { queued: 0, nextAttemptAt: at }
        waiting.set(channel, { queued: queued + 1, nextAttemptAt })
      }
      return waiting
    },
    /** The first notice of each channel, the oldest first. */
    async heads(): Promise<readonly Head[]> {
      const first = db
        .selectFrom('alert_outbox')
        .select((is) => is.fn.min('position').as('first'))
        .groupBy(['org', 'channel'])
      const rows = await db
        .selectFrom('alert_outbox')
        .select(['org', 'channel', 'id', 'next_attempt_at'])
        .where('position', 'in', first)
        .orderBy('position')
        .execute()
      return rows.map(({ org, channel: key, id, next_attempt_at: nextAttemptAt }) => ({
        ...{ org, key, id, nextAttemptAt },
      }))
    },
    async find(on: DbOrTransaction, id: string): Promise<QueuedNotice | undefined> {
      return toQueued(await on.selectFrom('alert_outbox').selectAll().where('id', '=', id).executeTakeFirst())
    },
    /** The alerts whose end waits in a channel. */
    async ended(on: DbOrTransaction, channel: ChannelRef): Promise<ReadonlySet<string>> {
      const rows = await of(on, channel).select('notice').where('is_end', '=', 1).execute()
      const notices = rows.flatMap(({ notice }) => storedNotice(notice) ?? [])
      return new Set(notices.flatMap((notice) => alertsOf(notice).map(({ alertId }) => alertId)))
    },
    /** Whether a message that waits may be the first one of an alert for its channel. */
    async announces(on: DbOrTransaction, channel: ChannelRef, alertId: string): Promise<boolean> {
      const rows = await of(on, channel).select('notice').where('is_end', '=', 0).execute()
      return rows
        .flatMap(({ notice }) => storedNotice(notice) ?? [])
        .some(
          (notice) => isAnnouncement(notice) && alertsOf(notice).some((alert) => alert.alertId === alertId),
        )
    },
    /** Appends a notice; one with a known id is ignored. `queuedAt`: since when it waits, if not since now. */
    async add(
      on: DbOrTransaction,
      org: string,
      notice: AlertNotice,
      {
        now,
        queuedAt = now,
        isByHand = false,
      }: { readonly now: number; readonly queuedAt?: number; readonly isByHand?: boolean },
    ): Promise<void> {
      const last = await on
        .selectFrom('alert_outbox')
        .select(on.fn.max('position').as('position'))
        .executeTakeFirst()
      const row: Tables['alert_outbox'] = {
        ...{ id: notice.id, position: (last?.position ?? 0) + 1, org, channel: notice.channelKey },
        ...{ notice: JSON.stringify(notice), is_end: notice.type === 'alert.resolved' ? 1 : 0 },
        ...{ is_by_hand: isByHand ? 1 : 0, queued_at: queuedAt },
        ...{ attempts: 0, first_attempt_at: null, next_attempt_at: now, in_flight: 0 },
      }
      await on
        .insertInto('alert_outbox')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
    },
    async change(
      on: DbOrTransaction,
      id: string,
      changed: Partial<Omit<Tables['alert_outbox'], 'id'>>,
    ): Promise<void> {
      await on.updateTable('alert_outbox').set(changed).where('id', '=', id).execute()
    },
    async remove(on: DbOrTransaction, id: string): Promise<void> {
      await on.deleteFrom('alert_outbox').where('id', '=', id).execute()
    },
    /** The oldest notice of the channel with the longest queue that no attempt is sending now. */
    async oldestOfLongest(on: DbOrTransaction): Promise<QueuedNotice | undefined> {
      const count = on.fn.countAll<number>().as('count')
      const longest = await on
        .selectFrom('alert_outbox')
        .select(['org', 'channel', count])
        .where('in_flight', '=', 0)
        .groupBy(['org', 'channel'])
        .orderBy('count', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (longest === undefined) return undefined
      const query = of(on, { org: longest.org, key: longest.channel }).where('in_flight', '=', 0)
      return toQueued(await query.selectAll().orderBy('position').limit(1).executeTakeFirst())
    },
    /** Removes the notices of a channel. */
    async clear(on: DbOrTransaction, { org, key }: ChannelRef): Promise<void> {
      await on.deleteFrom('alert_outbox').where('org', '=', org).where('channel', '=', key).execute()
    },
  }
}
export type QueueStore = ReturnType<typeof createQueueStore>
