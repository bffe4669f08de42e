import { Kysely } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { closing } from '../../tests/clean-up.ts'
import { usePostgres, type SkipContext } from '../../tests/storage-engines.ts'
import { createPostgresDialect, transactionLock } from './postgres-dialect.ts'
import { openPostgres } from './postgres.ts'
import type { Tables } from './tables.ts'

const postgres = usePostgres(afterAll)

/** A node, and another one whose open transaction holds the lock. */
async function openBeside(context: SkipContext, waitMs: number) {
  const url = await postgres.newDatabase(context)
  const other = openPostgres({ url, name: 'the other node' })
  closing.push(other.close)
  const holder = await other.connect()
  closing.push(() => {
    holder.release()
    return Promise.resolve()
  })
  await holder.query(`BEGIN; SELECT pg_advisory_xact_lock(${transactionLock})`)
  const pool = openPostgres({ url, maxConnections: 3, lockTimeoutMs: 100, connectTimeoutMs: 1_000 })
  const db = new Kysely<Tables>({ dialect: createPostgresDialect(pool, waitMs) })
  closing.push(() => db.destroy())
  const transact = () =>
    db.transaction().execute((transaction) => transaction.selectFrom('boards').selectAll().execute())
  const waiting = async () => {
    const query = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`
    return (await other.query(query)).rows.length
  }
  return { db, holder, transact, waiting }
}

describe(createPostgresDialect, () => {
  it('lets transactions wait for a node that stands still, until PostgreSQL ends the transaction of that node', async (context) => {
    const { db, holder, transact, waiting } = await openBeside(context, 60_000)
    await holder.query(`SET LOCAL idle_in_transaction_session_timeout = '1s'`)
    const transactions = Promise.all(Array.from({ length: 10 }, transact))
    await expect.poll(waiting).toBe(1)
    // Of ten transactions one waits with a connection: others are free for single statements.
    expect(await db.selectFrom('boards').selectAll().execute()).toEqual([])
    expect(await transactions).toEqual(Array.from({ length: 10 }, () => []))
  })

  it('gives up at the end of the wait, and names the node that holds the lock', async (context) => {
    const { holder, transact } = await openBeside(context, 300)
    const results = await Promise.allSettled([transact(), transact()])
    for (const result of results)
      expect(result).toMatchObject({
        status: 'rejected',
        reason: {
          fault: 'locked',
          message: expect.stringMatching(
            /^another node \(the other node at 127\.0\.0\.1, process \d+, idle in transaction, its transaction began \d+ s ago\) holds the lock/,
          ) as unknown,
        },
      })
    await holder.query('COMMIT')
    expect(await transact()).toEqual([])
  })
})
