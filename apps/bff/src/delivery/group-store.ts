import type { NewAlert } from '@wallboard/alerts'
import type { Db } from '../storage/database.ts'
import type { AlertNotice } from './alert-notice.ts'
import type { DbOrTransaction } from './channel-store.ts'
import type { ChannelGroups, GroupMember } from './group-state.ts'
import { storedNotice, type ChannelRef } from './queue-store.ts'

/** Members stay this long after their message was queued: a notice that is queued twice is known by its id. */
const rememberedMs = 3_600_000
/** The entry of a flood's summaries among the rules. */
const summary = ''
/** Marks a member that became no message. */
const dropped = ''

const entityOf = ({ alert: { entity } }: AlertNotice) => `${entity.kind}:${entity.id}`

const toMembers = (rows: readonly { notice: string; queued_at: number }[]): readonly GroupMember[] =>
  rows.flatMap(({ notice: text, queued_at: queuedAt }) => {
    const notice = storedNotice(text)
    return notice === undefined ? [] : [{ notice, queuedAt }] // a damaged row is left out
  })

/** What is removed from the tables of groups. */
const removals = {
  /** Removes what no decision depends on any more: also what a clock that was set back has left in the future. */
  async removeOld(on: DbOrTransaction, now: number): Promise<void> {
    const [from, to] = [now - rememberedMs, now + rememberedMs]
    const members = on.deleteFrom('alert_group_members').where('message', 'is not', null)
    await members.where((is) => is.or([is('queued_at', '<', from), is('queued_at', '>', to)])).execute()
    for (const table of ['alert_group_sends', 'alert_starts'] as const)
      await on
        .deleteFrom(table)
        .where((is) => is.or([is('at', '<', from), is('at', '>', to)]))
        .execute()
  },
  /** Removes what waits for a channel. */
  async clear(on: DbOrTransaction, { org, key }: ChannelRef): Promise<void> {
    for (const table of ['alert_group_members', 'alert_group_sends', 'alert_starts'] as const)
      await on.deleteFrom(table).where('org', '=', org).where('channel', '=', key).execute()
  },
}

