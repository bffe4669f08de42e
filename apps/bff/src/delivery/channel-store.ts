import { channelKinds, channelOffReasons } from '@wallboard/relay/rest/alert-channels'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { Db } from '../storage/database.ts'
import type { Sealing } from '../storage/sealing.ts'
import type { Tables } from '../storage/tables.ts'
import type { ChannelRecord, ChannelSecrets } from './channel-record.ts'

/** The database, or a transaction on it. */
export type DbOrTransaction = Db | Transaction<Tables>

/** What an attempt changes of a channel. */
export type ChannelProgress = Pick<ChannelRecord, 'failures' | 'lastDeliveredAt' | 'offReason'>

const Instant = z.number().nullable().catch(null)
/** Damaged columns become defaults: the row must stay listed, so that an administrator can remove it. */
const Row = z.object({
  org: z.string(),
  key: z.string(),
  kind: z.enum(channelKinds).catch('webhook'),
  name: z.string().catch('Unnamed'),
  address: z.string().catch(''),
  signing_key: z.string().nullable().catch(null),
  previous_key: z.string().nullable().catch(null),
  previous_key_until: Instant,
  allows_names: z.number().catch(0),
  off_reason: z.enum(channelOffReasons).nullable().catch('switched-off'),
  failures: z.number().catch(0),
  failing_since: Instant,
  last_delivered_at: Instant,
  created_at: z.number().catch(0),
  created_by: z.string().catch(''),
  changed_at: z.number().catch(0),
  changed_by: z.string().catch(''),
})

/** Storage of channels, with their secrets sealed. */
export function createChannelStore(db: Db, sealing: Sealing) {
  const contextOf = (org: string, key: string, column: string) => ['channel', org, key, column]

  function openSecrets(row: z.infer<typeof Row>): ChannelSecrets | undefined {
    const open = (sealed: string | null, column: string) =>
      sealed === null ? undefined : sealing.open(sealed, contextOf(row.org, row.key, column))
    const address = open(row.address, 'address')
    const signingKey = open(row.signing_key, 'signing_key')
    if (address === undefined || (row.kind === 'webhook' && signingKey === undefined)) return undefined
    return { address, signingKey, previousKey: open(row.previous_key, 'previous_key') }
  }

  function toRecord(stored: unknown): ChannelRecord[] {
    const parsed = Row.safeParse(stored)
    if (!parsed.success) return []
    const row = parsed.data
    return [
      {
        ...{ org: row.org, key: row.key, kind: row.kind, name: row.name },
        secrets: openSecrets(row),
        previousKeyUntil: row.previous_key_until,
        allowsNames: row.allows_names === 1,
        offReason: row.off_reason,
        failures: { count: row.failures, since: row.failing_since },
        lastDeliveredAt: row.last_delivered_at,
        ...{ createdAt: row.created_at, createdBy: row.created_by },
        ...{ changedAt: row.changed_at, changedBy: row.changed_by },
      },
    ]
  }

  function toRow(channel: ChannelRecord & { readonly secrets: ChannelSecrets }): Tables['alert_channels'] {
    const { org, key, secrets } = channel
    const seal = (secret: string | undefined, column: string) =>
      secret === undefined ? null : sealing.seal(secret, contextOf(org, key, column))
    return {
      ...{ org, key, kind: channel.kind, name: channel.name },
      address: sealing.seal(secrets.address, contextOf(org, key, 'address')),
      signing_key: seal(secrets.signingKey, 'signing_key'),
      previous_key: seal(secrets.previousKey, 'previous_key'),
      previous_key_until: channel.previousKeyUntil,
      allows_names: channel.allowsNames ? 1 : 0,
      off_reason: channel.offReason,
      ...{ failures: channel.failures.count, failing_since: channel.failures.since },
      last_delivered_at: channel.lastDeliveredAt,
      ...{ created_at: channel.createdAt, created_by: channel.createdBy },
      ...{ changed_at: channel.changedAt, changed_by: channel.changedBy },
    }
  }

  return {
    /** The channels of a domain, by key. */
    async list(org: string, on: DbOrTransaction = db): Promise<readonly ChannelRecord[]> {
      const rows = await on
        .selectFrom('alert_channels')
        .selectAll()
        .where('org', '=', org)
        .orderBy('key')
        .execute()
      return rows.flatMap(toRecord)
    },
    async find(org: string, key: string, on: DbOrTransaction = db): Promise<ChannelRecord | undefined> {
      const query = on.selectFrom('alert_channels').selectAll().where('org', '=', org).where('key', '=', key)
      return toRecord(await query.executeTakeFirst())[0]
    },
    /** False when the domain has a channel with the key. */
    async add(
      channel: ChannelRecord & { readonly secrets: ChannelSecrets },
      on: DbOrTransaction = db,
    ): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await on
        .insertInto('alert_channels')
        .values(toRow(channel))
        .onConflict((conflict) => conflict.columns(['org', 'key']).doNothing())
        .executeTakeFirstOrThrow()
      return (numInsertedOrUpdatedRows ?? 0n) > 0n
    },
    async change(channel: ChannelRecord & { readonly secrets: ChannelSecrets }, on: DbOrTransaction = db) {
      const { org, key, ...changed } = toRow(channel)
      await on
        .updateTable('alert_channels')
        .set(changed)
        .where('org', '=', org)
        .where('key', '=', key)
        .execute()
    },
    /** Records how an attempt has ended. */
    async progress(org: string, key: string, progress: ChannelProgress, on: DbOrTransaction = db) {
      const { failures, lastDeliveredAt, offReason } = progress
      await on
        .updateTable('alert_channels')
        .set({
          ...{ failures: failures.count, failing_since: failures.since },
          ...{ last_delivered_at: lastDeliveredAt, off_reason: offReason },
        })
        .where('org', '=', org)
        .where('key', '=', key)
        .execute()
    },
    async remove(org: string, key: string, on: DbOrTransaction = db) {
      await on.deleteFrom('alert_channels').where('org', '=', org).where('key', '=', key).execute()
    },
  }
}
export type ChannelStore = ReturnType<typeof createChannelStore>
