import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openSqlite, type Sqlite } from './sqlite.ts'
import { closing, temporaryDirectory } from '../../tests/clean-up.ts'

async function open(): Promise<Sqlite> {
  const sqlite = openSqlite(join(await temporaryDirectory(), 'a.db'))
  closing.push(() => {
    sqlite.close()
    return Promise.resolve()
  })
  sqlite.exec('CREATE TABLE rows (id TEXT PRIMARY KEY, text TEXT, number BIGINT)')
  return sqlite
}

describe(openSqlite, () => {
  it('returns texts, numbers and nulls unchanged', async () => {
    const sqlite = await open()
    const rows = [
      { id: '\u{feff}ä', text: 'line\nfeed "quoted" \u{1f600}', number: 1_764_000_000_000 },
      { id: '', text: null, number: -1.5 },
    ]
    for (const { id, text, number } of rows)
      sqlite.run('INSERT INTO rows VALUES (?, ?, ?)', [id, text, number])
    expect(sqlite.all('SELECT * FROM rows ORDER BY number DESC')).toEqual(rows)
    expect(sqlite.all('SELECT id FROM rows WHERE number = ?', [-1.5])).toEqual([{ id: '' }])
  })

  it('reads and finds text that is not UTF-8, which would crash the driver', async () => {
    const sqlite = await open()
    sqlite.run(
      `INSERT INTO rows VALUES ('good', 'x', 1), (CAST(X'62FF64' AS TEXT), CAST(X'C328' AS TEXT), 2)`,
    )
    expect(sqlite.all('SELECT id, text FROM rows WHERE number = 2')).toEqual([
      { id: 'b\u{fffd}d', text: '\u{fffd}(' },
    ])
    expect(sqlite.findInvalidText('SELECT number, text FROM rows')).toBe('text')
    expect(sqlite.findInvalidText('SELECT number, text FROM rows WHERE number = 1')).toBeUndefined()
  })

  it('stores bytes, and gives them back from tables without text', async () => {
    const sqlite = await open()
    sqlite.exec('CREATE TABLE bodies (id INT PRIMARY KEY, body BLOB)')
    const body = Uint8Array.from([0, 255, 0xc3, 0x28])
    sqlite.run('INSERT INTO bodies VALUES (?, ?)', [1, body])
    sqlite.run('INSERT INTO bodies VALUES (?, ?)', [2, null])
    expect(sqlite.allBinary('SELECT id, body FROM bodies ORDER BY id')).toEqual([
      { id: 1, body },
      { id: 2, body: null },
    ])
  })

  it('refuses parameters that would crash the driver', async () => {
    const sqlite = await open()
    for (const parameter of [new Date(), undefined, {}])
      expect(() => sqlite.run('DELETE FROM rows WHERE id = ?', [parameter])).toThrow(TypeError)
  })

  it('takes bytes inside of the list of parameters, where they do not crash the driver', async () => {
    const sqlite = await open()
    expect(sqlite.run('DELETE FROM rows WHERE id = ?', [Buffer.from('x')])).toBe(0)
  })

  it('runs a prepared statement many times, with the same checks, and after one that failed', async () => {
    const sqlite = await open()
    const add = sqlite.prepare('INSERT INTO rows VALUES (?, ?, ?)')
    expect(add.run(['a', 'x', 1])).toBe(1)
    expect(() => add.run(['a', 'y', 2])).toThrow('UNIQUE')
    for (const parameter of [new Date(), undefined, {}])
      expect(() => add.run(['b', parameter, 2])).toThrow(TypeError)
    add.run(['b', 'y', 2])
    expect(sqlite.all('SELECT id, text FROM rows ORDER BY id')).toEqual([
      { id: 'a', text: 'x' },
      { id: 'b', text: 'y' },
    ])
  })

  it('commits a transaction completely or not at all', async () => {
    const sqlite = await open()
    const add = () => sqlite.run(`INSERT INTO rows VALUES ('a', 'x', 1)`)
    expect(() => sqlite.transaction(() => add() + add())).toThrow('UNIQUE')
    expect(sqlite.all('SELECT id FROM rows')).toEqual([])
    expect(sqlite.transaction(add)).toBe(1)
  })

  it('reports a locked file as the fault `locked`', async () => {
    const sqlite = await open()
    const other = openSqlite(sqlite.path)
    other.exec('BEGIN EXCLUSIVE')
    expect(() => sqlite.run('DELETE FROM rows')).toThrow(
      expect.objectContaining({ fault: 'locked' }) as Error,
    )
    other.close()
  })

  it('reports a database that cannot be written as the fault `read-only`', async () => {
    const sqlite = await open()
    sqlite.exec('PRAGMA query_only = 1')
    const fault = expect.objectContaining({ fault: 'read-only' }) as Error
    expect(() => sqlite.run('DELETE FROM rows')).toThrow(fault)
  })
})