/** The notices that wait for others, in the database. All methods that change it take the transaction to which they belong. */
export function createGroupStore(db: Db) {
  const waitingOf = (on: DbOrTransaction, { org, key }: ChannelRef) =>
    on
      .selectFrom('alert_group_members')
      .where('message', 'is', null)
      .where('org', '=', org)
      .where('channel', '=', key)

  async function mark(on: DbOrTransaction, members: readonly GroupMember[], message: string): Promise<void> {
    const ids = members.map(({ notice: { id } }) => id)
    if (ids.length === 0) return
    await on.updateTable('alert_group_members').set({ message }).where('id', 'in', ids).execute()
  }

  return {
    /** Whether a notice waits, or has lately become part of a message. */
    async has(on: DbOrTransaction, id: string): Promise<boolean> {
      const query = on.selectFrom('alert_group_members').select('id').where('id', '=', id)
      return (await query.executeTakeFirst()) !== undefined
    },
    /** How many notices wait for others. */
    async count(): Promise<number> {
      const query = db.selectFrom('alert_group_members').where('message', 'is', null)
      return (await query.select(db.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
    },
    /** The channels with notices that wait for others. */
    async channels(on: DbOrTransaction = db): Promise<readonly ChannelRef[]> {
      const query = on.selectFrom('alert_group_members').select(['org', 'channel']).distinct()
      const rows = await query.where('message', 'is', null).execute()
      return rows.map(({ org, channel: key }) => ({ org, key }))
    },
    async read(on: DbOrTransaction, channel: ChannelRef): Promise<ChannelGroups> {
      const rows = await waitingOf(on, channel).select(['notice', 'queued_at']).orderBy('position').execute()
      const sends = await on
        .selectFrom('alert_group_sends')
        .select(['rule', 'at'])
        .where('org', '=', channel.org)
        .where('channel', '=', channel.key)
        .execute()
      const starts = await on
        .selectFrom('alert_starts')
        .select(['entity', 'at'])
        .where('org', '=', channel.org)
        .where('channel', '=', channel.key)
        .orderBy('at')
        .execute()
      return {
        members: toMembers(rows),
        sentAt: new Map(sends.flatMap(({ rule, at }) => (rule === summary ? [] : [[rule, at] as const]))),
        summarySentAt: sends.find(({ rule }) => rule === summary)?.at,
        starts: starts satisfies readonly NewAlert[],
      }
    },
    /** How many notices wait in a channel. */
    async countOf(on: DbOrTransaction, channel: ChannelRef): Promise<number> {
      const query = waitingOf(on, channel).select(on.fn.countAll<number>().as('count'))
      return (await query.executeTakeFirstOrThrow()).count
    },
    /** Whether a notice about a rule and an entity waits in a channel. */
    async hasKey(on: DbOrTransaction, channel: ChannelRef, dedupKey: string): Promise<boolean> {
      const query = waitingOf(on, channel).select('id').where('dedup_key', '=', dedupKey).limit(1)
      return (await query.executeTakeFirst()) !== undefined
    },
    /** The starts of an alert that wait in a channel. */
    async startsOf(
      on: DbOrTransaction,
      channel: ChannelRef,
      alertId: string,
    ): Promise<readonly GroupMember[]> {
      const query = waitingOf(on, channel).select(['notice', 'queued_at']).where('alert', '=', alertId)
      return toMembers(await query.where('is_end', '=', 0).orderBy('position').execute())
    },
    /** The alerts whose end waits in a channel. */
    async ended(on: DbOrTransaction, channel: ChannelRef): Promise<ReadonlySet<string>> {
      const rows = await waitingOf(on, channel).select('alert').where('is_end', '=', 1).execute()
      return new Set(rows.map(({ alert }) => alert))
    },
    async add(on: DbOrTransaction, org: string, notice: AlertNotice, queuedAt: number): Promise<void> {
      const last = await on
        .selectFrom('alert_group_members')
        .select(on.fn.max('position').as('position'))
        .executeTakeFirst()
      await on
        .insertInto('alert_group_members')
        .values({
          ...{ id: notice.id, position: (last?.position ?? 0) + 1, org, channel: notice.channelKey },
          ...{ alert: notice.alert.alertId, dedup_key: notice.alert.dedupKey },
          ...{ is_end: notice.type === 'alert.resolved' ? 1 : 0, notice: JSON.stringify(notice) },
          ...{ queued_at: queuedAt, message: null },
        })
        .execute()
    },
    /** Counts an alert that is new to a channel; one that is counted already is not counted again. */
    async started(on: DbOrTransaction, org: string, notice: AlertNotice, at: number): Promise<void> {
      const { channelKey: channel, alert } = notice
      await on
        .insertInto('alert_starts')
        .values({ org, channel, alert: alert.alertId, entity: entityOf(notice), at })
        .onConflict((conflict) => conflict.columns(['org', 'channel', 'alert']).doNothing())
        .execute()
    },
    /** Members have become a message. */
    queued: mark,
    /** Members become no message. */
    drop: (on: DbOrTransaction, members: readonly GroupMember[]) => mark(on, members, dropped),
    /** A group was queued: of some rules, or as the summary of a flood. */
    async sent(
      on: DbOrTransaction,
      { org, key: channel }: ChannelRef,
      group: { readonly rules: Iterable<string>; readonly isSummary: boolean },
      at: number,
    ): Promise<void> {
      const rules = [...new Set(group.rules), ...(group.isSummary ? [summary] : [])]
      await on
        .insertInto('alert_group_sends')
        .values(rules.map((rule) => ({ org, channel, rule, at })))
        .onConflict((conflict) => conflict.columns(['org', 'channel', 'rule']).doUpdateSet({ at }))
        .execute()
    },
    ...removals,
  }
}
export type GroupStore = ReturnType<typeof createGroupStore>
