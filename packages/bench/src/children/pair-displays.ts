import { hash } from 'node:crypto'
import Database from 'libsql'
import { z } from 'zod'
import { displayToken, PairingOrder } from './orders.ts'

/**
 * Pairs many displays at once, straight in the database: through the product each would need a pairing code. It copies
 * the one display and the one board that the product itself has written, so it knows nothing else of either.
 */
const { database: path, displays, boards } = PairingOrder.parse(JSON.parse(process.argv[2] ?? '{}'))

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
type Row = z.infer<typeof Row>
const Document = z.looseObject({ pages: z.tuple([z.looseObject({ tiles: z.tuple([z.looseObject({})]) })]) })

const database = new Database(path)

function onlyRow(table: string): Row {
  const rows = z.array(Row).parse(database.prepare(`SELECT * FROM ${table}`).all([]))
  const [row] = rows
  if (row === undefined || rows.length > 1)
    throw new Error(`the table ${table} holds ${rows.length} rows instead of 1`)
  return row
}

function insert(table: string, row: Row): void {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`).run(Object.values(row))
}

function documentWith(text: unknown, queues: readonly string[]): string {
  const document = Document.parse(JSON.parse(z.string().parse(text)))
  const [page] = document.pages
  const [tile] = page.tiles
  return JSON.stringify({ ...document, pages: [{ ...page, tiles: [{ ...tile, queues }] }] })
}

const display = onlyRow('displays')
const board = onlyRow('boards')
const boardId = (index: number) => `bench-board-${index}`

database.exec('BEGIN')
database.exec('DELETE FROM displays')
for (const [index, queues] of boards.entries())
  insert('boards', { ...board, id: boardId(index), document: documentWith(board['document'], queues) })
for (let index = 0; index < displays; index += 1)
  insert('displays', {
    ...display,
    id: `bench-display-${index}`,
    name: `Display ${index}`,
    board: boardId(index % boards.length),
    token_hash: hash('sha256', displayToken(index)),
  })
database.exec('COMMIT')
database.close()
process.on('disconnect', () => process.exit(0))
process.send?.({ displays })
