import type { Change, DatedSource, Row } from '@wallboard/statistics'
import type { z } from 'zod/mini'
import { ClientMessage, ServerMessage, type WireRow, type WireServerMessage } from './messages.ts'
import { matchesAck, matchesChanges } from './fast-path.ts'

type Wire<T extends WireServerMessage['type']> = Extract<WireServerMessage, { type: T }>

/** A snapshot whose rows all carry their instant. */
export type SnapshotMessage = Omit<Wire<'snapshot'>, 'payLoad'> & { readonly payLoad: readonly DatedSource[] }
/** Changes whose rows all carry their instant. */
export type ChangesMessage = Omit<Wire<'changes'>, 'payLoad'> & { readonly payLoad: readonly Change[] }
/** Everything that the BFF says to a browser, decoded. */
export type ServerMessage =
  SnapshotMessage | ChangesMessage | Exclude<WireServerMessage, { type: 'snapshot' | 'changes' }>

/** What decoding came to. A refusal says in a few words what did not fit. */
export type Decoded<T> =
  { readonly ok: true; readonly message: T } | { readonly ok: false; readonly reason: string }

function readJson(text: string): Decoded<unknown> {
  try {
    return { ok: true, message: JSON.parse(text) }
  } catch {
    return { ok: false, reason: 'not JSON' } // the caller decides what a broken peer deserves
  }
}

/** Reads JSON that has to fit a schema. Never throws. */
export function decode<S extends z.ZodMiniType>(schema: S, text: string): Decoded<z.infer<S>> {
  const read = readJson(text)
  return read.ok ? judge(schema, read.message) : read
}

function judge<S extends z.ZodMiniType>(schema: S, value: unknown): Decoded<z.infer<S>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, message: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, reason: issue === undefined ? 'invalid' : `${issue.path.join('.')}: ${issue.message}` }
}

const hasTimestamp = (row: WireRow): row is WireRow & Row => row.asOf !== undefined

/** The rows are the decoder's own, fresh from the text: they are dated in place. */
function fillTimestamps(rows: WireRow[], asOf: number): readonly Row[] {
  for (const row of rows) row.asOf ??= asOf
  return rows.every(hasTimestamp) ? rows : []
}

/** Reads a frame of the BFF. Never throws. */
export function decodeServerMessage(text: string): Decoded<ServerMessage> {
  const read = readJson(text)
  if (!read.ok) return read
  const decoded: Decoded<WireServerMessage> = matchesChanges(read.message)
    ? { ok: true, message: read.message }
    : judge(ServerMessage, read.message)
  if (!decoded.ok) return decoded
  const { message } = decoded
  switch (message.type) {
    case 'snapshot': {
      const payLoad = message.payLoad.map(({ dataSource, data }) => ({
        dataSource,
        data: fillTimestamps(data, message.asOf),
      }))
      return { ok: true, message: { ...message, payLoad } }
    }
    case 'changes': {
      const payLoad = message.payLoad.map(({ dataSource, added, updated, removed }) => ({
        dataSource,
        added: fillTimestamps(added, message.asOf),
        updated: fillTimestamps(updated, message.asOf),
        removed,
      }))
      return { ok: true, message: { ...message, payLoad } }
    }
    case 'hello':
    case 'resumed':
    case 'heartbeat':
    case 'link':
    case 'event':
    case 'board':
    case 'command':
    case 'speaker':
      return { ok: true, message }
  }
}

/** Writes a browser's message as one text frame. */
export function encodeClientMessage(message: ClientMessage): string {
  return JSON.stringify(message)
}

/** Reads a frame of a browser. Never throws. */
export function decodeClientMessage(text: string): Decoded<ClientMessage> {
  const read = readJson(text)
  if (!read.ok) return read
  const { message } = read
  return matchesAck(message) ? { ok: true, message } : judge(ClientMessage, message)
}
