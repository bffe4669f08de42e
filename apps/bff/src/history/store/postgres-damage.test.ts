import { afterAll, describe, expect, it } from 'vitest'
import { closing } from '../../../tests/clean-up.ts'
import { usePostgres } from '../../../tests/storage-engines.ts'
import { openPostgres } from '../../storage/postgres.ts'
import { readMoment } from '../reading/read-moment.ts'
import { createHistoryWriter } from '../recording/history-writer.ts'
import { noon, queues, recordMinutes, serviceFeed } from './history-store-fixture.ts'
import { openStores } from './open-history.ts'

const postgres = usePostgres(afterAll)

describe('a damaged segment in PostgreSQL', () => {
  it('[H4] is found by its checksum: that time becomes damaged, every other instant is right', async (context) => {
    const databaseUrl = await (await postgres.server(context)).newDatabase()
    const { house, personal } = openStores({ historyDirectory: '', databaseUrl })
    const pool = openPostgres({ url: databaseUrl })
    closing.push(house.close, personal.close, pool.close)
    const feed = await recordMinutes(house, noon)
    await pool.query(
      'UPDATE history.segment SET body = set_bit(body, 40, 1 - get_bit(body, 40)) WHERE kind = 1 AND starts_at = $1',
      [noon + 41_000],
    )
    const damages: number[] = []
    const callsAt = async (at: number) => {
      const reply = await readMoment(house, serviceFeed, [queues], at, (_, from) => damages.push(from))
      return reply.type === 'moment' ? reply.moment.rows[0]?.data[0]?.['callsInQueue'] : undefined
    }
    for (const second of [0, 10, 39]) expect(await callsAt(noon + second * 1_000 + 500)).toBe(second)
    expect(damages).toEqual([])
    await callsAt(noon + 45_500)
    const [from = 0] = damages
    expect(damages).toHaveLength(1)
    expect(from).toBeGreaterThanOrEqual(noon + 40_000)
    expect(from).toBeLessThanOrEqual(noon + 41_000)
    const writer = createHistoryWriter({
      ...{ house, personal, queueSource: queues, statisticsSource: 'AGENT_STATISTIC' },
      dayRule: { timeZone: 'UTC', startMinute: 0 },
      report: () => undefined,
    })
    const damage = { name: serviceFeed, isPersonal: false, dataSource: queues, from }
    // A server that may still extend the span marks it itself.
    await writer.handle({ type: 'damaged', at: noon + 91_000, ...damage })
    expect((await house.coverage(feed, queues, from, from + 1))[0]?.kind).toBe('live')
    await writer.handle({ type: 'damaged', at: noon + 600_000, ...damage })
    expect((await house.coverage(feed, queues, 0, noon + 600_000)).map(({ kind }) => kind)).toEqual([
      'live',
      'damaged',
    ])
  })
})
