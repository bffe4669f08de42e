import { afterAll, describe, expect, it } from 'vitest'
import { usePostgres, type SkipContext } from '../../../tests/storage-engines.ts'
import { describeAggregates } from './aggregates-suite.ts'
import type { StoreUnderTest } from './history-store-fixture.ts'
import { describeHistoryStore } from './history-store-suite.ts'
import { openPostgresHistoryStore } from './postgres-history-store.ts'
import { partsOf } from './postgres-work.ts'
import { describeGroups } from './groups-suite.ts'
import { describeTypical } from './typical-suite.ts'

const postgres = usePostgres(afterAll)

async function openStore(context: SkipContext): Promise<StoreUnderTest> {
  const url = await (await postgres.server(context)).newDatabase()
  const store = openPostgresHistoryStore(url, 'history')
  return {
    store,
    reopen: () => openPostgresHistoryStore(url, 'history'),
    remove: () => store.close(),
  }
}

describeHistoryStore('a history store in PostgreSQL', openStore)
describeAggregates('a history store in PostgreSQL', openStore)
describeGroups('a history store in PostgreSQL', openStore)
describeTypical('a history store in PostgreSQL', openStore)

describe(partsOf, () => {
  it('splits rows where a key comes twice, and where there are too many parameters', () => {
    const put = { width: 2, keyWidth: 1 }
    expect(partsOf(put, [])).toEqual([])
    expect(
      partsOf(put, [
        ['a', 1],
        ['b', 1],
        ['a', 2],
      ]),
    ).toEqual([
      [
        ['a', 1],
        ['b', 1],
      ],
      [['a', 2]],
    ])
    const many = Array.from({ length: 25_000 }, (_, index) => [index, 0])
    expect(partsOf(put, many).map(({ length }) => length)).toEqual([10_000, 10_000, 5_000])
  })
})
