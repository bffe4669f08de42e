import type { Row } from '@wallboard/statistics'
import type { ServerMessage } from './decode.ts'
import type { WireRow } from './messages.ts'

/* Separate from decoding, because browsers only decode: this stays out of their first load. */

const dropTimestamps = (rows: readonly Row[], asOf: number): WireRow[] =>
  rows.map((row) => {
    if (row.asOf !== asOf) return row
    const { asOf: _same, ...rest } = row
    return rest
  })

/** The texts of boards, which do not change: a board is encoded once for all displays that show it. */
const boardTexts = new WeakMap<object, string>()

/** The same text as `JSON.stringify(message)`. */
function encodeBoardMessage(message: Extract<ServerMessage, { type: 'board' }>): string {
  const { board, ...rest } = message
  if (typeof board !== 'object' || board === null) return JSON.stringify(message)
  return `${JSON.stringify(rest).slice(0, -1)},"board":${boardTexts.get(board) ?? encodeBoard(board)}}`
}

function encodeBoard(board: object): string {
  const text = JSON.stringify(board)
  boardTexts.set(board, text)
  return text
}

/** The text frame of a message. Rows whose `asOf` is that of the message omit it. */
export function encodeServerMessage(message: ServerMessage): string {
  switch (message.type) {
    case 'snapshot':
      return JSON.stringify({
        ...message,
        payLoad: message.payLoad.map(({ dataSource, data }) => ({
          dataSource,
          data: dropTimestamps(data, message.asOf),
        })),
      })
    case 'changes':
      return JSON.stringify({
        ...message,
        payLoad: message.payLoad.map(({ dataSource, added, updated, removed }) => ({
          dataSource,
          added: dropTimestamps(added, message.asOf),
          updated: dropTimestamps(updated, message.asOf),
          removed,
        })),
      })
    case 'hello':
    case 'resumed':
    case 'heartbeat':
    case 'link':
    case 'event':
    case 'command':
    case 'speaker':
    case 'alerts':
    case 'alert-changes':
      return JSON.stringify(message)
    case 'board':
      return encodeBoardMessage(message)
  }
}
