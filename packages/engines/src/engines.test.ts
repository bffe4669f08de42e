import { Client } from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { missingEngine, startPostgres, startRedis, type PostgresServer, type RedisServer } from './index.ts'

const skipUnless = (context: { skip: (reason: string) => void }, engine: 'postgres' | 'redis') => {
  const reason = missingEngine(engine)
  if (reason !== undefined) context.skip(reason)
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('the PostgreSQL server of tests', () => {
  let postgres: PostgresServer | undefined
  afterAll(() => postgres?.stop())

  it('creates databases, copies them, and keeps its data over a kill', async (context) => {
    skipUnless(context, 'postgres')
    postgres = await startPostgres()
    const first = await postgres.newDatabase()
    await rows(first, 'CREATE TABLE numbers AS SELECT 7 AS number')
    const copy = await postgres.newDatabase(first)
    expect(await rows(copy, 'SELECT number FROM numbers')).toEqual([{ number: 7 }])
    await rows(first, 'CHECKPOINT')
    await postgres.kill()
    await expect(rows(first, 'SELECT 1')).rejects.toThrow()
    await postgres.restart()
    expect(await rows(first, 'SELECT number FROM numbers')).toEqual([{ number: 7 }])
  }, 60_000)
})

describe('the Redis server of tests', () => {
  let redis: RedisServer | undefined
  afterAll(() => redis?.stop())

  it('answers, and is empty after a restart', async (context) => {
    skipUnless(context, 'redis')
    redis = await startRedis()
    expect(await redis.command('SET', 'key', 'value')).toBe('+OK')
    expect(await redis.command('EXISTS', 'key')).toBe(':1')
    await redis.kill()
    await expect(redis.command('PING')).rejects.toThrow()
    await redis.restart()
    expect(await redis.command('EXISTS', 'key')).toBe(':0')
  }, 60_000)
})
