import { displayToken } from '../children/orders.ts'

const quote = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * SQL for PostgreSQL that copies the one paired display and the one board that the product has written: so it knows nothing
 * else of either.
 * @param boards for each board, the queues that it shows; display `i` shows board `i` modulo their number
 */
export function manyDisplaysSql(displays: number, boards: readonly (readonly string[])[]): string {
  const token = displayToken(0)
  const [before = '', after = ''] = token.split('0', 2)
  const tokenSql = `rpad(${quote(before)} || i || ${quote(after.charAt(0))}, ${token.length}, ${quote(token.slice(-1))})`
  const boardRows = boards.map(
    (queues, index) => `(${quote(`bench-board-${index}`)}, ${quote(JSON.stringify(queues))}::jsonb)`,
  )
  return `
    INSERT INTO boards
      SELECT (jsonb_populate_record(NULL::boards, to_jsonb(one) || jsonb_build_object(
        'id', many.id,
        'document', jsonb_set(one.document::jsonb, '{pages,0,tiles,0,queues}', many.queues)::text))).*
      FROM (SELECT * FROM boards LIMIT 1) AS one, (VALUES ${boardRows.join(', ')}) AS many (id, queues);
    INSERT INTO displays
      SELECT (jsonb_populate_record(NULL::displays, to_jsonb(one) || jsonb_build_object(
        'id', 'bench-display-' || i,
        'name', 'Display ' || i,
        'board', 'bench-board-' || (i % ${boards.length}),
        'token_hash', encode(sha256(${tokenSql}::bytea), 'hex')))).*
      FROM (SELECT * FROM displays LIMIT 1) AS one, generate_series(0, ${displays - 1}) AS i`
}
