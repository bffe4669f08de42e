import { describe, expect, it } from 'vitest'
import type { DeskColumn } from './desk-column.ts'
import { csvFileName, tableCsv } from './table-csv.ts'

const waits: Readonly<Record<string, number | undefined>> = { 7: 65_400 }
const columns: readonly DeskColumn[] = [
  { id: 'queue', title: 'Queue', align: 'start', sortValue: (id) => `=Queue ${id}` },
  {
    ...{ id: 'longest', title: 'Longest', align: 'end', sortValue: (id: string) => waits[id] },
    exported: { title: 'Longest (s)', value: (id) => Math.floor((waits[id] ?? Number.NaN) / 1_000) },
  },
  { id: 'bar', title: 'Agents', align: 'start' },
]
const asOf = Date.UTC(2026, 10, 26, 9, 42, 13)

describe(tableCsv, () => {
  it('holds the shown rows and columns, without what is only drawn', () => {
    expect(tableCsv({ columns, ids: ['7', '3'], asOf, domain: 'Acme, Support', offsetMinutes: 60 })).toBe(
      [
        '\ufeffas_of,domain,Queue,Longest (s)',
        `2026-11-26T10:42:13+01:00,"Acme, Support",'=Queue 7,65`,
        `2026-11-26T10:42:13+01:00,"Acme, Support",'=Queue 3,`,
        '',
      ].join('\r\n'),
    )
  })

  it('names the file by page and local time', () => {
    expect(csvFileName('queues', { asOf, offsetMinutes: 60 })).toBe('queues_2026-11-26_1042.csv')
  })
})
