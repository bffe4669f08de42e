import { readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { testFiles } from './test-files.ts'

const root = new URL('../../..', import.meta.url).pathname
const page = `${root}docs/reliability.md`

/** The rows that the test titles of a file name, as in `[row 12]` or `[row 12, 14]`; `[cluster 3]` names row C3. */
const rowsIn = (text: string): string[] =>
  [...text.matchAll(/\[(row|cluster) ([\d, ]+)\]/g)].flatMap(([, table = '', list = '']) =>
    list.split(',').map((row) => `${table === 'cluster' ? 'C' : ''}${row.trim()}`),
  )

const numbered = (count: number, prefix = '') =>
  Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`)
const expectedRows = [...numbered(51), ...numbered(16, 'C')]

const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.(test|spec)\.tsx?$/, '')

describe('the fault tables of docs/reliability.md', () => {
  it('have the rows 1 to 51 and C1 to C16, each with the tests that name it', async () => {
    const files = new Map<string, Set<string>>()
    for (const path of ['apps', 'packages'].flatMap((folder) => testFiles(`${root}${folder}`)))
      if (!path.endsWith('/documentation-faults.test.ts'))
        for (const row of rowsIn(readFileSync(path, 'utf8')))
          files.set(row, (files.get(row) ?? new Set()).add(path))
    const text = readFileSync(page, 'utf8')
    const rows: string[] = []
    const written = text.replace(
      /^\|\s*(C?\d+)\s*\|(.*)\|[^|]*\|$/gm,
      (_line, row: string, cells: string) => {
        rows.push(row)
        const links = [...(files.get(row) ?? [])]
          .sort()
          .map((path) => `[${nameOf(path)}](../${path.slice(root.length)})`)
        return `| ${row} |${cells}| ${links.join(', ')} |`
      },
    )
    const formatted = await format(written, { ...(await resolveConfig(page)), parser: 'markdown' })
    if (process.env.UPDATE_DOCS === '1') writeFileSync(page, formatted)
    expect(rows).toEqual(expectedRows)
    expect(
      [...files.keys()].filter((row) => !rows.includes(row)),
      'rows that tests name and that are missing in the table',
    ).toEqual([])
    expect(readFileSync(page, 'utf8'), 'run npm run docs').toBe(formatted)
    for (const row of rows) expect(files.get(row)?.size ?? 0, `row ${row} has no test`).toBeGreaterThan(0)
  })
})
