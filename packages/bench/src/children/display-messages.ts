import { inflateSync } from 'node:zlib'

/** What the bench reads of the messages to a display. */

const binary = 2
const headBytes = 300

/** The message of a frame. Large messages are deflated once for all displays, and sent as binary. */
export const messageOf = (opcode: number, payload: Buffer): Buffer =>
  opcode === binary ? inflateSync(payload) : payload

/** The beginning of a message, in which its type and its position are. */
export const headOf = (message: Buffer): string => message.toString('latin1', 0, headBytes)

/** The type that a message begins with; empty when it begins otherwise. */
export const typeIn = (head: string): string => /^\{"type":"(\w+)"/.exec(head)?.[1] ?? ''

/** The type of the message of a frame. */
export const messageType = (opcode: number, payload: Buffer): string =>
  typeIn(headOf(messageOf(opcode, payload)))

/** True when a display that has received messages of these types shows figures. */
export const isShownBy = (types: ReadonlySet<string>): boolean => types.has('board') && types.has('snapshot')
