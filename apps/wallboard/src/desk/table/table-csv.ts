import { byteOrderMark, csvLine, type CsvCell } from '@wallboard/relay/csv'
import { isoWithOffset } from '../../ui/format/iso-time.ts'
import type { DeskColumn } from './desk-column.ts'

/** A table as it is shown. */
export interface ShownTable {
  readonly columns: readonly DeskColumn[]
  /** In the order that is shown. */
  readonly ids: readonly string[]
  /** Epoch milliseconds. */
  readonly asOf: number
  /** The name of the domain, or Five9's id of it. */
  readonly domain: string
  /** The distance of the site's time from UTC, positive in the east. */
  readonly offsetMinutes: number
}

interface ExportedColumn {
  readonly title: string
  readonly value: (id: string) => CsvCell
}

/** The column in the file; undefined for one that only draws. */
function exportedColumn({ title, exported, sortValue }: DeskColumn): ExportedColumn | undefined {
  if (exported !== undefined) return { title: exported.title, value: (id) => exported.value(id) ?? null }
  return sortValue === undefined ? undefined : { title, value: (id) => sortValue(id) ?? null }
}

/** The shown rows and columns as a file for a spreadsheet: each row says of when it is. */
export function tableCsv({ columns, ids, asOf, domain, offsetMinutes }: ShownTable): string {
  const exported = columns.flatMap((column) => exportedColumn(column) ?? [])
  const instant = isoWithOffset(asOf, offsetMinutes)
  const header = csvLine(['as_of', 'domain', ...exported.map(({ title }) => title)])
  const lines = ids.map((id) => csvLine([instant, domain, ...exported.map(({ value }) => value(id))]))
  return `${byteOrderMark}${header}${lines.join('')}`
}

/** The name of the file: `queues_2026-11-26_1042.csv`. */
export function csvFileName(
  page: string,
  { asOf, offsetMinutes }: Pick<ShownTable, 'asOf' | 'offsetMinutes'>,
): string {
  const [date = '', time = ''] = isoWithOffset(asOf, offsetMinutes).split('T')
  return `${page}_${date}_${time.slice(0, 5).replace(':', '')}.csv`
}
