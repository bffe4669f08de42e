import type { Row } from '@wallboard/statistics'
import type { ServerMessage } from './decode.ts'
import type { WireRow } from './messages.ts'

/** Apart from decoding: a screen reads, and needs none of this to show its first figure. */

const dropTimestamps = (rows: readonly Row[], asOf: number): WireRow[] =>
  rows.map((row) => {
    if (row.asOf !== asOf) return row
    const { asOf: _same, ...rest } = row
    return rest
  })

/** Writes a message as one text frame. Rows that are from the message's own instant leave it out. */
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
    case 'board':
    case 'command':
    case 'speaker':
      return JSON.stringify(message)
  }
}
