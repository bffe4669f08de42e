import { slotFigures, type SlotFigure, type SlotRecord } from '@wallboard/history'
import type { Sqlite, SqliteRow } from '../../storage/sqlite.ts'
import { numbersOf } from './open-shared.ts'

/*
 * The table of `history.db` with the local half-hours that normal bands are made of: of each queue, of groups of queues
 * and of the floor.
 */

/** The subject of the rows of the whole floor. Five9's queues have numbers. */
export const floorSubject = 'floor'

const columns = slotFigures.flatMap((figure) => ['q25', 'q50', 'q75'].map((part) => `${figure}_${part}`))

export const slotRowsSchema = `
CREATE TABLE IF NOT EXISTS slot_week (
  feed INT NOT NULL, subject TEXT NOT NULL, date INT NOT NULL, half_hour INT NOT NULL,
  live_ms INT NOT NULL, length_ms INT NOT NULL, calls INT, ${columns.map((column) => `${column} REAL`).join(', ')},
  PRIMARY KEY (feed, subject, date, half_hour)
) WITHOUT ROWID;`

const numberOf = numbersOf('history.db')
const dayMs = 86_400_000
const storedDate = (date: string): number => Date.parse(date) / dayMs
const dateOfStored = (days: number): string => new Date(days * dayMs).toISOString().slice(0, 10)

/** Thousandths are more than a band can show. */
const rounded = (value: number): number => Math.round(value * 1_000) / 1_000

/** A half-hour of one date. */
export interface StoredSlot extends SlotRecord {
  /** The local date. */
  readonly date: string
  readonly halfHour: number
}

function recordOf(row: SqliteRow): StoredSlot {
  const valueOf = (column: string) => {
    const value = row[column]
    return typeof value === 'number' ? value : undefined
  }
  const figures: Partial<Record<SlotFigure, { q25: number; q50: number; q75: number }>> = {}
  for (const figure of slotFigures) {
    const [q25, q50, q75] = ['q25', 'q50', 'q75'].map((part) => valueOf(`${figure}_${part}`))
    if (q25 !== undefined && q50 !== undefined && q75 !== undefined) figures[figure] = { q25, q50, q75 }
  }
  return {
    ...{ date: dateOfStored(numberOf(row, 'date')), halfHour: numberOf(row, 'half_hour') },
    ...{ liveMs: numberOf(row, 'live_ms'), lengthMs: numberOf(row, 'length_ms'), calls: valueOf('calls') },
    figures,
  }
}

export interface SlotRows {
  /** Stores a half-hour in place of an earlier record of it. One without live time is not stored. */
  readonly put: (feed: number, subject: string, slot: StoredSlot) => void
  /** The half-hours of a subject on some dates, in order. */
  readonly read: (feed: number, subject: string, dates: readonly string[]) => readonly StoredSlot[]
  readonly removeSubject: (feed: number, subject: string) => void
  readonly removeFeed: (feed: number) => void
  /** Removes the dates before an instant, epoch milliseconds. */
  readonly removeBefore: (at: number) => void
}

export function createSlotRows(sqlite: Sqlite): SlotRows {
  const insert = sqlite.prepare(
    `INSERT OR REPLACE INTO slot_week (feed, subject, date, half_hour, live_ms, length_ms, calls, ${columns.join(', ')})
     VALUES (${Array.from({ length: 7 + columns.length }, () => '?').join(', ')})`,
  )
  return {
    put(feed, subject, { date, halfHour, liveMs, lengthMs, calls, figures }) {
      if (liveMs === 0) return
      const quantiles = slotFigures.flatMap((figure) => {
        const known = figures[figure]
        return known === undefined ? [null, null, null] : [known.q25, known.q50, known.q75].map(rounded)
      })
      insert.run([
        ...[feed, subject, storedDate(date), halfHour],
        ...[liveMs, lengthMs, calls ?? null, ...quantiles],
      ])
    },
    read: (feed, subject, dates) =>
      sqlite
        .all(
          `SELECT * FROM slot_week WHERE feed = ? AND subject = ? AND date IN (${dates.map(() => '?').join(', ')})
           ORDER BY date, half_hour`,
          [feed, subject, ...dates.map(storedDate)],
        )
        .map(recordOf),
    removeSubject(feed, subject) {
      sqlite.run('DELETE FROM slot_week WHERE feed = ? AND subject = ?', [feed, subject])
    },
    removeFeed(feed) {
      sqlite.run('DELETE FROM slot_week WHERE feed = ?', [feed])
    },
    removeBefore(at) {
      sqlite.run('DELETE FROM slot_week WHERE date < ?', [Math.floor(at / dayMs)])
    },
  }
}
