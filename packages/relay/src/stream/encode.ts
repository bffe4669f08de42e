import type { Row } from '@wallboard/statistics'
import type { ServerMessage } from './decode.ts'
import type { WireRow } from './messages.ts'

export type SentBoard = Extract<ServerMessage, { type: 'board' }>

/* Separate from decoding, because browsers only decode: this stays out of their first load. */

const dropTimestamps = (rows: readonly Row[], asOf: number): WireRow[] =>
  rows.map((row) => {
    if (row.asOf !== asOf) return row
    const { asOf: _same, ...rest } = row
    return rest
  })

/**
 * The text of a board message in two parts: what differs between the displays of a board, and what they share, which is made
 * only when it is needed. Together they are the text of `encodeServerMessage`.
 */
export function encodeBoardParts({ type, display, boardId, revision, board }: SentBoard): {
  readonly own: string
  readonly shared: () => string
} {
  const own = JSON.stringify({ type, display, boardId, revision })
  return {
    own: `${own.slice(0, -1)},"board":`,
    shared: () => `${JSON.stringify(board)}}`,
  }
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
    case 'board':
      return JSON.stringify(message)
  }
}
