import { afterAll, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { usePostgres } from '../../../tests/storage-engines.ts'
import { openPostgres } from '../../storage/postgres.ts'
import { prepareSchema, schemaLock } from './postgres-schema.ts'

const postgres = usePostgres(afterAll)

it('nodes that start at once create the tables once, also when each has seen that there are none', async (context) => {
  const pool = openPostgres({ url: await (await postgres.server(context)).newDatabase(), maxConnections: 10 })
  closing.push(pool.close)
  const clients = await Promise.all(Array.from({ length: 6 }, pool.connect))
  // The sessions know the catalogue by heart, as those of a pooler that were used before.
  for (const client of clients) await client.query('CREATE SCHEMA IF NOT EXISTS public')
  const holder = await pool.connect()
  await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(${schemaLock})`)
  const starts = Promise.all(
    clients.map(async (client) => {
      await prepareSchema(client, 'history').finally(client.release)
    }),
  )
  const waiting = async () => {
    const { rows } = await pool.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)
    return rows.length
  }
  await expect.poll(waiting).toBe(6)
  await holder.query('COMMIT')
  holder.release()
  await starts
  expect((await pool.query('SELECT version FROM history.history_version')).rows).toEqual([{ version: 1 }])
})
