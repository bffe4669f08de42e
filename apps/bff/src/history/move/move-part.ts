import type { MovedPart } from '../../storage/move/move-step.ts'
import { createRowSums, isSame, type RowSums } from '../../storage/move/row-sums.ts'
import { StorageUnusable } from '../../storage/storage-error.ts'
import { putRows, query, type SqlWorker, type Work } from '../store/sql-work.ts'
import { definePut, type TableSchema } from '../store/table-schema.ts'
import { readSums, summedRow, type Values } from './move-rows.ts'

/** A part of history that is copied whole or not at all. */
export interface PartSource {
  /** For the output: `segments of 2026-11-26`. */
  readonly name: string
  /** The table that it is copied into. */
  readonly target: TableSchema
  /** Its rows, each once. */
  readonly pages: () => Iterable<readonly Values[]>
  /** Creates the target, where it is not one of the tables that always exist. */
  readonly create?: () => Work<void>
}

function sumsOfSource(source: PartSource): RowSums {
  const sums = createRowSums()
  for (const rows of source.pages()) for (const row of rows) sums.add(summedRow(row))
  return sums.result()
}

const countsOf = (source: RowSums, target: RowSums): string =>
  `${target.rows} rows with checksum ${target.checksum} there, ${source.rows} with ${source.checksum} here`

function* copy(source: PartSource): Work<RowSums> {
  if (source.create !== undefined) yield* source.create()
  const put = definePut(source.target)
  const sums = createRowSums()
  for (const rows of source.pages()) {
    for (const row of rows) sums.add(summedRow(row))
    yield* putRows(put, rows)
  }
  const [read, copied] = [sums.result(), yield* readSums(source.target)]
  if (!isSame(read, copied))
    throw new StorageUnusable(
      `the copy of ${source.name} differs from its source (${countsOf(read, copied)}); it was not kept`,
    )
  return copied
}

function* sumsOfTarget(source: PartSource): Work<RowSums> {
  if (source.create !== undefined) {
    const [row] = yield* query('SELECT to_regclass(?)::text AS name', [source.target.name])
    if (row?.['name'] === null) return createRowSums().result()
  }
  return yield* readSums(source.target)
}

/**
 * Copies a part in one transaction, unless the target has it.
 * @throws StorageUnusable when the target holds other rows, or the copy differs from its source
 */
export async function movePart(source: PartSource, target: SqlWorker): Promise<MovedPart> {
  const { name } = source
  const found = await target.transaction(() => sumsOfTarget(source))
  if (found.rows === 0) {
    const copied = await target.transaction(() => copy(source))
    return { name, ...copied, outcome: copied.rows === 0 ? 'already there' : 'copied' }
  }
  const read = sumsOfSource(source)
  if (!isSame(read, found))
    throw new StorageUnusable(
      `the history in DATABASE_URL has other ${name} than DATA_DIR (${countsOf(read, found)}): a server has recorded there, or another DATA_DIR was moved there. They were not changed; move into an empty database`,
    )
  return { name, ...found, outcome: 'already there' }
}
