import { execute, query, type SqlWorker, type Work } from './sql-work.ts'
import { utcDateOf } from './stored-segments.ts'

/*
 * The partitions of `segment`, one for each day of UTC: `segment_20261126`, or `segment_20261126_compacted` once the day
 * is compacted.
 */

const dayMs = 86_400_000
/** Serialises the changes of partitions by all nodes. */
const partitionLock = '7212938440135583'
const partitionName = /^segment_(\d{4})(\d{2})(\d{2})(_compacted)?$/

/** A day with segments. */
export interface StoredPartition {
  /** The table. */
  readonly name: string
  /** Such as `2026-11-26`. */
  readonly date: string
  readonly isCompacted: boolean
}

/** The name of the partition of a day before it is compacted. */
export const partitionOf = (date: string): string => `segment_${date.replaceAll('-', '')}`

const boundsOf = (date: string): readonly [number, number] => [Date.parse(date), Date.parse(date) + dayMs]

/** The days with segments, in order. */
export function* readPartitions(): Work<readonly StoredPartition[]> {
  const rows = yield* query(
    `SELECT c.relname::text AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'segment'::regclass ORDER BY 1`,
  )
  return rows.flatMap((row) => {
    const name = String(row['name'])
    const [, year, month, day, compacted] = partitionName.exec(name) ?? []
    if (year === undefined || month === undefined || day === undefined) return []
    return [{ name, date: `${year}-${month}-${day}`, isCompacted: compacted !== undefined }]
  })
}

/** The bytes of a table with its indexes. */
export function* tableBytes(name: string): Work<number> {
  const [row] = yield* query('SELECT pg_total_relation_size(?::regclass) AS bytes', [name])
  return Number(row?.['bytes'] ?? 0)
}

/** The bytes of all tables of history. */
export function* allBytes(): Work<number> {
  const [row] = yield* query(
    `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes FROM pg_class c
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`,
  )
  return Number(row?.['bytes'] ?? 0)
}

/**
 * Creates a table like `segment` that can become the partition of a day. The check spares PostgreSQL reading all of it
 * then. Run it in a transaction.
 */
export function* createDayTable(name: string, date: string): Work<void> {
  const [from, to] = boundsOf(date)
  yield* execute(`CREATE TABLE ${name} (LIKE segment INCLUDING ALL)`)
  yield* execute(
    `ALTER TABLE ${name} ADD CONSTRAINT ${name}_day CHECK (starts_at >= ${from} AND starts_at < ${to})`,
  )
}

/** Run it in a transaction. */
export function* attachPartition(name: string, date: string): Work<void> {
  const [from, to] = boundsOf(date)
  yield* execute(`ALTER TABLE segment ATTACH PARTITION ${name} FOR VALUES FROM (${from}) TO (${to})`)
}

/** Until the end of the transaction no other node adds, replaces or removes a partition. */
export const lockPartitions = (): Work<unknown> =>
  query(`SELECT pg_advisory_xact_lock(${partitionLock})::text AS locked`)

function* createPartition(date: string): Work<void> {
  yield* lockPartitions()
  const partitions = yield* readPartitions()
  if (partitions.some((partition) => partition.date === date)) return
  yield* createDayTable(partitionOf(date), date)
  yield* attachPartition(partitionOf(date), date)
}

/** Creates the partitions of days at their first segment. */
export function createPartitions(worker: SqlWorker) {
  const existing = new Set<string>()
  return {
    async ensure(instants: readonly number[]): Promise<void> {
      for (const date of new Set(instants.map(utcDateOf))) {
        if (existing.has(date)) continue
        await worker.transaction(() => createPartition(date))
        existing.add(date)
      }
    },
    /** A write failed, or partitions were removed: what exists is looked up again. */
    forget(): void {
      existing.clear()
    },
  }
}

/** Removes the partitions of days. Run it in a transaction. */
export function* removePartitions(partitions: readonly StoredPartition[]): Work<void> {
  yield* lockPartitions()
  for (const { name } of partitions) yield* execute(`DROP TABLE IF EXISTS ${name}`)
}
