import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HistoryCoverage } from '@wallboard/relay/rest/history'
import { afterAll, describe, expect, it } from 'vitest'
import { openPostgres } from '../src/storage/postgres.ts'
import { signIn, start, user } from './bff-fixture.ts'
import { closing, temporaryDirectory } from './clean-up.ts'
import { usePostgres } from './storage-engines.ts'

const postgres = usePostgres(afterAll)
const patiently = { timeout: 60_000, interval: 250 }

describe('history of a server with DATABASE_URL', () => {
  it('is recorded and read in PostgreSQL, waits while that is down, and is in no file', async (context) => {
    const engine = await postgres.server(context)
    const address = new URL(await engine.newDatabase())
    // The servers of tests confirm commits before they have written them.
    address.searchParams.set('options', '-c synchronous_commit=on')
    const dataDir = await temporaryDirectory()
    const { service } = await start(
      { queues: 3, agents: 8, speed: 2 },
      {
        ...{ DATABASE_URL: address.href, DATA_DIR: dataDir },
        ...{ FIVE9_USERNAME: user.username, FIVE9_PASSWORD: user.password },
        ...{ HISTORY: 'on', HISTORY_FLUSH_SECONDS: '1' },
      },
    )
    const { cookie } = await signIn(service)
    const startedAt = Date.now()
    async function spans() {
      const query = new URLSearchParams({
        from: new Date(startedAt - 60_000).toISOString(),
        to: new Date(Date.now() + 1_000).toISOString(),
      })
      const response = await fetch(`${service.url}/api/history/coverage?${query.toString()}`, {
        headers: { cookie },
      })
      if (!response.ok) return []
      const { sources } = HistoryCoverage.parse(await response.json())
      return sources.find(({ dataSource }) => dataSource === 'ACD_STATUS')?.spans ?? []
    }
    const liveUntil = async () =>
      Math.max(0, ...(await spans()).flatMap(({ kind, endsAt }) => (kind === 'live' ? [endsAt] : [])))
    await expect.poll(liveUntil, patiently).toBeGreaterThan(startedAt)
    await engine.kill()
    const killedAt = Date.now()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    await engine.restart()
    const restartedAt = Date.now()
    await expect.poll(liveUntil, patiently).toBeGreaterThan(restartedAt)
    // What was recorded meanwhile has waited, and no time of it is lost.
    const between = (await spans()).filter(
      ({ startsAt, endsAt }) => startsAt < restartedAt && endsAt > killedAt,
    )
    expect(between.map(({ kind }) => kind)).toContain('live')
    expect(between.map(({ kind }) => kind)).not.toContain('shed')
    expect(existsSync(join(dataDir, 'history', 'history.db'))).toBe(false)
    const pool = openPostgres({ url: address.href })
    closing.push(pool.close)
    const { rows } = await pool.query('SELECT count(*) AS count FROM history.segment')
    expect(Number(rows[0]?.['count'])).toBeGreaterThan(0)
  }, 150_000)
})
