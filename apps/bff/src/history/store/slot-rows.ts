import { slotFigures, type SlotFigure, type SlotRecord } from '@wallboard/history'
import { numbersOf } from './open-shared.ts'
import { execute, listOf, putRows, query, type SqlRow, type Work } from './sql-work.ts'
import { definePut, type TableSchema } from './table-schema.ts'

/*
 * The table with the local half-hours that normal bands are made of: of each queue, of groups of queues
 * and of the floor.
 */

/** The subject of the rows of the whole floor. Five9's queues have numbers. */
export const floorSubject = 'floor'

const columns = slotFigures.flatMap((figure) => ['q25', 'q50', 'q75'].map((part) => `${figure}_${part}`))

export const slotRowsSchema: TableSchema = {
  name: 'slot_week',
  columns: {
    ...{ feed: 'integer', subject: 'text', date: 'integer', half_hour: 'integer' },
    ...{ live_ms: 'integer', length_ms: 'integer', calls: 'integer?' },
    ...Object.fromEntries(columns.map((column) => [column, 'real?'])),
  },
  key: ['feed', 'subject', 'date', 'half_hour'],
}

const putSlot = definePut(slotRowsSchema)

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

function recordOf(row: SqlRow): StoredSlot {
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

function rowOf(
  feed: number,
  subject: string,
  { date, halfHour, liveMs, lengthMs, calls, figures }: StoredSlot,
) {
  const quantiles = slotFigures.flatMap((figure) => {
    const known = figures[figure]
    return known === undefined ? [null, null, null] : [known.q25, known.q50, known.q75].map(rounded)
  })
  return [feed, subject, storedDate(date), halfHour, liveMs, lengthMs, calls ?? null, ...quantiles]
}

/** Stores half-hours in place of earlier records of them. One without live time is not stored. */
export const putSlots = (
  feed: number,
  slots: readonly { readonly subject: string; readonly slot: StoredSlot }[],
): Work<void> =>
  putRows(
    putSlot,
    slots.filter(({ slot }) => slot.liveMs > 0).map(({ subject, slot }) => rowOf(feed, subject, slot)),
  )

/** The half-hours of a subject on some dates, in order. */
export function* readSlots(
  feed: number,
  subject: string,
  dates: readonly string[],
): Work<readonly StoredSlot[]> {
  if (dates.length === 0) return []
  const rows = yield* query(
    `SELECT * FROM slot_week WHERE feed = ? AND subject = ? AND date IN ${listOf(dates)}
     ORDER BY date, half_hour`,
    [feed, subject, ...dates.map(storedDate)],
  )
  return rows.map(recordOf)
}

export const removeSubject = (feed: number, subject: string): Work<void> =>
  execute('DELETE FROM slot_week WHERE feed = ? AND subject = ?', [feed, subject])

export const removeSlotsOfFeed = (feed: number): Work<void> =>
  execute('DELETE FROM slot_week WHERE feed = ?', [feed])

/** Removes the dates before an instant, epoch milliseconds. */
export const removeSlotsBefore = (at: number): Work<void> =>
  execute('DELETE FROM slot_week WHERE date < ?', [Math.floor(at / dayMs)])
