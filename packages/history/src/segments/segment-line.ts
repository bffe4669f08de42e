import type { Change, Row } from '@wallboard/statistics'

/*
 * The lines of a segment: JSON with short keys, because a day holds hundreds of thousands. Instants are epoch
 * milliseconds of the recording clock. `asOf` of a row is left out where it equals the instant of its line. A line with
 * an offset `o` holds rows as the owner of the feed posted them: their `asOf` is of its monotonic clock.
 */

/** The instant and the number of a line. */
export interface SegmentEnd {
  readonly at: number
  readonly seq: number
}

/** A change of one data source as it was recorded. */
export interface RecordedChange extends SegmentEnd {
  readonly added: readonly Row[]
  readonly updated: readonly Row[]
  readonly removed: readonly string[]
}

interface ShortRow {
  readonly id: string
  readonly asOf?: number
  readonly [field: string]: unknown
}

const shortened = (rows: readonly Row[], at: number): ShortRow[] =>
  rows.map((row) => {
    if (row.asOf !== at) return row
    const { asOf: _, ...rest } = row
    return rest
  })

/** The line of a change, without a line break. */
export function encodeLine({ at, seq, added, updated, removed }: RecordedChange): string {
  return JSON.stringify({
    t: at,
    s: seq,
    ...(added.length === 0 ? {} : { a: shortened(added, at) }),
    ...(updated.length === 0 ? {} : { u: shortened(updated, at) }),
    ...(removed.length === 0 ? {} : { r: removed }),
  })
}

/** Rows that follow each other and have the same fields: the names once, the values of each row in their order. */
interface RowTable {
  readonly f: readonly string[]
  readonly v: readonly (readonly unknown[])[]
}

/** Its assignment would set the prototype. */
const unsafeField = '__proto__'
/** Fewer rows for each table than this are no shorter. */
const minTableRows = 4

const hasFields = (row: Row, fields: readonly string[]): boolean => {
  let index = 0
  for (const field in row) {
    if (field !== fields[index]) return false
    index += 1
  }
  return index === fields.length
}

/** Undefined where the rows have too many kinds of fields, or values that JSON has not. */
function tablesOf(rows: readonly Row[]): readonly RowTable[] | undefined {
  const tables: { readonly f: readonly string[]; readonly v: unknown[][] }[] = []
  for (const row of rows) {
    let table = tables.at(-1)
    if (table === undefined || !hasFields(row, table.f)) {
      table = { f: Object.keys(row), v: [] }
      if (table.f.includes(unsafeField)) return undefined
      tables.push(table)
    }
    const values = table.f.map((field) => row[field])
    if (values.includes(undefined)) return undefined
    table.v.push(values)
  }
  return tables.length * minTableRows > rows.length ? undefined : tables
}

/**
 * The line with all rows of a source, in which the names of fields are written once: a fifth of the text. Undefined where
 * that is no shorter.
 */
export function encodeTables(rows: readonly Row[], { at, seq }: SegmentEnd): string | undefined {
  const tables = tablesOf(rows)
  return tables && JSON.stringify({ t: at, s: seq, g: tables })
}

/** The rows of a change as JSON, with which its line ends. */
export function encodeRows({
  added,
  updated,
  removed,
}: Pick<RecordedChange, 'added' | 'updated' | 'removed'>) {
  return JSON.stringify({
    a: added.length === 0 ? undefined : added,
    u: updated.length === 0 ? undefined : updated,
    r: removed.length === 0 ? undefined : removed,
  })
}

/**
 * The line of a change whose rows are encoded already, so that neither they nor their instants are written again.
 *
 * @param rows as `encodeRows` returns them
 * @param offsetMs what to add to the instants of the rows. None of them becomes later than `at`
 */
export function lineOfRows(rows: string, { at, seq }: SegmentEnd, offsetMs: number): string {
  const start = `{"t":${at},"s":${seq},"o":${offsetMs}`
  return rows === '{}' ? `${start}}` : `${start},${rows.slice(1)}`
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** A row whose `asOf` may still be missing. */
interface ParsedRow {
  readonly id: string
  asOf?: number
}

const isParsedRow = (value: unknown): value is ParsedRow =>
  isObject(value) &&
  'id' in value &&
  typeof value.id === 'string' &&
  (!('asOf' in value) || typeof value.asOf === 'number')

const isDated = (row: ParsedRow): row is Row => row.asOf !== undefined

/** The rows of a line, which get the instant of the line where they have none. They are dated in place, not copied. */
function rowsOf(value: unknown, at: number, offsetMs: number | undefined): readonly Row[] | undefined {
  if (value === undefined) return []
  if (!Array.isArray(value) || !value.every(isParsedRow)) return undefined
  const rows: readonly ParsedRow[] = value
  for (const row of rows)
    if (row.asOf === undefined) row.asOf = at
    else if (offsetMs !== undefined) row.asOf = Math.min(row.asOf + offsetMs, at)
  return rows.every(isDated) ? rows : undefined
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'

/** The rows of a table. Each starts as a copy of one object, so that all have one shape. */
function rowsOfTable(value: unknown): readonly Row[] | undefined {
  if (!isObject(value) || !('f' in value) || !('v' in value)) return undefined
  const { f: fields, v: lists } = value
  if (!isList(fields) || !fields.every(isText) || fields.includes(unsafeField) || !isList(lists))
    return undefined
  const empty: Record<string, unknown> = Object.fromEntries(fields.map((field) => [field, null]))
  const rows: Row[] = []
  for (const values of lists) {
    if (!isList(values) || values.length !== fields.length) return undefined
    const row = { ...empty }
    for (let index = 0; index < fields.length; index += 1) row[fields[index] ?? ''] = values[index]
    if (!isParsedRow(row) || !isDated(row)) return undefined
    rows.push(row)
  }
  return rows
}

function rowsOfTables(value: unknown): readonly Row[] | undefined {
  if (!isList(value)) return undefined
  const rows: Row[] = []
  for (const table of value) {
    const ofTable = rowsOfTable(table)
    if (ofTable === undefined) return undefined
    for (const row of ofTable) rows.push(row)
  }
  return rows
}

function idsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return []
  if (!Array.isArray(value)) return undefined
  const ids: readonly unknown[] = value
  return ids.every((id) => typeof id === 'string') ? ids : undefined
}

/**
 * Reads a line back. Checked by hand, because a replay reads thousands a second.
 *
 * @returns undefined when the text is not a line, which means that the segment is damaged
 */
export function decodeLine(text: string): RecordedChange | undefined {
  const line = jsonOf(text)
  if (!isObject(line) || !('t' in line) || !('s' in line)) return undefined
  const { t: at, s: seq } = line
  if (typeof at !== 'number' || typeof seq !== 'number') return undefined
  const offsetMs = 'o' in line ? line.o : undefined
  if (offsetMs !== undefined && typeof offsetMs !== 'number') return undefined
  const added = 'g' in line ? rowsOfTables(line.g) : rowsOf('a' in line ? line.a : undefined, at, offsetMs)
  const updated = rowsOf('u' in line ? line.u : undefined, at, offsetMs)
  const removed = idsOf('r' in line ? line.r : undefined)
  if (added === undefined || updated === undefined || removed === undefined) return undefined
  return { at, seq, added, updated, removed }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The change in the form that `Statistics.applyChanges` takes. */
export function changeOf(dataSource: string, { added, updated, removed }: RecordedChange): Change {
  return { dataSource, added, updated, removed }
}
