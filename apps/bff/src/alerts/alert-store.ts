import type { Transaction } from 'kysely'
import { AlertEvent, AlertLevel } from '@wallboard/relay/rest/alerts'
import type { Db } from '../storage/database.ts'
import { raiseFence, requireFence } from '../storage/fence.ts'
import { slicesOf } from '../storage/slices.ts'
import type { Tables } from '../storage/tables.ts'
import {
  AlertDocument,
  type AlertRecord,
  type AlertRecordStore,
  type JournalEntry,
  type StateWrite,
} from './alert-record.ts'

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
const maxRows = 500

/** The last item of each key. */
const lastOf = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
]

/** The log of alerts and the states of rules in the database. */
export function createAlertStore(db: Db): AlertRecordStore {
  /** False for an alert that is open already: its first attempt has written all of the entry, or another node has. */
  async function insertOpened(trx: Transaction<Tables>, { opened }: JournalEntry): Promise<boolean> {
    for (const record of opened) {
      const { numInsertedOrUpdatedRows: inserted } = await trx
        .insertInto('alerts')
        .values(toRow(record))
        .onConflict((conflict) => conflict.columns(['scope', 'rule', 'subject', 'fired_at']).doNothing())
        .executeTakeFirst()
      if (inserted === 0n) return false
    }
    return true
  }

  async function writeStates(trx: Transaction<Tables>, states: readonly StateWrite[]): Promise<void> {
    for (const { scope, rule, subject, state } of states)
      if (state === null)
        await trx
          .deleteFrom('alert_states')
          .where('scope', '=', scope)
          .where('rule', '=', rule)
          .where('subject', '=', subject)
          .execute()
    const kept = states.flatMap(({ state, ...key }) => (state === null ? [] : [{ ...key, state }]))
    for (const rows of slicesOf(kept, maxRows))
      await trx
        .insertInto('alert_states')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['scope', 'rule', 'subject']).doUpdateSet((each) => ({
            ...{ alert: each.ref('excluded.alert'), state: each.ref('excluded.state') },
          })),
        )
        .execute()
  }

  /** Each row once, however often the entries change it. */
  async function writeEntries(trx: Transaction<Tables>, entries: readonly JournalEntry[]): Promise<void> {
    for (const { id, fired_at, ended_at, level, document } of lastOf(
      entries.flatMap(({ changed }) => changed),
      (record) => record.id,
    ).map(toRow))
      await trx
        .updateTable('alerts')
        .set({ fired_at, ended_at, level, document })
        .where('id', '=', id)
        .execute()
    const events = entries.flatMap((entry) => entry.events)
    for (const rows of slicesOf(events, maxRows))
      await trx
        .insertInto('alert_events')
        .values(rows.map(({ alert, number, at, what, by, note }) => ({ alert, number, at, what, by, note })))
        .onConflict((conflict) => conflict.columns(['alert', 'number']).doNothing())
        .execute()
    const states = entries.flatMap((entry) => entry.states)
    await writeStates(
      trx,
      lastOf(states, ({ scope, rule, subject }) => JSON.stringify([scope, rule, subject])),
    )
  }

  const mayNotify = async (trx: Transaction<Tables>, { noticeFence }: JournalEntry): Promise<boolean> =>
    noticeFence === undefined || (await raiseFence(trx, noticeFence)).isHighest

  return {
    write: (entries, enqueue) =>
      db.transaction().execute(async (trx) => {
        const fences = entries.flatMap(({ fence }) => fence ?? [])
        const distinct = new Map(fences.map((fence) => [`${fence.feed} ${fence.number}`, fence]))
        for (const fence of distinct.values()) await requireFence(trx, fence)
        const written: JournalEntry[] = []
        for (const entry of entries) if (await insertOpened(trx, entry)) written.push(entry)
        await writeEntries(trx, written)
        for (const entry of written)
          if (entry.notices.length > 0 && (await mayNotify(trx, entry)))
            await enqueue(trx, entry.org, entry.notices)
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
      for (const ids of slicesOf(alerts, maxRows)) {
        const query = db.selectFrom('alert_events').selectAll().orderBy('alert').orderBy('number')
        const rows = await query.where('alert', 'in', ids).execute()
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
