import type { PostgresClient } from '../postgres.ts'
import { StorageUnusable } from '../storage-error.ts'
import type { MoveContext, MovedPart, MoveStep } from './move-step.ts'
import { createRowSums, isSame, type RowSums } from './row-sums.ts'
import { insertRows, lockTables, movedTables, sourceRows, targetRows, type MovedTable } from './table-rows.ts'

interface TableState {
  readonly table: MovedTable
  readonly source: RowSums
  readonly target: RowSums
}

async function sumsOfTarget(client: Pick<PostgresClient, 'query'>, table: MovedTable): Promise<RowSums> {
  const sums = createRowSums()
  await targetRows(client, table, (row) => {
    sums.add(row)
  })
  return sums.result()
}

async function statesOf(
  { sqlite }: MoveContext,
  client: Pick<PostgresClient, 'query'>,
): Promise<readonly TableState[]> {
  const states: TableState[] = []
  for (const table of await movedTables(sqlite)) {
    const sums = createRowSums()
    await sourceRows(sqlite, table, (rows) => {
      for (const row of rows) sums.add(row)
    })
    states.push({ table, source: sums.result(), target: await sumsOfTarget(client, table) })
  }
  return states
}

const isMoved = (states: readonly TableState[]) =>
  states.every(({ source, target }) => isSame(source, target))

/** All tables are copied in one transaction: the target has all of them or none. */
function refuseOtherData(states: readonly TableState[]): void {
  if (isMoved(states) || states.every(({ target }) => target.rows === 0)) return
  const differing = states.filter(({ source, target }) => target.rows > 0 && !isSame(source, target))
  const same = states.filter(({ source, target }) => target.rows > 0 && isSame(source, target))
  const shown = (differing.length > 0 ? differing : same).map(
    ({ table, source, target }) => `${table.name} (${target.rows} rows there, ${source.rows} here)`,
  )
  throw new StorageUnusable(
    `DATABASE_URL holds other data in ${shown.slice(0, 5).join(', ')}: a server has used it, or another DATA_DIR was moved there. Nothing was changed; move into an empty database`,
  )
}

async function copyTables(context: MoveContext, client: PostgresClient): Promise<readonly MovedPart[]> {
  await lockTables(client, await movedTables(context.sqlite))
  const states = await statesOf(context, client)
  refuseOtherData(states)
  const outcome = isMoved(states) ? 'already there' : 'copied'
  const parts: MovedPart[] = []
  for (const { table, source } of states) {
    if (outcome === 'copied') {
      await sourceRows(context.sqlite, table, (rows) => insertRows(client, table, rows))
      const target = await sumsOfTarget(client, table)
      if (!isSame(source, target))
        throw new StorageUnusable(
          `the copy of ${table.name} differs from its source (${target.rows} of ${source.rows} rows, checksum ${target.checksum} instead of ${source.checksum}); nothing was changed`,
        )
    }
    parts.push({ name: table.name, ...source, outcome })
  }
  return parts
}

/** Moves all tables of the main database, in one transaction, during which no server can write to them. */
export const moveMainTables: MoveStep = {
  title: 'boards, displays, rules, alerts and what else the server stores',
  async check(context) {
    refuseOtherData(await statesOf(context, context.postgres))
  },
  async copy(context) {
    const client = await context.postgres.connect()
    try {
      await client.query('BEGIN')
      const parts = await copyTables(context, client)
      await client.query('COMMIT')
      return parts
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined) // a lost connection is rolled back by the server
      throw error
    } finally {
      client.release()
    }
  },
}
