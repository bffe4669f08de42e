import type { Db } from '../../storage/database.ts'
import type { Tables } from '../../storage/tables.ts'

/** A day that a person has marked. */
export interface StoredMark {
  /** A local date, such as `2026-12-25`. */
  readonly date: string
  readonly note: string
  readonly markedBy: string
}

/** Storage of marked days. */
export interface MarkedDayStore {
  /** The marked days of a domain, in order. */
  readonly list: (org: string) => Promise<readonly StoredMark[]>
  /** Marks a day, or changes its mark. */
  readonly put: (org: string, mark: StoredMark & { readonly markedAt: number }) => Promise<void>
  /** False when the day was not marked. */
  readonly remove: (org: string, date: string) => Promise<boolean>
}

const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function createMarkedDayStore(db: Db): MarkedDayStore {
  return {
    async list(org) {
      const rows: readonly Readonly<Record<keyof Tables['marked_days'], unknown>>[] = await db
        .selectFrom('marked_days')
        .selectAll()
        .where('org', '=', org)
        .orderBy('date')
        .execute()
      // A damaged date is no day.
      return rows.flatMap(({ date, note, marked_by: by }) =>
        isDate(date) ? [{ date, note: textOf(note), markedBy: textOf(by) }] : [],
      )
    },
    async put(org, { date, note, markedBy, markedAt }) {
      const changed = { note, marked_by: markedBy, marked_at: markedAt }
      await db
        .insertInto('marked_days')
        .values({ org, date, ...changed })
        .onConflict((conflict) => conflict.columns(['org', 'date']).doUpdateSet(changed))
        .execute()
    },
    async remove(org, date) {
      const { numDeletedRows } = await db
        .deleteFrom('marked_days')
        .where('org', '=', org)
        .where('date', '=', date)
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}
