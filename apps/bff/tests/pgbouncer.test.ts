import { missingEngine, startPgBouncer, startPostgres } from '@wallboard/engines'
import { expect, it } from 'vitest'
import { createDisplaySocketStore } from '../src/displays/display-socket-store.ts'
import { openPostgresHistoryStore } from '../src/history/store/postgres-history-store.ts'
import { openPostgres } from '../src/storage/postgres.ts'
import { closing } from './clean-up.ts'
import { openNode } from './storage-engines.ts'

const ignored = 'statement_timeout,lock_timeout,idle_in_transaction_session_timeout'

it.for(['session', 'transaction'])(
  'two nodes use PostgreSQL through a PgBouncer that pools by %s',
  { timeout: 90_000 },
  async (mode, context) => {
    const missing = missingEngine('postgres') ?? missingEngine('pgbouncer')
    if (missing !== undefined) context.skip(missing)
    const server = await startPostgres()
    closing.push(server.stop)
    const direct = await server.newDatabase()
    const pooler = await startPgBouncer(server.port, [
      `pool_mode=${mode}`,
      `ignore_startup_parameters=${ignored}`,
      `default_pool_size=${mode === 'session' ? 40 : 2}`,
    ])
    closing.push(pooler.stop)
    const url = pooler.through(direct)

    // Both nodes create the tables at once, and number the same displays at once.
    const nodes = await Promise.all([openNode(url), openNode(url)])
    const stores = nodes.map(createDisplaySocketStore)
    const sockets = Array.from({ length: 20 }, (_, index) => ({ id: `d${index}`, openedAt: 1 }))
    const numbered = await Promise.all(stores.map((store, index) => store.claim(`node ${index}`, sockets)))
    for (const { id } of sockets)
      expect(numbered.map((numbers) => numbers.get(id)).toSorted()).toEqual([1, 2])

    // The statements of both histories share the connections of the pooler.
    const schemas = ['history', 'history_personal'] as const
    const histories = [...schemas, ...schemas].map((schema) => ({
      schema,
      store: openPostgresHistoryStore(url, schema),
    }))
    closing.push(() => Promise.all(histories.map(({ store }) => store.close())))
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        histories.map(({ schema, store }) => store.feedId({ org: '1', username: `${schema} ${index}` })),
      ).flat(),
    )
    const postgres = openPostgres({ url: direct })
    closing.push(postgres.close)
    for (const schema of schemas) {
      const { rows } = await postgres.query(
        `SELECT DISTINCT split_part(username, ' ', 1) AS schema, count(*) OVER () AS feeds FROM ${schema}.feed`,
      )
      expect(rows).toEqual([{ schema, feeds: 10 }])
    }
    const { rows } = await postgres.query(`SELECT to_regclass('public.feed')::text AS name`)
    expect(rows).toEqual([{ name: null }])
  },
)
