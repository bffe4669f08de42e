import { aggregatedMetrics, queueBucketOf, spanOfDay } from '@wallboard/history'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, type CsvCell } from '@wallboard/relay/csv'
import { quarterHeader, quarterRows, trendRows } from './history-csv.ts'

/** Reads RFC 4180 character by character: written for this test, without the rules of the writer. */
function parsed(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let cell = ''
  for (let index = 0; index < text.length; index += 1) {
    if (cell === '' && text[index] === '"') {
      for (index += 1; text[index] !== '"' || text[index + 1] === '"'; index += 1) {
        if (text[index] === undefined) throw new Error('a quoted cell does not end')
        if (text[index] === '"') index += 1
        cell += text[index] ?? ''
      }
      if (![',', '\r'].includes(text[index + 1] ?? '')) throw new Error('text after a quoted cell')
    } else if (text[index] === ',') {
      record.push(cell)
      cell = ''
    } else if (text[index] === '\r' && text[index + 1] === '\n') {
      records.push([...record, cell])
      record = []
      cell = ''
      index += 1
    } else cell += text[index] ?? ''
  }
  if (cell !== '' || record.length > 0) throw new Error('the last record has no line break')
  return records
}

const arbitraryText = fc.string({
  unit: fc.constantFrom(...Array.from('=+-@\t\r\n",;\'a1 \u00a0é')),
  maxLength: 12,
})
const arbitraryCell: fc.Arbitrary<CsvCell> = fc.oneof(
  arbitraryText,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constant(null),
)

describe(csvLine, () => {
  it('can be read back by another reader, cell by cell', () => {
    fc.assert(
      fc.property(fc.array(fc.array(arbitraryCell, { minLength: 2, maxLength: 6 })), (records) => {
        const read = parsed(records.map(csvLine).join(''))
        expect(read.map((cells) => cells.length)).toEqual(records.map((cells) => cells.length))
        for (const [row, cells] of records.entries())
          for (const [column, cell] of cells.entries()) {
            const back = read[row]?.[column] ?? ''
            if (typeof cell === 'string') expect(back.replaceAll("'", '')).toBe(cell.replaceAll("'", ''))
            else expect(back).toBe(cell === null ? '' : String(cell))
          }
      }),
    )
  })

  it('has no text that a spreadsheet reads as a formula, also after a line break', () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const [[cell = ''] = []] = parsed(csvLine([text, 'end']))
        for (const line of cell.split(/[\r\n]/))
          expect(line.replace(/^[\s\u00a0]+/, '')).not.toMatch(/^[=+\-@]/)
      }),
    )
    expect(csvLine(['=1+1', ' @a', 'b\n-c', 'a-b'])).toBe("'=1+1,' @a,\"b\n'-c\",a-b\r\n")
  })

  it('never puts an apostrophe before a number', () => {
    expect(csvLine([-5, -0.5, 0, 1e21])).toBe('-5,-0.5,0,1e+21\r\n')
  })
})

const context = { asOf: Date.parse('2026-11-26T09:42:00Z'), domain: 'acme', timeZone: 'Europe/Berlin' }
const quarter = 900_000

describe(quarterRows, () => {
  const day = (from: string, to: string) => {
    const startOf = (date: string) => spanOfDay(date, { timeZone: context.timeZone, startMinute: 0 }).startsAt
    const span = { from: startOf(from), to: startOf(to) }
    return quarterRows(context, { id: '7', name: 'Sales', ...span, buckets: [], spans: [] })
  }

  it('has 96 quarters on a day, 92 where the clock is set forward, 100 where it is set back', () => {
    expect(day('2026-11-26', '2026-11-27')).toHaveLength(96)
    expect(day('2026-03-29', '2026-03-30')).toHaveLength(92)
    const autumn = day('2026-10-25', '2026-10-26')
    expect(autumn).toHaveLength(100)
    const starts = autumn.map((cells) => cells[5])
    expect(new Set(starts).size).toBe(100)
    expect(starts).toContain('2026-10-25T02:15:00+02:00')
    expect(starts).toContain('2026-10-25T02:15:00+01:00')
  })

  it('[H8] has a row with the reason for a gap, without figures, and waits in whole seconds', () => {
    const from = Date.parse('2026-11-26T09:00:00Z')
    const bucket = queueBucketOf(from, 600_000, (metric) =>
      metric === 'callsInQueue' || metric === 'currentLongestQueueTime'
        ? { knownMs: 600_000, area: 600_000 * 2_400, max: 7_600, min: 0 }
        : { knownMs: 0, area: 0, max: undefined, min: undefined },
    )
    const rows = quarterRows(context, {
      ...{ id: '7', name: '=Sales', from, to: from + 3 * quarter, buckets: [bucket] },
      spans: [
        { kind: 'live', startsAt: from, endsAt: from + 600_000 },
        { kind: 'link-down', startsAt: from + 600_000, endsAt: from + 2 * quarter },
      ],
    })
    const [header = [], ...read] = parsed([quarterHeader, ...rows].map(csvLine).join(''))
    const shown = read.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])))
    expect(header).toHaveLength(8 + 2 * aggregatedMetrics.length)
    expect(shown[0]).toMatchObject({
      ...{ as_of: '2026-11-26T10:42:00+01:00', domain: 'acme', queue_id: '7', queue: "'=Sales" },
      ...{ starts_at_utc: '2026-11-26T09:00:00Z', starts_at_local: '2026-11-26T10:00:00+01:00' },
      ...{ live_ms: '600000', gap: 'link-down', callsInQueue_mean: '2400', agentsInQueue_mean: '' },
      ...{ currentLongestQueueTime_mean_seconds: '2', currentLongestQueueTime_max_seconds: '8' },
    })
    expect(shown[1]).toMatchObject({ live_ms: '0', gap: 'link-down', callsInQueue_mean: '' })
    expect(shown[2]).toMatchObject({ live_ms: '0', gap: 'not-recorded', callsInQueue_max: '' })
  })
})

describe(trendRows, () => {
  it('has a row for each minute, also where nothing is known', () => {
    const from = Date.parse('2026-11-26T09:00:00Z')
    const rows = trendRows(context, {
      ...{ subject: 'floor', metric: 'callsInQueue', from, to: from + 120_000 },
      points: [[from, 4.25, 9]],
      spans: [
        { kind: 'live', startsAt: from, endsAt: from + 60_000 },
        { kind: 'silent', startsAt: from + 60_000, endsAt: from + 120_000 },
      ],
      parts: [],
    })
    expect(rows.map((cells) => cells.slice(3))).toEqual([
      ['2026-11-26T09:00:00Z', '2026-11-26T10:00:00+01:00', 60_000, null, 4.25, 9],
      ['2026-11-26T09:01:00Z', '2026-11-26T10:01:00+01:00', 0, 'silent', null, null],
    ])
  })

  it('does not call a row the floor that counts only the queues that the person may see', () => {
    const from = Date.parse('2026-11-26T09:00:00Z')
    const rows = trendRows(context, {
      ...{ subject: 'floor', metric: 'callsInQueue', from, to: from + 120_000, points: [], spans: [] },
      parts: [{ startsAt: from, endsAt: from + 60_000 }],
    })
    expect(rows.map((cells) => cells[2])).toEqual(['visible queues', 'floor'])
  })
})
