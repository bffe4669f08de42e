import type { Five9Event } from './envelope.ts'
import { EventId } from './event-ids.ts'
import { numericFieldsOf } from './numeric-fields.ts'
import type { QueueName, SourceIncrement, SourceSnapshot, StatRow } from './rows.ts'
import { isRecord, readNonNegative, readText, type OpenRecord } from './wire-values.ts'

/** An invalid value of a field. The row holds null in its place. */
export interface Defect {
  readonly dataSource: string
  readonly id: string
  readonly field: string
}

/** Event 5000: all rows of each data source in it. */
export interface FullStatistics {
  readonly kind: 'full'
  readonly sources: readonly SourceSnapshot[]
  readonly defects: readonly Defect[]
  /** False when a part could not be read. */
  readonly isWhole: boolean
}

/** Event 5012: rows added and updated, and ids removed, of each data source in it. */
export interface IncrementalStatistics {
  readonly kind: 'increment'
  readonly sources: readonly SourceIncrement[]
  readonly defects: readonly Defect[]
  /** False when a part could not be read: changes are then lost. */
  readonly isWhole: boolean
}

/**
 * Reduces a row of event 5012 to what its reader needs, before the values of that are checked: what a reader holds already
 * was checked when it came. The row that it returns has this id.
 */
export type RowCut = (dataSource: string, id: string, row: OpenRecord) => OpenRecord

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A documented number, also as text; undefined for any other value. */
function countOf(value: unknown): number | undefined {
  const number = readNonNegative(value)
  return number !== undefined && number < 1e15 ? number : undefined
}

const hasTextId = (value: OpenRecord): value is StatRow => typeof value.id === 'string'

/** Fast path: the common form of a number, checked before any lookup. */
const isPlainCount = (raw: unknown): boolean => typeof raw === 'number' && raw >= 0 && raw < 1e15

/**
 * Returns the payload's own object when no value needs correction: copying rows would be most of the work on a frame.
 */
function parseRow(
  dataSource: string,
  isNumeric: (field: string) => boolean,
  value: unknown,
  defects: Defect[],
  cut: RowCut | undefined,
): StatRow | undefined {
  const id = isRecord(value) ? readText(value.id) : undefined
  if (!isRecord(value) || id === undefined) {
    defects.push({ dataSource, id: '', field: 'id' })
    return undefined
  }
  const row = cut === undefined ? value : cut(dataSource, id, value)
  let corrected: Record<string, unknown> | undefined
  for (const field in row) {
    const raw = row[field]
    if (field === 'id' || raw === null || isPlainCount(raw) || !isNumeric(field)) continue
    const number = countOf(raw)
    if (number === undefined) defects.push({ dataSource, id, field })
    corrected ??= { ...row }
    corrected[field] = number ?? null
  }
  if (corrected === undefined && hasTextId(row)) return row
  return { ...(corrected ?? row), id }
}

function parseRows(dataSource: string, value: unknown, defects: Defect[], cut?: RowCut): StatRow[] {
  const isNumeric = numericFieldsOf(dataSource)
  const rows: StatRow[] = []
  for (const item of listOf(value)) {
    const row = parseRow(dataSource, isNumeric, item, defects, cut)
    if (row !== undefined) rows.push(row)
  }
  return rows
}

/** `removed` holds ids now and held objects before: both are read. */
function parseRemoved(value: unknown): string[] {
  return listOf(value).flatMap((item) => readText(isRecord(item) ? item.id : item) ?? [])
}

interface NamedBlock {
  readonly dataSource: string
  readonly block: OpenRecord
}

/** The blocks of a payload that name their data source. `isWhole` is false when there are other values among them. */
function namedBlocks(payLoad: unknown): { readonly blocks: NamedBlock[]; readonly isWhole: boolean } {
  const blocks = listOf(payLoad).flatMap((block): NamedBlock[] =>
    isRecord(block) && typeof block.dataSource === 'string' ? [{ dataSource: block.dataSource, block }] : [],
  )
  return { blocks, isWhole: Array.isArray(payLoad) && blocks.length === payLoad.length }
}

const isListOrAbsent = (value: unknown): boolean =>
  value === undefined || value === null || Array.isArray(value)

/**
 * Parses the payload of event 5000: all rows per data source. Malformed rows are skipped. A data source with a
 * malformed block is skipped too, and `isWhole` is false.
 */
export function parseFullStatistics(payLoad: unknown): FullStatistics {
  const defects: Defect[] = []
  const { blocks, isWhole } = namedBlocks(payLoad)
  // A block without a list of rows is unreadable: as an empty source it would clear the wall.
  const unreadable = new Set(
    blocks.filter(({ block }) => !Array.isArray(block.data)).map(({ dataSource }) => dataSource),
  )
  const sources = blocks
    .filter(({ dataSource }) => !unreadable.has(dataSource))
    .map(({ dataSource, block }) => ({ dataSource, data: parseRows(dataSource, block.data, defects) }))
  return { kind: 'full', sources, defects, isWhole: isWhole && unreadable.size === 0 }
}

/**
 * Parses the payload of event 5012: rows added and updated, and ids removed, per data source. `isWhole` is false when
 * a part could not be read: changes are then lost.
 *
 * @param cut default: rows are parsed whole
 */
export function parseIncrementalStatistics(payLoad: unknown, cut?: RowCut): IncrementalStatistics {
  const defects: Defect[] = []
  const { blocks, isWhole } = namedBlocks(payLoad)
  const sources = blocks.map(({ dataSource, block }) => ({
    dataSource,
    added: parseRows(dataSource, block.added, defects, cut),
    updated: parseRows(dataSource, block.updated, defects, cut),
    removed: parseRemoved(block.removed),
  }))
  const hasLists = blocks.every(({ block }) =>
    [block.added, block.updated, block.removed].every(isListOrAbsent),
  )
  return { kind: 'increment', sources, defects, isWhole: isWhole && hasLists }
}

/** Parses event 5000 or 5012; undefined for another event. */
export function parseStatistics({
  context,
  payLoad,
}: Five9Event): FullStatistics | IncrementalStatistics | undefined {
  if (context.eventId === EventId.EVENT_STATS) return parseFullStatistics(payLoad)
  if (context.eventId === EventId.EVENT_INCREMENTAL_STATS_UPDATE) return parseIncrementalStatistics(payLoad)
  return undefined
}

/** Parses the reply of DomainQueues. An entry without an id is skipped; one without a name gets its id as name. */
export function parseQueueNames(body: unknown): QueueName[] {
  return listOf(body).flatMap((entry) => {
    const id = isRecord(entry) ? readText(entry.id) : undefined
    if (!isRecord(entry) || id === undefined) return []
    return [{ id, name: typeof entry.name === 'string' && entry.name !== '' ? entry.name : id }]
  })
}
