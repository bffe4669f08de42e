import { StorageError } from '../../storage/storage-error.ts'
import type { FeedName } from './history-store.ts'
import { numbersOf } from './open-shared.ts'
import { execute, repeatedQuery, type Work } from './sql-work.ts'

/* The numbers of feeds and data sources, which each engine assigns itself. */

const numberOf = numbersOf('history.db')

function* find(select: string, parameters: readonly string[]): Work<number | undefined> {
  const [row] = yield* repeatedQuery(select, parameters)
  return row === undefined ? undefined : numberOf(row, 'id')
}

function* idOf(select: string, insert: string, parameters: readonly string[]): Work<number> {
  const known = yield* find(select, parameters)
  if (known !== undefined) return known
  yield* execute(insert, parameters)
  const created = yield* find(select, parameters)
  if (created === undefined) throw new StorageError('failed', 'history did not store a new row')
  return created
}

const selectFeed = 'SELECT id FROM feed WHERE org = ? AND username = ?'
const selectSource = 'SELECT id FROM source WHERE name = ?'

/** The number of a feed; undefined for one that was never recorded. */
export const findFeed = ({ org, username }: FeedName): Work<number | undefined> =>
  find(selectFeed, [org, username])

/** The number of a feed, which is assigned at its first use. */
export const feedId = ({ org, username }: FeedName): Work<number> =>
  idOf(selectFeed, 'INSERT INTO feed (org, username) VALUES (?, ?) ON CONFLICT DO NOTHING', [org, username])

/** The number of a data source, which is assigned at its first use and remembered. */
export function createSourceIds(): (dataSource: string) => Work<number> {
  const known = new Map<string, number>()
  return function* sourceId(dataSource) {
    const found = known.get(dataSource)
    if (found !== undefined) return found
    const id = yield* idOf(selectSource, 'INSERT INTO source (name) VALUES (?) ON CONFLICT DO NOTHING', [
      dataSource,
    ])
    known.set(dataSource, id)
    return id
  }
}
