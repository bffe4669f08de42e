import { createDayFiles } from '../store/day-files.ts'
import { attachPartition, createDayTable, partitionOf } from '../store/postgres-days.ts'
import { namesSchema, segmentSchema } from '../store/segment-table.ts'
import { summarySchemas } from '../store/summary.ts'
import type { SummaryFile } from '../store/summary-file.ts'
import type { TableSchema } from '../store/table-schema.ts'
import type { PartSource } from './move-part.ts'
import { pagesOf, readPage, type Values } from './move-rows.ts'

/* The files of history as parts that are moved one after another. */

const feedSchema: TableSchema = {
  name: 'feed',
  columns: { id: 'integer', org: 'text', username: 'text' },
  key: ['id'],
}
const sourceSchema: TableSchema = { name: 'source', columns: { id: 'integer', name: 'text' }, key: ['id'] }

/** The rows of files, newest file first: of several rows with one key, the first is the one that is read. */
function* withoutRepeats(
  pages: Iterable<readonly Values[]>,
  { key }: TableSchema,
): Generator<readonly Values[], void> {
  const seen = new Set<string>()
  for (const rows of pages) {
    const first = rows.filter((row) => !seen.has(JSON.stringify(row.slice(0, key.length))))
    for (const row of first) seen.add(JSON.stringify(row.slice(0, key.length)))
    if (first.length > 0) yield first
  }
}

/** The parts of `history.db`. */
export const tableSources = (summary: SummaryFile): readonly PartSource[] =>
  [feedSchema, sourceSchema, ...summarySchemas].map((table) => ({
    ...{ name: table.name, target: table },
    pages: () => pagesOf((after) => summary.run(() => readPage(table, after))),
  }))

/** The parts of the day files of a directory. */
export function daySources(directory: string) {
  const days = createDayFiles(directory)

  function* pages(dates: readonly string[], table: TableSchema): Generator<readonly Values[], void> {
    for (const date of dates)
      for (const number of days.numbers(date))
        yield* pagesOf((after) => days.open(date, number).run(() => readPage(table, after)))
  }

  function segmentsOf(date: string): PartSource {
    const isCompacted = days.numbers(date).every((number) => days.open(date, number).isCompacted())
    const name = isCompacted ? `${partitionOf(date)}_compacted` : partitionOf(date)
    return {
      name: `segments of ${date}`,
      target: { ...segmentSchema, name },
      pages: () => withoutRepeats(pages([date], segmentSchema), segmentSchema),
      *create() {
        yield* createDayTable(name, date)
        yield* attachPartition(name, date)
      },
    }
  }

  return {
    *parts(): Generator<PartSource, void> {
      for (const date of days.dates()) yield segmentsOf(date)
      yield {
        ...{ name: 'names', target: namesSchema },
        pages: () => withoutRepeats(pages(days.dates(), namesSchema), namesSchema),
      }
    },
    close: days.close,
  }
}
