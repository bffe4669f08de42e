import { describe, expect, it } from 'vitest'
import { recoveryText, rowOf, summariesBy, summaryOf, summaryTable } from './case-summary.ts'
import { lastRecords, parseRecords, type RunRecord } from './run-record.ts'
import { seededRandom } from './seeded-random.ts'

/** Not written as one text: this file tests no row of docs/reliability.md. */
const titleOf = (row: number, what: string) => `[cluster ${row}] ${what}`
const title = titleOf(1, 'the owner is killed')
const other = titleOf(12, 'Redis is down')
const record = (run: number, recoveredMs: number | undefined, of = title): RunRecord => ({
  ...{ title: of, run, seed: '7', commit: 'abc', at: '2026-11-27T00:00:00.000Z', load: 1 },
  ...(recoveredMs === undefined
    ? { failure: 'too slow' }
    : {
        measured: {
          recoveredMs,
          twoSocketsMs: recoveredMs / 10,
          oldestLiveMs: 900,
          signInsMs: [4_000],
          stalledMs: 90,
        },
      }),
})

describe('the records of runs', () => {
  it('are read back, and a later record of a run replaces the earlier one', () => {
    const records = [record(1, undefined), record(2, 5_000), record(1, 6_000)]
    const text = records.map((each) => `${JSON.stringify(each)}\n`).join('')
    expect(parseRecords(`${text}{"old":1}\n`)).toEqual(records)
    expect(lastRecords(records)).toEqual([record(1, 6_000), record(2, 5_000)])
  })

  it('are summed up with median, maximum and failures, by case or row', () => {
    const runs = [record(1, 5_000), record(2, undefined), record(3, 9_000), record(4, 7_000)]
    expect(summaryOf(title, runs)).toEqual({
      ...{ title, runs: 4, failed: 1, recoveredMs: { median: 7_000, max: 9_000 } },
      ...{ twoSocketsMs: 900, oldestLiveMs: 900 },
    })
    const [killed, down] = summariesBy(rowOf, [...runs, record(1, 0, other)])
    expect(killed?.title).toBe('C1')
    expect(killed === undefined ? '' : recoveryText(killed)).toBe(
      '7.0 s, at most 9.0 s (4 runs, of which 1 failed)',
    )
    expect(down === undefined ? '' : recoveryText(down)).toBe('no screen was affected (one run)')
  })

  it('become a table in the order of the rows', () => {
    const table = summaryTable(summariesBy((each) => each, [record(1, 0, other), record(1, undefined)]))
    expect(table.split('\n').slice(2)).toEqual([
      '| the owner is killed | C1 | – | – | 1, 1 failed | 0.0 s | 0.0 s |',
      '| Redis is down | C12 | 0.0 s | 0.0 s | 1 | 0.0 s | 0.9 s |',
    ])
  })
})

describe(seededRandom, () => {
  it('gives the same numbers for the same words, and others for other words', () => {
    const take = (random: () => number) => [random(), random(), random()]
    const numbers = take(seededRandom('7', title, 1))
    expect(take(seededRandom('7', title, 1))).toEqual(numbers)
    expect(take(seededRandom('7', title, 2))).not.toEqual(numbers)
    expect(new Set(numbers).size).toBe(3)
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
  })
})
