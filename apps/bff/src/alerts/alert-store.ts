import type { Transaction } from 'kysely'
import { AlertEvent, AlertLevel } from '@wallboard/relay/rest/alerts'
import type { Db } from '../storage/database.ts'
import { raiseFence, requireFence } from '../storage/fence.ts'
import type { Tables } from '../storage/tables.ts'
import { AlertDocument, type AlertRecord, type AlertRecordStore, type JournalEntry } from './alert-record.ts'

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a damaged row
  }
}

/** A damaged row is left out: nothing true can be said of it. */
function toRecord(row: Tables['alerts']): AlertRecord[] {
  const document = AlertDocument.safeParse(parseJson(row.document))
  const level = AlertLevel.safeParse(row.level)
  if (!document.success || !level.success) return []
  return [
    {
      ...{ id: row.id, org: row.org, scope: row.scope, rule: row.rule, subject: row.subject },
      ...{ firedAt: row.fired_at, endedAt: row.ended_at, level: level.data, document: document.data },
    },
  ]
}

const toRow = ({ id, org, scope, rule, subject, firedAt, endedAt, level, document }: AlertRecord) => ({
  ...{ id, org, scope, rule, subject, fired_at: firedAt, ended_at: endedAt, level },
  document: JSON.stringify(document),
})

/** Rows of one statement: SQLite binds at most 32,766 values. */
const maxIds = 500

/** The log of alerts and the states of rules in the database. */
export function createAlertStore(db: Db): AlertRecordStore {
  /** False for an alert that is open already: its first attempt has written all of it, or another node has. */
  async function writeEntry(trx: Transaction<Tables>, entry: JournalEntry): Promise<boolean> {
    for (const opened of entry.opened) {
      const { numInsertedOrUpdatedRows: inserted } = await trx
        .insertInto('alerts')
        .values(toRow(opened))
        .onConflict((conflict) => conflict.columns(['scope', 'rule', 'subject', 'fired_at']).doNothing())
        .executeTakeFirst()
      if (inserted === 0n) return false
    }
    for (const changed of entry.changed) {
      const { ended_at, level, document } = toRow(changed)
      await trx
        .updateTable('alerts')
        .set({ ended_at, level, document })
        .where('id', '=', changed.id)
        .execute()
    }
    for (const { alert, number, at, what, by, note } of entry.events)
      await trx
        .insertInto('alert_events')
        .values({ alert, number, at, what, by, note })
        .onConflict((conflict) => conflict.columns(['alert', 'number']).doNothing())
        .execute()
    for (const { scope, rule, subject, alert, state } of entry.states)
      if (state === null)
        await trx
          .deleteFrom('alert_states')
          .where('scope', '=', scope)
          .where('rule', '=', rule)
          .where('subject', '=', subject)
          .execute()
      else
        await trx
          .insertInto('alert_states')
          .values({ scope, rule, subject, alert, state })
          .onConflict((conflict) =>
            conflict.columns(['scope', 'rule', 'subject']).doUpdateSet({ alert, state }),
          )
          .execute()
    return true
  }

  const mayNotify = async (trx: Transaction<Tables>, { noticeFence }: JournalEntry): Promise<boolean> =>
    noticeFence === undefined || (await raiseFence(trx, noticeFence)).isHighest

  return {
    write: (entries, enqueue) =>
      db.transaction().execute(async (trx) => {
        const fences = entries.flatMap(({ fence }) => fence ?? [])
        const distinct = new Map(fences.map((fence) => [`${fence.feed} ${fence.number}`, fence]))
        for (const fence of distinct.values()) await requireFence(trx, fence)
        for (const entry of entries) {
          const isWritten = await writeEntry(trx, entry)
          if (isWritten && entry.notices.length > 0 && (await mayNotify(trx, entry)))
            await enqueue(trx, entry.org, entry.notices)
        }
      }),
    takeOver: (fence) => db.transaction().execute((trx) => requireFence(trx, fence)),
    async states(scope) {
      const query = db.selectFrom('alert_states').select(['rule', 'subject', 'alert', 'state'])
      return query.where('scope', '=', scope).execute()
    },
    async open(scope) {
      const query = db.selectFrom('alerts').selectAll().where('scope', '=', scope)
      return (await query.where('ended_at', 'is', null).execute()).flatMap(toRecord)
    },
    async log({ org, scope, from, to, rule, subject, level, limit }) {
      let query = db
        .selectFrom('alerts')
        .selectAll()
        .where('org', '=', org)
        .where('scope', '=', scope)
        .where('fired_at', '<', to)
        .where((is) => is.or([is('ended_at', 'is', null), is('ended_at', '>=', from)]))
      if (rule !== undefined) query = query.where('rule', '=', rule)
      if (subject !== undefined) query = query.where('subject', '=', subject)
      if (level !== undefined) query = query.where('level', '=', level)
      const rows = await query.orderBy('fired_at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.flatMap(toRecord)
    },
    async events(alerts) {
      const byAlert = new Map<string, AlertEvent[]>(alerts.map((id) => [id, []]))
      for (let start = 0; start < alerts.length; start += maxIds) {
        const query = db.selectFrom('alert_events').selectAll().orderBy('alert').orderBy('number')
        const rows = await query.where('alert', 'in', alerts.slice(start, start + maxIds)).execute()
        for (const { alert, ...row } of rows) {
          const event = AlertEvent.safeParse(row)
          if (event.success) byAlert.get(alert)?.push(event.data)
        }
      }
      return byAlert
    },
    async forget(endedBefore) {
      await db.transaction().execute(async (trx) => {
        const old = trx.selectFrom('alerts').select('id').where('ended_at', '<', endedBefore)
        await trx.deleteFrom('alert_events').where('alert', 'in', old).execute()
        await trx.deleteFrom('alerts').where('ended_at', '<', endedBefore).execute()
      })
    },
  }
}
