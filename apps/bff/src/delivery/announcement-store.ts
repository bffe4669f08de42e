import { alertsOf, type AlertNotice } from './alert-notice.ts'
import type { DbOrTransaction } from './channel-store.ts'
import type { ChannelRef } from './queue-store.ts'

/** Which alerts each channel knows of: those whose start it has received, or may have, until their end is delivered. */
export function createAnnouncementStore() {
  return {
    async of(on: DbOrTransaction, { org, key }: ChannelRef): Promise<ReadonlySet<string>> {
      const rows = await on
        .selectFrom('alert_announcements')
        .select('alert')
        .where('org', '=', org)
        .where('channel', '=', key)
        .execute()
      return new Set(rows.map(({ alert }) => alert))
    },
    async has(on: DbOrTransaction, { org, key }: ChannelRef, alertId: string): Promise<boolean> {
      const row = await on
        .selectFrom('alert_announcements')
        .select('alert')
        .where('org', '=', org)
        .where('channel', '=', key)
        .where('alert', '=', alertId)
        .executeTakeFirst()
      return row !== undefined
    },
    async add(on: DbOrTransaction, org: string, notice: AlertNotice, at: number): Promise<void> {
      const rows = alertsOf(notice).map(({ alertId }) => ({
        ...{ org, channel: notice.channelKey, alert: alertId, at },
      }))
      await on
        .insertInto('alert_announcements')
        .values(rows)
        .onConflict((conflict) => conflict.columns(['org', 'channel', 'alert']).doNothing())
        .execute()
    },
    /** The end of alerts was delivered: nothing more follows. */
    async forget(on: DbOrTransaction, org: string, notice: AlertNotice): Promise<void> {
      const alerts = alertsOf(notice).map(({ alertId }) => alertId)
      await on
        .deleteFrom('alert_announcements')
        .where('org', '=', org)
        .where('channel', '=', notice.channelKey)
        .where('alert', 'in', alerts)
        .execute()
    },
    async clear(on: DbOrTransaction, { org, key }: ChannelRef): Promise<void> {
      await on.deleteFrom('alert_announcements').where('org', '=', org).where('channel', '=', key).execute()
    },
    async forgetBefore(on: DbOrTransaction, at: number): Promise<void> {
      await on.deleteFrom('alert_announcements').where('at', '<', at).execute()
    },
  }
}
export type AnnouncementStore = ReturnType<typeof createAnnouncementStore>
