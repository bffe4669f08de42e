import type { Change, DatedSource, Row } from '@wallboard/statistics'
import type { z } from 'zod/mini'
import { ClientMessage, ServerMessage, type WireRow, type WireServerMessage } from './messages.ts'
import { matchesAck, matchesChanges, matchesHeartbeat, matchesReport } from './fast-path.ts'

type Wire<T extends WireServerMessage['type']> = Extract<WireServerMessage, { type: T }>

/** A snapshot whose rows all carry their instant. */
export type SnapshotMessage = Omit<Wire<'snapshot'>, 'payLoad'> & { readonly payLoad: readonly DatedSource[] }
/** Changes whose rows all carry their instant. */
export type ChangesMessage = Omit<Wire<'changes'>, 'payLoad'> & { readonly payLoad: readonly Change[] }
/** A decoded message of the BFF. */
export type ServerMessage =
  SnapshotMessage | ChangesMessage | Exclude<WireServerMessage, { type: 'snapshot' | 'changes' }>

/** The result of decoding. `reason` names the first field that does not match the schema. */
export type Decoded<T> =
  { readonly ok: true; readonly message: T } | { readonly ok: false; readonly reason: string }

function parseJson(text: string): Decoded<unknown> {
  try {
    return { ok: true, message: JSON.parse(text) }
  } catch {
    return { ok: false, reason: 'not JSON' } // the caller decides what to do about it
  }
}

/** Parses JSON text by a schema. Never throws. */
export function decode<S extends z.ZodMiniType>(schema: S, text: string): Decoded<z.infer<S>> {
  const json = parseJson(text)
  return json.ok ? parseWith(schema, json.message) : json
}

function parseWith<S extends z.ZodMiniType>(schema: S, value: unknown): Decoded<z.infer<S>> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, message: parsed.data }
  const [issue] = parsed.error.issues
  return { ok: false, reason: issue === undefined ? 'invalid' : `${issue.path.join('.')}: ${issue.message}` }
}

/** Sets `asOf` in place: the rows were just parsed and nobody else holds them. */
const fillTimestamps = (rows: WireRow[], asOf: number): readonly Row[] =>
  rows.map((row) => Object.assign(row, { asOf: row.asOf ?? asOf }))

/** Parses a frame of the BFF. Never throws. */
export function decodeServerMessage(text: string): Decoded<ServerMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  const decoded: Decoded<WireServerMessage> =
    matchesChanges(json.message) || matchesHeartbeat(json.message)
      ? { ok: true, message: json.message }
      : parseWith(ServerMessage, json.message)
  if (!decoded.ok) return decoded
  const { message } = decoded
  if (message.type === 'snapshot') {
    const payLoad = message.payLoad.map(({ dataSource, data }) => ({
      dataSource,
      data: fillTimestamps(data, message.asOf),
    }))
    return { ok: true, message: { ...message, payLoad } }
  }
  if (message.type === 'changes') {
    const payLoad = message.payLoad.map(({ dataSource, added, updated, removed }) => ({
      dataSource,
      added: fillTimestamps(added, message.asOf),
      updated: fillTimestamps(updated, message.asOf),
      removed,
    }))
    return { ok: true, message: { ...message, payLoad } }
  }
  return { ok: true, message }
}

/** The text frame of a browser's message. */
export function encodeClientMessage(message: ClientMessage): string {
  return JSON.stringify(message)
}

/** Parses a frame of a browser. Never throws. */
export function decodeClientMessage(text: string): Decoded<ClientMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { message } = json
  return matchesAck(message) || matchesReport(message)
    ? { ok: true, message }
    : parseWith(ClientMessage, message)
}
