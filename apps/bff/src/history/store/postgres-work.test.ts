import { afterAll, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { usePostgres } from '../../../tests/storage-engines.ts'
import { openPostgres, type Postgres } from '../../storage/postgres.ts'
import { createPostgresWorker } from './postgres-work.ts'
import { execute, query } from './sql-work.ts'

const postgres = usePostgres(afterAll)

/** Passes statements on and keeps their texts: each is one round trip. */
function recorded(pool: Postgres): { readonly pool: Postgres; readonly texts: string[] } {
  const texts: string[] = []
  return {
    texts,
    pool: {
      ...pool,
      async connect() {
        const client = await pool.connect()
        return {
          ...client,
          query(sql, parameters) {
            texts.push(sql)
            return client.query(sql, parameters)
          },
        }
      },
    },
  }
}

it('reads with one round trip for each statement, and each schema has its own rows', async (context) => {
  const url = await (await postgres.server(context)).newDatabase()
  const { pool, texts } = recorded(openPostgres({ url, maxConnections: 1 }))
  closing.push(pool.close)
  const [house, personal] = [
    createPostgresWorker(pool, 'history'),
    createPostgresWorker(pool, 'history_personal'),
  ]
  const add = (username: string) => () =>
    execute('INSERT INTO feed (org, username) VALUES (?, ?) ON CONFLICT DO NOTHING', ['1', username])
  await house.run(add('service'))
  await personal.transaction(add('person'))
  texts.length = 0
  const names = () =>
    query(
      `SELECT feed.username, source.name FROM feed
      LEFT JOIN source ON source.id = feed.id WHERE feed.org = ?`,
      ['1'],
    )
  expect(await house.run(names)).toEqual([{ username: 'service', name: null }])
  expect(await personal.run(names)).toEqual([{ username: 'person', name: null }])
  expect(texts).toHaveLength(2)
})
